// Says who gets in: requests put to @cloud-copilot/iam-simulate, for the policy analyser's tests (OracleTest).
//   node oracle.mjs <folder with node_modules> <questions> <answers>
// A line of questions is {"account": owner, "policies": [one or more], "requests": [{principal, action, resource, context}]};
// a line of answers has for each policy a text with a letter for each request: y allowed, n not, e the simulator refuses it.
// The simulator is AGPL: a tool of the test bench, fetched by the command that needs it, never linked to or shipped.
import fs from 'node:fs'
import path from 'node:path'
import { createRequire } from 'node:module'

const [modules, questions, answers] = process.argv.slice(2)
const { runSimulation } = createRequire(path.resolve(modules, 'x'))('@cloud-copilot/iam-simulate')
const ALL = { name: 'all', policy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] } }

/** It matches no address against 0.0.0.0/0, so that is said in two halves. */
function halves(value) {
  if (Array.isArray(value)) return value.flatMap((each) => halves(each))
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, halves(each)]))
  }
  return value === '0.0.0.0/0' ? ['0.0.0.0/1', '128.0.0.0/1'] : value
}

async function ask(policy, account, request) {
  const person = typeof request.principal === 'string' && request.principal.startsWith('arn:')
  try {
    const result = await runSimulation(
      {
        request: {
          principal: request.principal,
          action: request.action,
          resource: { resource: request.resource, accountId: account },
          contextVariables: request.context,
        },
        identityPolicies: person ? [ALL] : [], // what callers may do by their own account's word is theirs to say
        serviceControlPolicies: [],
        resourceControlPolicies: [],
        resourcePolicy: policy,
      },
      {},
    )
    return result.resultType === 'error' ? 'e' : result.overallResult === 'Allowed' ? 'y' : 'n'
  } catch {
    return 'e'
  }
}

const out = []
for (const line of fs.readFileSync(questions, 'utf8').split('\n')) {
  if (!line) continue
  const { account, policies, requests } = JSON.parse(line)
  const letters = []
  for (const policy of policies.map(halves)) {
    let text = ''
    for (const request of requests) text += await ask(policy, account, request)
    letters.push(text)
  }
  out.push(JSON.stringify(letters))
}
fs.writeFileSync(answers, out.join('\n') + '\n')
