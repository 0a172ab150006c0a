"""Puts Amends into the local account the way a user puts it into a real one."""

import json
import subprocess

from instance import LOCAL, Failed, client_environment, here, say

STACK = "amends"
SECRET = "amends/slack"


def everything() -> None:
    secret()
    stack()
    settings()


def secret() -> None:
    _aws("secretsmanager", "create-secret", "--name", SECRET, "--secret-string", here.slack_token)


def stack() -> None:
    """The unchanged template, with the parameters a user would give on the command line."""
    if not (here.root / "template.yaml").exists():
        say("no template.yaml: the account stays empty")
        return
    say("sam deploy")
    command = [
        str(here.sam), "deploy", "--config-env", "local", "--stack-name", STACK,
        "--no-confirm-changeset", "--no-fail-on-empty-changeset", "--no-progressbar",
        "--parameter-overrides",
        f"SlackSecretName={SECRET}", f"SlackApiUrl={here.slack_url}/api", "Dashboard=false", "DigestEmail=",
    ]  # fmt: skip
    _run(command, "sam deploy", 300, "deploy.log")


def settings() -> None:
    file = LOCAL / "settings.yaml"
    if not file.exists() or not (here.root / "amends").exists():
        say("no settings applied: local/settings.yaml or ./amends is missing, so guardrails only flag")
        return
    say(f"settings from {file.relative_to(here.root)}")
    _run([str(here.root / "amends"), "settings", "apply", str(file)], "amends settings apply", 120, "settings.log")


def _aws(*arguments: str) -> dict:
    done = subprocess.run(
        [str(here.aws), *arguments, "--output", "json"],
        env=client_environment(), capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    if done.returncode:
        raise Failed(f"aws {' '.join(arguments[:2])}: {done.stderr.strip()}")
    return json.loads(done.stdout or "{}")


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
