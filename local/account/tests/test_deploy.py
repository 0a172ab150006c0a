"""What local/up tells the Slack stand-in. It lives in local/lib, which is no package."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "lib"))

import deploy
from instance import here


@pytest.mark.parametrize(
    "url",
    [
        "https://a1b2c3.execute-api.us-east-1.amazonaws.com/live/slack",
        "https://a1b2c3.execute-api.localhost.localstack.cloud:4566/live/slack",
    ],
)
def test_the_address_of_an_api_is_the_one_that_works_on_this_machine(url):
    assert deploy.loopback(url) == f"{here.endpoint}/_aws/execute-api/a1b2c3/live/slack"


def test_an_instance_keeps_its_signing_secret():
    here.state.mkdir(parents=True, exist_ok=True)
    secret = here.slack_signing_secret
    assert len(secret) == 32
    assert here.slack_signing_secret == secret
