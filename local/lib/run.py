"""`local/up` and `local/down` once everything is prepared: start, deploy, tell, stop."""

import argparse
import os
import signal
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import demo
import deploy
import instance
import processes
from instance import Failed, here, say


def main() -> int:
    parser = argparse.ArgumentParser(prog="local/up")
    parser.add_argument("command", choices=["up", "down"])
    parser.add_argument("--demo", action="store_true", help="play a short scenario")
    parser.add_argument("--detach", action="store_true", help="return when all is up")
    arguments = parser.parse_args()
    children = processes.Children(here.state)
    if arguments.command == "down":
        stopped = children.stop()
        say("stopped" if stopped else "nothing was running")
        return 0
    signal.signal(signal.SIGINT, signal.default_int_handler)  # also where a shell started this in the background
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda got, _: sys.exit(128 + got))
    began = time.monotonic()
    done = False
    try:
        start(children)
        say(f"ready after {time.monotonic() - began:.0f} s")
        instance.tell()
        if arguments.demo:
            demo.play()
        done = True
        if arguments.detach:
            say("runs on in the background; stop it with local/down")
            return 0
        say("Ctrl-C stops everything")
        children.wait()
        raise Failed("something that must run has ended; see the logs in " + str(here.state))
    except Failed as e:
        print(f"local/up: {e}", file=sys.stderr)
        done = False
        return 1
    except KeyboardInterrupt:
        print()
        done = False
        return 130
    finally:
        if not (done and arguments.detach):
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C must not leave half of it running
            say("stopping")
            children.stop()


def start(children: processes.Children) -> None:
    children.stop()  # what an earlier start of this instance left behind
    here.state.mkdir(parents=True, exist_ok=True)
    instance.fresh()
    instance.must_be_free(here.port, "AMENDS_PORT")
    instance.must_be_free(here.slack_port, "AMENDS_SLACK_PORT")
    if here.slack_jar.exists():
        say(f"Slack stand-in on {here.slack_url}")
        children.start("slack", instance.slack_command(), os.environ.copy())
    else:
        say(f"no Slack stand-in: {here.slack_jar} is not built")
    say(f"AWS account on {here.endpoint}")
    children.start("account", instance.account_command(), instance.account_environment())
    children.ready("account", here.endpoint + "/_localstack/health", 90)
    if here.slack_jar.exists():
        children.ready("slack", here.slack_url + "/", 30)
    deploy.everything()


if __name__ == "__main__":
    sys.exit(main())
