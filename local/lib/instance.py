"""Where this instance lives: ports, folders, environments. `here` is read from the environment once."""

import os
import secrets
import shutil
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

LOCAL = Path(__file__).resolve().parent.parent


class Failed(Exception):
    """Something a person has to look at; the message says what."""


def say(text: str) -> None:
    mark = "\033[1m▸\033[0m" if sys.stdout.isatty() else "▸"
    print(f"{mark} {text}", flush=True)


@dataclass(frozen=True)
class Instance:
    state: Path
    port: int
    slack_port: int
    root: Path = LOCAL.parent
    cache: Path = LOCAL / ".cache"

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def slack_url(self) -> str:
        return f"http://127.0.0.1:{self.slack_port}"

    @property
    def slack_token(self) -> str:
        return "xoxb-local-amends"

    @property
    def slack_signing_secret(self) -> str:
        """This instance's own, so that no request of another one passes; kept for who looks on while it runs."""
        file = self.state / "slack-signing-secret"
        if not file.exists():
            file.write_text(secrets.token_hex(16))
        return file.read_text()

    @property
    def slack_jar(self) -> Path:
        return LOCAL / "slack" / "target" / "slack-standin.jar"

    @property
    def aws(self) -> Path:
        return self.cache / "account" / "bin" / "aws"

    @property
    def sam(self) -> Path:
        return self.cache / "sam" / "bin" / "sam"

    @property
    def java(self) -> Path:
        return Path(os.environ["JAVA_HOME"]) / "bin" / "java"


def _read() -> Instance:
    return Instance(
        state=Path(os.environ.get("AMENDS_STATE") or LOCAL / ".state").resolve(),
        port=int(os.environ.get("AMENDS_PORT") or 4566),
        slack_port=int(os.environ.get("AMENDS_SLACK_PORT") or 4580),
    )


here = _read()


def fresh() -> None:
    """A start is a new account: what belonged to the last one goes, including the messages about it."""
    for name in ("logs", "tmp", "volume", "root", "slack.json", "calls.jsonl", "iam.jsonl", "trail.jsonl", "removal.json", "removed-live.jsonl"):
        path = here.state / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    for name in ("logs", "tmp", "cache"):
        (here.state / name).mkdir(parents=True, exist_ok=True)
    links = here.cache / "bin"  # so that `local/env` brings aws and sam, not a whole Python
    links.mkdir(exist_ok=True)
    for program in (here.aws, here.sam, here.cache / "account" / "bin" / "cfn-lint"):
        link = links / program.name
        if not link.is_symlink():
            link.symlink_to(program)


def must_be_free(port: int, variable: str) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as e:
            raise Failed(f"port {port} is taken: stop what runs there or set {variable}") from e


def slack_command() -> list[str]:
    return [
        str(here.java), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-jar", str(here.slack_jar),
        "--port", str(here.slack_port), "--token", here.slack_token,
        "--docs", str(here.root / "docs"), "--store", str(here.state / "slack.json"),
        "--manifest", str(here.root / "slack" / "manifest.yaml"),
    ]  # fmt: skip


def iam() -> str:
    """What the account does with a call that a role does not allow."""
    mode, modes = os.environ.get("AMENDS_IAM") or "enforce", ("enforce", "watch", "off")
    if mode not in modes:
        raise Failed(f"AMENDS_IAM is {mode}: set it to one of {', '.join(modes)}")
    return mode


def account_command() -> list[str]:
    return [sys.executable, "-m", "localstack.runtime.main"]


def account_environment() -> dict[str, str]:
    state = here.state
    return {
        **_without_aws(),
        "AMENDS_STATE": str(state),
        "AMENDS_IAM": iam(),
        "AMENDS_JAVA_HOME": os.environ["JAVA_HOME"],
        "AMENDS_JARS": str(here.cache / "jars"),
        "TMPDIR": str(state / "tmp"),
        "XDG_CACHE_HOME": str(state / "cache"),  # where LocalStack remembers its plugins
        "LOCALSTACK_VOLUME_DIR": str(state / "volume"),
        "FILESYSTEM_ROOT": str(state / "root"),
        "GATEWAY_LISTEN": f"127.0.0.1:{here.port}",
        "DISABLE_EVENTS": "1",
        "SKIP_SSL_CERT_DOWNLOAD": "1",
        "DNS_ADDRESS": "0",
        "LAMBDA_RUNTIME_EXECUTOR": "java",
        "LAMBDA_RUNTIME_ENVIRONMENT_TIMEOUT": "120",
        "LAMBDA_RETRY_BASE_DELAY": "1",
        "LAMBDA_EVENT_SOURCE_MAPPING_POLL_INTERVAL_SEC": "0.2",
        "LAMBDA_EVENT_SOURCE_MAPPING_MAX_BACKOFF_ON_EMPTY_POLL_SEC": "0.5",
        "LAMBDA_EVENT_SOURCE_MAPPING_MAX_BACKOFF_ON_ERROR_SEC": "2",
        "DYNAMODB_IN_MEMORY": "1",
    }


def client_environment() -> dict[str, str]:
    """For aws, sam and ./amends: never a real account's keys, never its endpoint."""
    return {
        **_without_aws(),
        "AWS_ENDPOINT_URL": here.endpoint,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
        "AWS_REGION": "us-east-1",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_PAGER": "",
        "SAM_CLI_TELEMETRY": "0",
        "SAM_CLI_POLL_DELAY": "0.5",
    }


def _without_aws() -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("AWS_")}
    for name in ("no_proxy", "NO_PROXY"):
        kept[name] = ",".join(filter(None, ["127.0.0.1,localhost", kept.get(name)]))
    return kept


def tell() -> None:
    print(f"""
  Slack channel   {here.slack_url}/
  try             . {os.path.relpath(LOCAL / "env")}    (aws and sam then speak to this account)
                  aws logs create-log-group --log-group-name /aws/lambda/orders-api
                  aws logs describe-log-groups --query 'logGroups[].[logGroupName,retentionInDays]' --output text
                  ./amends findings
  function logs   {os.path.relpath(here.state / "logs")}/
  calls made      {os.path.relpath(here.state / "calls.jsonl")}, {here.endpoint}/_amends/calls
  its records     ./amends rehearse --own '*:role/amends-*' --files {os.path.relpath(here.state / "trail.jsonl")}
  IAM's answers   {os.path.relpath(here.state / "iam.jsonl")}    (AMENDS_IAM={iam()})
  make it fail    curl {here.endpoint}/_amends/faults -d '{{"service":"logs","operation":"PutRetentionPolicy","times":2,"code":"OperationAbortedException"}}'
""", flush=True)  # fmt: skip
