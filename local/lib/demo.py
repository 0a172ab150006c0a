"""A short scenario with real calls: what a person, Terraform and a clumsy owner do, and what Amends makes of it."""

import json
import subprocess
import time

from deploy import client
from instance import Failed, client_environment, here, say

GROUP = "/aws/lambda/orders-api"
TERRAFORM = """
import boto3, sys
from botocore.config import Config
agent = Config(user_agent="APN/1.0 HashiCorp/1.0 Terraform/1.13.4 (+https://www.terraform.io) terraform-provider-aws/6.18.0")
boto3.client("logs", config=agent).create_log_group(logGroupName=sys.argv[1])
"""


def play() -> None:
    if not (here.root / "template.yaml").exists():
        raise Failed("--demo needs Amends in the account: there is no template.yaml")
    step("someone creates a log group", f"aws logs create-log-group --log-group-name {GROUP}")
    seen = len(cards())
    began = time.monotonic()
    _aws("logs", "create-log-group", "--log-group-name", GROUP)
    days = until(lambda: retention(GROUP), 60)
    if days is None:
        raise Failed(f"{GROUP} got no retention within 60 s; look at {here.state / 'logs'}")
    say(f"{GROUP} keeps its logs for {days} days, {time.monotonic() - began:.1f} s later")
    seen = show_new_cards(seen)

    step("Terraform creates one without retention: a fix would be undone at its next apply", "terraform apply")
    name = "/aws/lambda/made-by-terraform"
    _run([str(here.cache / "account" / "bin" / "python"), "-c", TERRAFORM, name])
    seen = show_new_cards(seen)
    say(f"{name}: retention {retention(name) or 'left as it is'}")

    step("its owner goes back to never expire", f"aws logs delete-retention-policy --log-group-name {GROUP}")
    _aws("logs", "delete-retention-policy", "--log-group-name", GROUP)
    show_new_cards(seen)
    say(f"{GROUP}: retention {retention(GROUP) or 'left as it is'}")
    print(f"\n  The channel: {here.slack_url}/\n", flush=True)


def step(what: str, command: str) -> None:
    print()
    say(what)
    print(f"    $ {command}", flush=True)


def show_new_cards(seen: int) -> int:
    """Waits for a message more than `seen` and shows what is new."""
    if not until(lambda: len(cards()) > seen, 60):
        say(f"no new message in Slack within 60 s; look at {here.state / 'logs'}")
    for text in cards()[seen:]:
        print("    Slack: " + text.replace("\n", "\n           "), flush=True)
    return len(cards())


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
