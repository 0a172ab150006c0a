"""Least privilege, asked of everything that a run needed: `python -m amends_local.removal <state folder> <endpoint>`.

One action, one resource or one value of a condition at a time is taken out of each role of Amends, as they are in the
account, and all needs of `iam.jsonl` are judged again. What nobody misses is a grant too much: it goes out of
template.yaml, or stands with its reason in EXPLAINED. Statements that deny are left in: nobody misses those.
"""

import copy
import json
import re
import sys
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from amends_local.needs import Need
from amends_local.policy import Caller, Policies, judge

EXPLAINED: dict[str, str] = {
    "LambdaPermissions Mend [*].amazonaws.com.cn": "What some services are called in China.",
    "SlackIn FindDecisions *": "at times: findings are listed",
    "SlackIn ReadDecisions *": "at times: findings are listed while a decision is being applied",
    "SlackOut ReadDecisions *": "at times: slack-in had no time to show a decision",
    "SlackIn Nudge SlackOutInbox": "at times: slack-in has slack-out show a decision",
    "LogGroups Wait *": "at times: a pause holds an owner's value",
    "SlackOut Wait *": "at times: a storm lasts",
}
"""Grants that a run may leave unused, `<function> <Sid> <what>` as a pattern, with the reason."""

AT_TIMES = "at times: "
"""How the reason of a grant begins that a run uses or not, as things fall out."""


@dataclass(frozen=True)
class Removal:
    role: str
    sid: str
    what: str
    without: str
    """The role's policy with it taken out."""

    def __str__(self) -> str:
        function = re.sub(r"^.*role/\w+-(\w+)Role-.*$", r"\1", self.role)
        return f"{function} {self.sid} {plain(self.what)}"


def plain(what: str) -> str:
    """Without what differs from deployment to deployment: `…:table/amends-Ledger-1a2b/index/x` → `Ledger/index/x`."""
    if not what.startswith("arn:"):
        return what
    name = what.split(":", 5)[-1].removeprefix("table/")
    return re.sub(r"\w+-([A-Z]\w+)-[0-9a-f]{8,}", r"\1", name)


def removals(role: str, document: dict) -> list[Removal]:
    found = []

    def without(number: int, what: str, take) -> None:
        changed = copy.deepcopy(document)
        if not take(changed["Statement"][number]):
            del changed["Statement"][number]  # a list without anything in it is no policy
        sid = document["Statement"][number].get("Sid", f"Statement[{number}]")
        found.append(Removal(role, sid, what, json.dumps(changed)))

    for number, statement in enumerate(document["Statement"]):
        if statement["Effect"] != "Allow":
            continue
        for element in ("Action", "Resource"):
            for value in listed(statement[element]):
                without(number, value, lambda s, e=element, v=value: _take(s, e, v))
        for operator, keys in statement.get("Condition", {}).items():
            for key, values in keys.items():
                for value in listed(values):
                    without(number, value, lambda s, o=operator, k=key, v=value: _take(s["Condition"][o], k, v))
    return found


def listed(value) -> list:
    return value if isinstance(value, list) else [value]


def _take(holder: dict, key: str, value) -> list:
    holder[key] = [v for v in listed(holder[key]) if v != value]
    return holder[key]


def recorded(lines) -> dict[str, list[Need]]:
    """What each role needed, each need once."""
    found: dict[tuple, tuple[str, Need]] = {}
    for line in lines:
        if not line.endswith("}\n"):
            continue  # it is being written
        decision = json.loads(line)
        for need in decision["needs"] if decision.get("role") else ():
            key = (decision["role"], need["action"], need["arn"], json.dumps(need["context"], sort_keys=True))
            found[key] = decision["role"], Need(need["action"], need["arn"], need["context"])
    needs: dict[str, list[Need]] = {}
    for role, need in found.values():
        needs.setdefault(role, []).append(need)
    return needs


def refused_deliveries(lines) -> list[str]:
    """What a service could not deliver. No test takes anything away from those."""
    decisions = [json.loads(line) for line in lines if line.endswith("}\n")]
    return [
        f"{each['caller']}: {need['action']} on {need['arn']} with {need['context']}: {need['by']}"
        for each in decisions
        if "needs" in each and not each["role"]
        for need in each["needs"]
        if not need["allowed"]
    ]


def refused(role: str, document: str, needs: list[Need]) -> list[tuple[Need, str]]:
    """What the role's own policy does not allow. Resources' policies let no role of ours in that its own does not."""
    caller = Caller(role, role, role.split(":")[4])
    answers = ((need, judge(caller, need, Policies((document,)))) for need in needs)
    return [(need, answer.by) for need, answer in answers if not answer.allowed]


@dataclass
class Report:
    needs: int
    asked: int
    missing: list[str]
    """What was needed and the roles do not allow."""
    unused: list[str]
    explained: dict[str, str]
    stale: list[str]
    """Explanations of what is used, or not there."""
    missed: list[dict]
    """What would be refused without a grant, one request for each: for who wants a second opinion."""


def compare(roles: dict[str, dict], needs: dict[str, list[Need]], explained: dict[str, str]) -> Report:
    report = Report(sum(len(needs.get(role, ())) for role in roles), 0, [], [], {}, [], [])
    used_up = set()
    for role, document in roles.items():
        own = needs.get(role, [])
        gone = refused(role, json.dumps(document), own)
        report.missing += [f"{role}: {need.action} on {need.arn} with {need.context}: {by}" for need, by in gone]
        lacking = {id(need) for need, _ in gone}
        allowed = [need for need in own if id(need) not in lacking]
        for removal in removals(role, document):
            report.asked += 1
            if would := refused(role, removal.without, allowed):
                need = would[0][0]
                report.missed.append(
                    {"role": role, "removed": str(removal), "policy": json.loads(removal.without), **vars(need)}
                )
                continue
            name = next((n for n in explained if fnmatchcase(str(removal), n)), None)
            if name is None:
                report.unused.append(str(removal))
            else:
                report.explained[str(removal)] = explained[name]
                used_up.add(name)
    report.stale = [n for n, why in explained.items() if n not in used_up and not why.startswith(AT_TIMES)]
    return report


def roles_of(endpoint: str, stack: str) -> dict[str, dict]:
    """The policies of the stack's roles, as they are now."""
    import boto3

    def client(service: str):
        return boto3.client(
            service,
            endpoint_url=endpoint,
            region_name="us-east-1",
            aws_access_key_id="test",
            aws_secret_access_key="test",
        )

    iam, found = client("iam"), {}
    for page in client("cloudformation").get_paginator("list_stack_resources").paginate(StackName=stack):
        for resource in page["StackResourceSummaries"]:
            if resource["ResourceType"] == "AWS::IAM::Role":
                name = resource["PhysicalResourceId"]
                [policy] = iam.list_role_policies(RoleName=name)["PolicyNames"]
                document = iam.get_role_policy(RoleName=name, PolicyName=policy)["PolicyDocument"]
                found[iam.get_role(RoleName=name)["Role"]["Arn"]] = document
    return found


def main(state: Path, endpoint: str) -> int:
    with open(state / "iam.jsonl", encoding="utf-8") as file:
        lines = file.readlines()
    report = compare(roles_of(endpoint, "amends"), recorded(lines), EXPLAINED)
    report.missing += refused_deliveries(lines)
    (state / "removal.json").write_text(json.dumps(vars(report), indent=1))
    print(f"{report.needs} needs, {report.asked} removals: {len(report.missed)} missed, {len(report.explained)} explained")
    for title, those in (
        ("needed and not allowed", report.missing),
        ("allowed and not needed: take it out of template.yaml, or explain it in removal.py", report.unused),
        ("explained in removal.py, and used or not there", report.stale),
    ):
        for each in those:
            print(f"{title}: {each}")
    return 1 if report.missing or report.unused or report.stale else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
