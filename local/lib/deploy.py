"""Puts Amends into the local account the way a user puts it into a real one."""

import subprocess
import time

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
    client("secretsmanager").create_secret(Name=SECRET, SecretString=here.slack_token)


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
        f"SlackSecretName={SECRET}", f"SlackApiUrl={here.slack_url}/api", "Dashboard=false", 'DigestEmail=""',
    ]  # fmt: skip
    _run(command, "sam deploy", 300, "deploy.log")


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
