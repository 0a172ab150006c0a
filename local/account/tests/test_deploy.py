"""What local/up tells the Slack stand-in (it lives in local/lib, which is no package), and what SAM makes of the template."""

import json
import re
import sys
from importlib.resources import files
from pathlib import Path

import pytest
from samtranslator.translator.transform import transform
from samtranslator.yaml_helper import yaml_parse

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


class _NoPolicies:
    def load(self):
        return {}


def versions(**parameters):
    """The versions SAM makes of the template: what CloudFormation then takes for their descriptions, by logical id."""
    text = (Path(__file__).parents[3] / "template.yaml").read_text()
    template = yaml_parse(re.sub(r"CodeUri: functions/.*", "CodeUri: s3://bucket/key", text))
    values = {name: p["Default"] for name, p in template["Parameters"].items()} | parameters
    found = {}
    for name, resource in transform(template, values, _NoPolicies())["Resources"].items():
        if resource["Type"] == "AWS::Lambda::Version":
            description = resource["Properties"]["Description"]["Fn::Sub"]
            found[name] = re.sub(r"\$\{(\w+)\}", lambda m: values[m[1]], description)
            assert resource["DeletionPolicy"] == "Delete"
    assert len(found) == 7
    return found


def changed(one, other):
    return {re.sub("FunctionVersion.*", "", name) for name in one | other if one.get(name) != other.get(name)}


@pytest.fixture(autouse=True)
def _region(monkeypatch):
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")


def test_slack_added_later_publishes_the_functions_that_read_its_secret():
    without = versions(SlackSecretName="")
    assert changed(without, versions(SlackSecretName="amends/slack")) == {"Keeper", "SlackIn", "SlackOut"}
    assert changed(without, versions(SlackSecretName="")) == set()


def test_another_address_of_slack_and_the_switch_of_snapstart_publish_as_well():
    before = versions()
    assert changed(before, versions(SlackApiUrl="http://127.0.0.1:1/api")) == {"Keeper", "SlackIn", "SlackOut"}
    assert len(changed(before, versions(SnapStart="off"))) == 7
    assert changed(before, versions(DigestEmail="a@example.com", Powers="full")) == set()


def test_cloudformation_replaces_a_version_whose_description_changed():
    """Its own schema of the type: what can only be given at creation takes a new resource."""
    data = files("cfnlint.data.schemas")
    of = json.loads((data / "providers" / "us-east-1.json").read_text())["AWS::Lambda::Version"]
    schema = json.loads((data / "resources" / f"{of}.json").read_text())
    assert "/properties/Description" in schema["createOnlyProperties"]
