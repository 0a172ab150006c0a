// A second opinion on IAM: every request that the account judged, and one that each missed removal refuses, put to
// @cloud-copilot/iam-simulate with the policies that counted then. Whatever it answers otherwise must be explained below.
//   node simulate.mjs <folder with node_modules> <state folder>
// Reads iam.jsonl and removal.json there (amends_local/iam.py, removal.py), writes simulated.json.
// The simulator is AGPL: a tool of the test bench, fetched by the command that needs it, never linked to or shipped.
import fs from 'node:fs'
import path from 'node:path'
import { createRequire } from 'node:module'

const [modules, state] = process.argv.slice(2)
const NAME = '@cloud-copilot/iam-simulate'
const { runSimulation } = createRequire(path.resolve(modules, 'x'))(NAME)

/** Which requests it answers otherwise, and why: their action, its answer, the reason. An entry nothing needs fails. */
const EXPLAINED = [
  {
    action: /^logs:DescribeLogGroups$/,
    answer: 'must.use.wildcard',
    why:
      'The service authorization reference names no resource type for this action, so the simulator takes only "*". ' +
      "AWS's denials name a log group without a name; the role grants it on \"*\", which covers both.",
  },
  {
    action: /^apigateway:GET$/,
    answer: 'no.resource.types',
    why:
      'API Gateway has two pages in the reference, for its two versions, under one prefix. The data of the simulator ' +
      'keeps one of them and knows no ARN of this action.',
  },
]

const MANY = new Set(['dynamodb:LeadingKeys', 'dynamodb:Attributes'])

function lines(file) {
  return fs
    .readFileSync(path.join(state, file), 'utf8')
    .split('\n')
    .filter((line) => line.endsWith('}'))
    .map((line) => JSON.parse(line))
}

/** Each distinct request that was judged, with the policies as they were. */
function judged() {
  const policies = new Map()
  const requests = new Map()
  for (const line of lines('iam.jsonl')) {
    if (line.policy) {
      policies.set(line.policy, line.document)
      continue
    }
    for (const need of line.needs) {
      if (need.by.startsWith('cannot be judged')) continue // there is no request to ask about
      const key = JSON.stringify([line.role ?? line.caller, need.action, need.arn, need.context, need.identity, need.resource])
      requests.set(key, {
        from: 'judged',
        principal: line.caller,
        action: need.action,
        arn: need.arn,
        context: need.context,
        identity: need.identity.map((name) => policies.get(name)),
        resource: need.resource ? policies.get(need.resource) : undefined,
        allowed: need.allowed,
      })
    }
  }
  return [...requests.values()]
}

/** For each grant that is missed when it is taken out: a request that must then be refused. */
function removed() {
  return JSON.parse(fs.readFileSync(path.join(state, 'removal.json'), 'utf8')).missed.map((each) => ({
    from: `without ${each.removed}`,
    principal: each.role.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/') + '/session',
    action: each.action,
    arn: each.arn,
    context: each.context,
    identity: [each.policy],
    resource: undefined,
    allowed: false,
  }))
}

async function simulate(request) {
  const context = Object.fromEntries(
    Object.entries(request.context).map(([key, values]) => [key, MANY.has(key) ? values : values[0]]),
  )
  const result = await runSimulation(
    {
      request: {
        principal: request.principal,
        action: request.action,
        resource: { resource: request.arn, accountId: request.context['aws:ResourceAccount'][0] },
        contextVariables: context,
      },
      identityPolicies: request.identity.map((policy, i) => ({ name: `identity-${i}`, policy })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      resourcePolicy: request.resource,
    },
    {},
  )
  return result.resultType === 'error' ? said(result.errors) : result.overallResult
}

/** The first thing that it finds wrong with a request. */
function said(errors) {
  const details = Object.entries(errors).filter(([key]) => key !== 'message')
  return details.length === 0 ? errors.message : `${errors.message}: ${JSON.stringify(details).slice(0, 300)}`
}

const requests = [...judged(), ...removed()]
const disagreements = new Map()
const unexplained = []
let agreed = 0
for (const request of requests) {
  const answer = await simulate(request)
  if ((answer === 'Allowed') === request.allowed && /^(Allowed|.*Denied)$/.test(answer)) {
    agreed++
    continue
  }
  const reason = EXPLAINED.find((each) => each.action.test(request.action) && each.answer === answer)
  if (reason) disagreements.set(reason, (disagreements.get(reason) ?? 0) + 1)
  else unexplained.push({ ...request, answer, identity: undefined })
}
const stale = EXPLAINED.filter((each) => !disagreements.has(each))
const report = {
  version: JSON.parse(fs.readFileSync(path.join(modules, NAME, 'package.json'), 'utf8')).version,
  requests: requests.length,
  allowed: requests.filter((each) => each.allowed).length,
  agreed,
  explained: [...disagreements].map(([each, count]) => ({ action: each.action.source, answer: each.answer, count, why: each.why })),
  unexplained,
}
fs.writeFileSync(path.join(state, 'simulated.json'), JSON.stringify(report, null, 1))
console.log(
  `${report.requests} requests (${report.allowed} allowed): ${agreed} agreed, ` +
    `${requests.length - agreed - unexplained.length} disagreements explained, ${unexplained.length} not`,
)
for (const each of unexplained) console.log(`not explained: ${JSON.stringify(each).slice(0, 1500)}`)
for (const each of stale) console.log(`explained, and nothing needs it: ${each.action.source} ${each.answer}`)
process.exit(unexplained.length || stale.length || agreed === 0 ? 1 : 0)
