import json

import pytest
from amends_local.needs import Need
from amends_local.policy import Caller, Policies, judge

ROLE = "arn:aws:iam::111122223333:role/worker"
ME = Caller("arn:aws:sts::111122223333:assumed-role/worker/fn", ROLE, "111122223333")
EVENTS = Caller("events.amazonaws.com")
GROUP = "arn:aws:logs:eu-central-1:111122223333:log-group:/a/b"
TABLE = "arn:aws:dynamodb:eu-central-1:111122223333:table/ledger"
QUEUE = "arn:aws:sqs:eu-central-1:111122223333:inbox"
KEYS = "dynamodb:LeadingKeys"


def document(*statements) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(action, resource="*", condition=None, **more):
    return {"Effect": "Allow", "Action": action, "Resource": resource, "Condition": condition or {}, **more}


def deny(action, resource="*", condition=None, **more):
    return {**allow(action, resource, condition, **more), "Effect": "Deny"}


def asked(action, arn, identity=(), resource=None, boundary=None, who=ME, **context):
    keys = {key.replace("_", ":", 1): value for key, value in context.items()}
    common = {"aws:PrincipalArn": [ROLE]} if who.role else {}
    return judge(
        who,
        Need(action, arn, {**common, **keys}),
        Policies(
            (document(*identity),), boundary and document(*boundary), document(*resource) if resource else None
        ),
    )


def test_what_nothing_allows_is_refused():
    assert not asked("logs:PutRetentionPolicy", GROUP).allowed


def test_an_allow_allows_its_action_on_its_resource_and_names_itself():
    answer = asked("logs:PutRetentionPolicy", GROUP, [allow("logs:putretention*", GROUP[:-1] + "?", Sid="Mend")])
    assert answer.allowed and answer.by == "Mend of an identity-based policy"
    assert not asked("logs:PutRetentionPolicy", GROUP, [allow("logs:PutRetentionPolicy", GROUP.upper())]).allowed
    assert not asked("logs:DeleteLogGroup", GROUP, [allow("logs:PutRetentionPolicy", GROUP)]).allowed


def test_an_explicit_deny_comes_first_whatever_the_order():
    answer = asked("logs:PutRetentionPolicy", GROUP, [allow("logs:*"), deny("logs:Put*", GROUP, Sid="Never")])
    assert (answer.allowed, answer.by, answer.kind) == (False, "Never", "an identity-based policy")


@pytest.mark.parametrize(
    ("keys", "allowed"),
    [(["settings"], True), (["finding#a#1", "settings"], True), (["settings", "pause"], False), (None, True)],
)
def test_for_all_values_holds_for_each_of_them_and_for_none(keys, allowed):
    statement = allow("dynamodb:*", TABLE, {"ForAllValues:StringLike": {KEYS: ["settings", "finding#a#*"]}})
    context = {"dynamodb_LeadingKeys": keys} if keys else {}
    assert asked("dynamodb:GetItem", TABLE, [statement], **context).allowed is allowed


def test_if_exists_holds_without_the_key_and_is_held_against_it():
    statement = allow("dynamodb:*", TABLE, {"StringEqualsIfExists": {"dynamodb:ReturnValues": ["NONE"]}})
    assert asked("dynamodb:UpdateItem", TABLE, [statement]).allowed
    assert not asked("dynamodb:UpdateItem", TABLE, [statement], dynamodb_ReturnValues=["ALL_OLD"]).allowed


def test_several_keys_must_all_hold_and_several_values_are_alternatives():
    statement = allow(
        "dynamodb:*", TABLE, {"StringEquals": {"aws:RequestedRegion": ["a", "b"], "aws:ResourceAccount": "1"}}
    )
    assert asked("dynamodb:GetItem", TABLE, [statement], aws_RequestedRegion=["b"], aws_ResourceAccount=["1"]).allowed
    assert not asked("dynamodb:GetItem", TABLE, [statement], aws_RequestedRegion=["b"]).allowed


@pytest.mark.parametrize(
    "statement",
    [
        allow("logs:*", "*", {"DateGreaterThan": {"aws:RequestedRegion": "2026"}}),
        allow("logs:*", "*", {"StringEquals": {"aws:CurrentTime": "now"}}),
        allow("logs:*", "*", {"StringEqualsIfExists": {"aws:CurrentTime": "now"}}),
        allow("logs:*", "arn:aws:logs:*:*:log-group:/${aws:PrincipalTag/team}/*"),
    ],
)
def test_what_cannot_be_judged_allows_nothing(statement):
    answer = asked("logs:PutRetentionPolicy", GROUP, [statement], aws_RequestedRegion=["eu-central-1"])
    assert not answer.allowed and "cannot be judged" in answer.by


def test_a_deny_that_cannot_be_judged_denies():
    never = deny("logs:*", "*", {"IpAddress": {"aws:RequestedRegion": "10.0.0.0/8"}}, Sid="Net")
    answer = asked("logs:PutRetentionPolicy", GROUP, [allow("logs:*"), never], aws_RequestedRegion=["eu-central-1"])
    assert (answer.allowed, answer.kind) == (False, "an identity-based policy") and "cannot be judged" in answer.by


def test_a_deny_by_tag_denies_what_is_tagged_so():
    own = deny("lambda:AddPermission", "*", {"StringEquals": {"aws:ResourceTag/stack": "amends"}})
    function = "arn:aws:lambda:eu-central-1:111122223333:function:f"
    assert asked("lambda:AddPermission", function, [allow("lambda:*"), own]).allowed
    assert not asked(
        "lambda:AddPermission", function, [allow("lambda:*"), own], **{"aws_ResourceTag/stack": ["amends"]}
    ).allowed


NOBODY_ELSE = deny(
    "sqs:SendMessage",
    QUEUE,
    {"ArnNotEquals": {"aws:SourceArn": "arn:aws:events:r:1:rule/own", "aws:PrincipalArn": [ROLE]}},
    Principal="*",
    Sid="NobodyElse",
)
RULE = allow(
    "SQS:SendMessage",
    QUEUE,
    {"ArnEquals": {"aws:SourceArn": "arn:aws:events:r:1:rule/own"}},
    Principal={"Service": "events.amazonaws.com"},
)


def test_a_service_delivers_where_the_resource_lets_it_in_from_its_source():
    policy = [RULE, NOBODY_ELSE]
    own, other = {"aws_SourceArn": ["arn:aws:events:r:1:rule/own"]}, {"aws_SourceArn": ["arn:aws:events:r:1:rule/x"]}
    assert asked("sqs:SendMessage", QUEUE, resource=policy, who=EVENTS, **own).allowed
    assert asked("sqs:SendMessage", QUEUE, resource=policy, who=EVENTS, **other).kind == "a resource-based policy"
    assert not asked("sqs:SendMessage", QUEUE, resource=policy, who=Caller("sns.amazonaws.com"), **own).allowed
    assert not asked("sqs:SendMessage", QUEUE, who=EVENTS, **own).allowed


def test_a_resources_deny_outweighs_the_role_unless_it_spares_it():
    role = [allow("sqs:SendMessage", QUEUE)]
    assert asked("sqs:SendMessage", QUEUE, role, [NOBODY_ELSE]).allowed
    denied = asked("sqs:SendMessage", QUEUE, role, [NOBODY_ELSE], aws_PrincipalArn=[ROLE + "2"])
    assert (denied.allowed, denied.kind, denied.by) == (False, "a resource-based policy", "NobodyElse")


def test_a_resource_that_names_the_role_lets_it_in_and_one_that_names_the_account_leaves_it_to_the_role():
    named = allow("sqs:SendMessage", QUEUE, Principal={"AWS": ROLE})
    account = allow("sqs:SendMessage", QUEUE, Principal={"AWS": "arn:aws:iam::111122223333:root"})
    assert asked("sqs:SendMessage", QUEUE, resource=[named]).allowed
    assert not asked("sqs:SendMessage", QUEUE, resource=[account]).allowed
    assert asked("sqs:SendMessage", QUEUE, [allow("sqs:*")], [account]).allowed


def test_not_principal_is_never_read_in_the_callers_favour():
    other = {"NotPrincipal": {"AWS": "arn:aws:iam::1:root"}}
    assert not asked("sqs:SendMessage", QUEUE, resource=[allow("sqs:*", **other)]).allowed
    assert asked("sqs:SendMessage", QUEUE, [allow("sqs:*")], [deny("sqs:*", **other)]).kind


def test_a_boundary_must_allow_it_too():
    both = dict(identity=[allow("sqs:*")], boundary=[allow("sqs:SendMessage")])
    assert asked("sqs:SendMessage", QUEUE, **both).allowed
    assert "boundary" in asked("sqs:DeleteMessage", QUEUE, **both).by
