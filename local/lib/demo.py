"""A short scenario with real calls: what a person, Terraform and a clumsy owner do, and what Amends makes of it."""

import json
import subprocess
import time
import urllib.request

from deploy import client
from instance import Failed, client_environment, here, say

ANN = "U0ANN00001"
GROUP = "/aws/lambda/orders-api"
OWNED = "/aws/lambda/audit-trail"
TERRAFORMED = "/aws/lambda/made-by-terraform"
TERRAFORM = """
import boto3, sys
from botocore.config import Config
agent = Config(user_agent="APN/1.0 HashiCorp/1.0 Terraform/1.13.4 (+https://www.terraform.io) terraform-provider-aws/6.18.0")
boto3.client("logs", config=agent).create_log_group(logGroupName=sys.argv[1])
"""
STACK = "orders"
TEMPLATE = """\
Resources:
  # Where customers put their orders.
  Uploads:
    Type: AWS::S3::Bucket

  Orders:
    Type: AWS::SQS::Queue
"""


def play() -> None:
    if not (here.root / "template.yaml").exists():
        raise Failed("--demo needs Amends in the account: there is no template.yaml")
    step("Terraform creates a log group and forgets the retention", "terraform apply")
    _run([str(here.cache / "account" / "bin" / "python"), "-c", TERRAFORM, TERRAFORMED])
    say(f"{TERRAFORMED}: Terraform has two minutes to set one, then Amends says so, and leaves it alone")

    fixed(GROUP)
    step("Ann, an approver, presses Undo on its card", "")
    press(ANN, GROUP, "undo")
    show_card("Undone:", GROUP)
    say(f"{GROUP} keeps its logs for {retention(GROUP) or 'ever'}, as before; Amends leaves it alone from now on")

    fixed(OWNED)
    step("its owner wants a year", f"aws logs put-retention-policy --log-group-name {OWNED} --retention-in-days 365")
    _aws("logs", "put-retention-policy", "--log-group-name", OWNED, "--retention-in-days", "365")
    show_card("Left to its owner:", OWNED)
    say(f"{OWNED} keeps its logs for {retention(OWNED)} days: the owner's value stands")

    file = here.state / "tmp" / "orders.yaml"
    file.write_text(TEMPLATE)
    step("someone deploys a stack", f"aws cloudformation deploy --stack-name {STACK} --template-file orders.yaml")
    _aws("cloudformation", "deploy", "--stack-name", STACK, "--template-file", str(file))
    show_card("Needs a person:", f"stack {STACK}")
    say("the card lists them, each with its line")

    print(f"\n  The channel: {here.slack_url}/    (the card about {TERRAFORMED} follows in two minutes)\n", flush=True)


def fixed(group: str) -> None:
    step("someone creates a log group", f"aws logs create-log-group --log-group-name {group}")
    began = time.monotonic()
    _aws("logs", "create-log-group", "--log-group-name", group)
    days = until(lambda: retention(group), 60)
    if days is None:
        raise Failed(f"{group} got no retention within 60 s; look at {here.state / 'logs'}")
    say(f"{group} keeps its logs for {days} days, {time.monotonic() - began:.1f} s later")
    show_card("Fixed:", group)


def step(what: str, command: str) -> None:
    print()
    say(what)
    if command:
        print(f"    $ {command}", flush=True)


def press(user: str, group: str, action: str) -> None:
    """What the page does when somebody presses a button there."""
    card = next(m for m in slack("/_standin/messages")["messages"] if f"`{group}`" in json.dumps(m["blocks"]))
    body = {"user": user, "channel": card["channel"], "ts": card["ts"], "action_id": action}
    answer = slack("/_standin/press", body)
    if not answer["ok"]:
        raise Failed(f"the press on {action} failed: {answer}; look at {here.state / 'logs'}")
    print(f"    answered within {answer['millis']} ms", flush=True)


def slack(path: str, body: dict | None = None) -> dict:
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(here.slack_url + path, data, {"Content-Type": "application/json"})
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=30) as answer:
        return json.load(answer)


def show_card(label: str, group: str) -> None:
    """Waits for the card of a group to say something, and shows it."""
    card = until(lambda: next((c for c in cards() if c.startswith(label) and group in c), None), 60)
    if card is None:
        raise Failed(f"no card in Slack within 60 s; look at {here.state / 'logs'}")
    print(f"    Slack: {card}", flush=True)


def cards() -> list[str]:
    """The texts of all messages the Slack stand-in holds, oldest first."""
    try:
        stored = json.loads((here.state / "slack.json").read_text())
    except (OSError, ValueError):
        return []
    return [m["text"] for m in sorted(messages(stored), key=lambda m: str(m["ts"]))]


def messages(value) -> list[dict]:
    if isinstance(value, dict):
        if isinstance(value.get("text"), str) and "ts" in value:
            return [value]
        value = list(value.values())
    return [m for v in value for m in messages(v)] if isinstance(value, list) else []


def retention(group: str) -> int | None:
    found = client("logs").describe_log_groups(logGroupNamePrefix=group)["logGroups"]
    return next((g.get("retentionInDays") for g in found if g["logGroupName"] == group), None)


def until(condition, seconds: float):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if result := condition():
            return result
        time.sleep(0.3)
    return None


def _aws(*arguments: str) -> None:
    _run([str(here.aws), *arguments])


def _run(command: list[str]) -> None:
    done = subprocess.run(command, env=client_environment(), capture_output=True, text=True, timeout=60)
    if done.returncode:
        raise Failed(f"{' '.join(command[:4])}: {done.stderr.strip()}")
