"""Puts Amends into the local account the way a user puts it into a real one."""

import json
import subprocess
import time
import urllib.request
from urllib.parse import urlsplit

import boto3
from instance import LOCAL, Failed, client_environment, here, say

STACK = "amends"
SECRET = "amends/slack"
SAM_BUCKET = """
Resources:
  SamCliSourceBucket: {Type: AWS::S3::Bucket}
Outputs:
  SourceBucket: {Value: !Ref SamCliSourceBucket}
"""


def everything() -> None:
    secret()
    stack()
    slack_app()
    settings()


def client(service: str):
    """For this account only: keys, Region and endpoint are given, so no profile of the user comes into it."""
    return boto3.client(
        service,
        endpoint_url=here.endpoint,
        region_name="us-east-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
    )


def secret() -> None:
    value = {"botToken": here.slack_token, "signingSecret": here.slack_signing_secret}
    client("secretsmanager").create_secret(Name=SECRET, SecretString=json.dumps(value))


def sam_bucket() -> None:
    """The stack that `sam deploy --resolve-s3` would make first: here in a second, there after a wait of fifteen."""
    cloudformation, name = client("cloudformation"), "aws-sam-cli-managed-default"
    cloudformation.create_stack(
        StackName=name, TemplateBody=SAM_BUCKET, Tags=[{"Key": "ManagedStackSource", "Value": "AwsSamCli"}]
    )
    until = time.monotonic() + 30
    while cloudformation.describe_stacks(StackName=name)["Stacks"][0]["StackStatus"] != "CREATE_COMPLETE":
        if time.monotonic() > until:
            raise Failed("the bucket for sam deploy was not made within 30 s")
        time.sleep(0.1)


def stack() -> None:
    """The unchanged template, with the parameters a user would give on the command line."""
    if not (here.root / "template.yaml").exists():
        say("no template.yaml: the account stays empty")
        return
    sam_bucket()
    say("sam deploy")
    command = [
        str(here.sam), "deploy", "--config-env", "local", "--stack-name", STACK,
        "--no-confirm-changeset", "--no-fail-on-empty-changeset", "--no-progressbar",
        "--parameter-overrides",
        "Powers=full", f"SlackSecretName={SECRET}", f"SlackApiUrl={here.slack_url}/api", "Dashboard=false", 'DigestEmail=""',
    ]  # fmt: skip
    _run(command, "sam deploy", 300, "deploy.log")


def slack_app() -> None:
    """Tells the stand-in what a person types into the app's page at Slack: where requests go, and what signs them."""
    url = outputs().get("SlackRequestUrl")
    if url is None or not here.slack_jar.exists():
        return
    app = {"requestUrl": loopback(url), "signingSecret": here.slack_signing_secret}
    request = urllib.request.Request(
        f"{here.slack_url}/_standin/app", json.dumps(app).encode(), {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10):
            say(f"Slack sends to {app['requestUrl']}")
    except OSError as e:
        raise Failed(f"the Slack stand-in did not take the address for its requests: {e}") from e


def outputs() -> dict[str, str]:
    stacks = client("cloudformation").describe_stacks()["Stacks"]
    return {o["OutputKey"]: o["OutputValue"] for s in stacks if s["StackName"] == STACK for o in s.get("Outputs", ())}


def loopback(url: str) -> str:
    """An API's address, in AWS the name of a host, as LocalStack serves it where no such name is known."""
    address = urlsplit(url)
    return f"{here.endpoint}/_aws/execute-api/{address.netloc.split('.')[0]}{address.path}"


def settings() -> None:
    file = LOCAL / "settings.yaml"
    if not file.exists() or not (here.root / "amends").exists():
        say("no settings applied: local/settings.yaml or ./amends is missing, so guardrails only flag")
        return
    say(f"settings from {file.relative_to(here.root)}")
    _run([str(here.root / "amends"), "settings", "apply", "--yes", str(file)], "amends settings apply", 120, "settings.log")


def _run(command: list[str], title: str, seconds: int, log_name: str) -> None:
    log = here.state / log_name
    with open(log, "w", encoding="utf-8") as out:
        try:
            done = subprocess.run(
                command, cwd=here.root, env=client_environment(),
                stdin=subprocess.DEVNULL, stdout=out, stderr=out, timeout=seconds,
            )  # fmt: skip
        except subprocess.TimeoutExpired as e:
            raise Failed(f"{title} took longer than {seconds} s:\n{_tail(log)}") from e
    if done.returncode:
        raise Failed(f"{title} failed:\n{_tail(log)}")


def _tail(log) -> str:
    return "\n".join("    " + line for line in log.read_text(errors="replace").splitlines()[-25:]) + f"\n  all of it: {log}"
