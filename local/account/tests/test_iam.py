import json
from datetime import UTC, datetime
from types import SimpleNamespace
from urllib.parse import quote

import pytest
from amends_local import config, iam
from localstack.aws.api import CommonServiceException
from localstack.services.iam.models import RoleEntity, iam_stores
from localstack.services.sqs.models import StandardQueue, sqs_stores
from localstack.services.sts.models import TemporaryCredentials, sts_stores

ACCOUNT, REGION, ROLE, KEY = "000000000000", "us-east-1", "amends-WorkerRole-1a2b3c4d", "LSIAWORKER"
SESSION = f"arn:aws:sts::{ACCOUNT}:assumed-role/{ROLE}/fn"
GROUP = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/a"
QUEUE = f"arn:aws:sqs:{REGION}:{ACCOUNT}:inbox"
RULE = f"arn:aws:events:{REGION}:{ACCOUNT}:rule/own"


def document(*statements) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


@pytest.fixture(autouse=True)
def account(monkeypatch):
    """A role that may set a retention, a session of it that is a service's, and a file for decisions."""
    path = config.state_dir() / "iam.jsonl"
    monkeypatch.setattr(iam, "_file", open(path, "w", encoding="utf-8", buffering=1))
    monkeypatch.setattr(iam, "_written", set())
    monkeypatch.setattr(iam, "_sessions", {KEY})
    monkeypatch.setattr(iam, "MODE", "enforce")
    allow = {"Sid": "Mend", "Effect": "Allow", "Action": "logs:PutRetentionPolicy", "Resource": GROUP + "*"}
    role = {"Arn": f"arn:aws:iam::{ACCOUNT}:role/{ROLE}", "RoleId": "AROA"}
    iam_stores[ACCOUNT][REGION].ROLES[ROLE] = RoleEntity(role, {"own": quote(document(allow))})
    sts_stores[ACCOUNT][REGION].credentials[KEY] = TemporaryCredentials(
        KEY, "secret", "token", datetime.max.replace(tzinfo=UTC), ACCOUNT, SESSION, "AROA:fn"
    )
    yield path
    iam._file.close()


def context(call: str, request: dict, key: str = KEY, internal: dict | None = None):
    service, operation = call.split(".")
    headers = {"Authorization": f"AWS4-HMAC-SHA256 Credential={key}/20261201/us-east-1/{service}/aws4_request, x"}
    return SimpleNamespace(
        service=SimpleNamespace(service_name=service),
        operation=SimpleNamespace(name=operation),
        request=SimpleNamespace(headers=headers),
        service_request=request,
        service_response=None,
        account_id=ACCOUNT,
        region=REGION,
        internal_request_params=internal,
        is_internal_call=internal is not None,
    )


def lines(path) -> list[dict]:
    return [each for each in map(json.loads, path.read_text().splitlines()) if "needs" in each]


def refused(made) -> CommonServiceException:
    with pytest.raises(CommonServiceException) as e:
        iam.guard(None, made, None)
    return e.value


def test_what_the_role_allows_goes_through_and_is_written_down_with_its_policy(account):
    iam.guard(None, context("logs.PutRetentionPolicy", {"logGroupName": "/a", "retentionInDays": 30}), None)

    [line] = lines(account)
    assert line["allowed"] and [n["by"] for n in line["needs"]] == ["Mend of an identity-based policy"] * 2
    policies = [each for each in map(json.loads, account.read_text().splitlines()) if "policy" in each]
    assert [line["needs"][0]["identity"]] == [[each["policy"]] for each in policies]
    assert policies[0]["document"]["Statement"][0]["Sid"] == "Mend"


def test_what_it_does_not_is_refused_in_awss_words_and_with_the_services_code():
    e = refused(context("logs.DeleteRetentionPolicy", {"logGroupName": "/a"}))
    assert (e.code, e.status_code) == ("AccessDeniedException", 400)
    assert e.message == (
        f"User: {SESSION} is not authorized to perform: logs:DeleteRetentionPolicy on resource: {GROUP} because no"
        " identity-based policy allows the logs:DeleteRetentionPolicy action"
    )
    topic = f"arn:aws:sns:{REGION}:{ACCOUNT}:t"
    assert refused(context("sns.Publish", {"TopicArn": topic})).code == "AuthorizationError"
    assert refused(context("s3.GetBucketPolicy", {"Bucket": "b"})).status_code == 403


@pytest.mark.parametrize("call", ["ec2.DescribeVpcs", "s3.GetBucketPolicy"])
def test_what_cannot_be_judged_is_refused_and_says_why(account, call):
    refused(context(call, {}))
    [line] = lines(account)
    assert not line["allowed"] and "cannot be judged" in line["needs"][0]["by"]


def test_a_role_with_a_policy_that_is_not_here_is_refused_everything():
    iam_stores[ACCOUNT][REGION].ROLES[ROLE].attached_policy_arns.append("arn:aws:iam::aws:policy/AdministratorAccess")
    assert refused(context("logs.PutRetentionPolicy", {"logGroupName": "/a"}))


def test_a_policy_that_is_changed_counts_with_the_next_call():
    iam_stores[ACCOUNT][REGION].ROLES[ROLE].inline_policies["own"] = document()
    assert refused(context("logs.PutRetentionPolicy", {"logGroupName": "/a"}))


def test_people_cloudformation_and_plumbing_are_left_alone(account):
    for made in (
        context("logs.DeleteLogGroup", {}, key="LSIASOMEBODYELSE"),
        context("logs.DeleteLogGroup", {}, key="test", internal={}),
        context("logs.CreateLogGroup", {"logGroupName": "/a"}, internal={"service_principal": "lambda"}),
    ):
        iam.guard(None, made, None)
    assert lines(account) == []


def test_a_session_is_judged_once_a_service_has_got_it(account):
    answer = {"Credentials": {"AccessKeyId": "LSIANEW"}}
    by_hand, by_lambda = (
        context("sts.AssumeRole", {}, internal=internal) for internal in (None, {"service_principal": "lambda"})
    )
    by_hand.service_response = by_lambda.service_response = answer
    iam.remember(None, by_hand, None)
    assert iam._sessions == {KEY}
    iam.remember(None, by_lambda, None)
    assert iam._sessions == {KEY, "LSIANEW"}


def test_a_service_delivers_only_where_the_queue_lets_it_in(account):
    queue = StandardQueue("inbox", REGION, ACCOUNT)
    sqs_stores[ACCOUNT][REGION].queues["inbox"] = queue
    made = context(
        "sqs.SendMessage",
        {"QueueUrl": f"http://sqs.localhost/{ACCOUNT}/inbox"},
        key="test",
        internal={"service_principal": "events", "source_arn": RULE},
    )
    assert "because no resource-based policy allows" in refused(made).message

    queue.attributes["Policy"] = document(
        {
            "Effect": "Allow",
            "Principal": {"Service": "events.amazonaws.com"},
            "Action": "sqs:SendMessage",
            "Resource": QUEUE,
            "Condition": {"ArnEquals": {"aws:SourceArn": RULE}, "StringEquals": {"aws:SourceAccount": ACCOUNT}},
        }
    )
    iam.guard(None, made, None)
    made.internal_request_params["source_arn"] = RULE + "2"
    refused(made)
    assert [line["caller"] for line in lines(account)] == ["events.amazonaws.com"] * 3


def test_watching_writes_down_and_refuses_nothing(account, monkeypatch):
    monkeypatch.setattr(iam, "MODE", "watch")
    iam.guard(None, context("logs.DeleteRetentionPolicy", {"logGroupName": "/a"}), None)
    assert [line["allowed"] for line in lines(account)] == [False]
