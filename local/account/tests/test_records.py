"""Records against shapes kept by hand from AWS's documents and real records, so that nothing is tuned to the plugin."""

import json
from datetime import UTC, datetime
from pathlib import Path

import botocore.session
import pytest
from amends_local import records
from amends_local.caller import Caller, role_name_of

SHAPES = {p.stem: json.loads(p.read_text()) for p in (Path(__file__).parents[1] / "shapes").glob("*.json")}
ACCOUNT = "000000000000"
USER = Caller("IAMUser", f"arn:aws:iam::{ACCOUNT}:user/alice", ACCOUNT, "AIDA1", "test", user_name="alice")
ROLE = Caller(
    "AssumedRole",
    f"arn:aws:sts::{ACCOUNT}:assumed-role/deployer/session",
    ACCOUNT,
    "AROA1:session",
    "ASIA1",
    "deployer",
    f"arn:aws:iam::{ACCOUNT}:role/team/deployer",
    "AROA1",
)
GROUP_ARN = f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:/a"
_session = botocore.session.get_session()


def call(service, operation, parameters, caller=USER, **more):
    model = _session.get_service_model(service).operation_model(operation)
    return records.Call(
        service,
        operation,
        "us-east-1",
        ACCOUNT,
        caller,
        parameters,
        input_shape=model.input_shape,
        output_shape=model.output_shape,
        user_agent="aws-cli/2.31.0",
        time=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
        **more,
    )


def mismatches(value, shape, path="record") -> list[str]:
    """Where a value is not as the shape says: a field missing, one too many, or of another type."""
    if shape == "any":
        return []
    if shape is None:
        return [] if value is None else [f"{path}: null expected"]
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            return [f"{path}: object expected"]
        if "*" in shape:
            return [m for k, v in value.items() for m in mismatches(v, shape["*"], f"{path}.{k}")]
        wanted = {k.rstrip("?"): (k.endswith("?"), v) for k, v in shape.items() if k != "_"}
        found = [f"{path}.{k}: not a field of AWS" for k in value if k not in wanted]
        found += [f"{path}.{k}: missing" for k, (optional, _) in wanted.items() if not optional and k not in value]
        return found + [m for k in value if k in wanted for m in mismatches(value[k], wanted[k][1], f"{path}.{k}")]
    types = {"string": str, "number": (int, float), "boolean": bool}
    if shape not in types:
        return [] if value == shape else [f"{path}: {value!r} instead of {shape!r}"]
    right = isinstance(value, types[shape]) and not (shape == "number" and isinstance(value, bool))
    return [] if right else [f"{path}: {shape} expected, {value!r} found"]


CALLS = [
    call("logs", "CreateLogGroup", {"logGroupName": "/a"}),
    call("logs", "CreateLogGroup", {"logGroupName": "/a", "tags": {"Team": "x"}, "logGroupClass": "INFREQUENT_ACCESS"}),
    call("logs", "CreateLogGroup", {"logGroupName": "/a", "kmsKeyId": None}, caller=ROLE, response={}),
    call("logs", "DeleteLogGroup", {"logGroupName": "/a"}),
    call("logs", "PutRetentionPolicy", {"logGroupName": "/a", "retentionInDays": 30}, caller=ROLE),
    call("logs", "DeleteRetentionPolicy", {"logGroupName": "/a"}),
    call("logs", "TagResource", {"resourceArn": GROUP_ARN, "tags": {"UpperKey": "v"}}),
    call(
        "lambda",
        "AddPermission",
        {"FunctionName": "f", "StatementId": "s", "Action": "lambda:InvokeFunction", "Principal": "*"},
        response={"Statement": "{}"},
    ),
    call("s3", "PutPublicAccessBlock", {"Bucket": "b", "PublicAccessBlockConfiguration": {"BlockPublicAcls": False}}),
    call("s3", "DeletePublicAccessBlock", {"Bucket": "b", "ExpectedBucketOwner": ACCOUNT}),
    call("s3", "PutBucketAcl", {"Bucket": "b", "ACL": "public-read"}),
    call("s3", "PutBucketAcl", {"Bucket": "b", "AccessControlPolicy": {"Owner": {"ID": "1"}, "Grants": []}}),
    call(
        "s3control",
        "PutPublicAccessBlock",
        {"AccountId": ACCOUNT, "PublicAccessBlockConfiguration": {"BlockPublicAcls": False}},
    ),
    call("s3control", "DeletePublicAccessBlock", {"AccountId": ACCOUNT}),
    call("lambda", "RemovePermission", {"FunctionName": "f", "StatementId": "s", "Qualifier": "live", "RevisionId": "1"}),
    call(
        "lambda",
        "CreateFunctionUrlConfig",
        {"FunctionName": "f", "AuthType": "NONE"},
        response={"FunctionUrl": "https://f", "FunctionArn": "arn", "AuthType": "NONE", "CreationTime": "2026-01-02"},
    ),
    call(
        "lambda",
        "UpdateFunctionUrlConfig",
        {"FunctionName": "f", "AuthType": "AWS_IAM"},
        response={"FunctionUrl": "https://f", "FunctionArn": "arn", "AuthType": "AWS_IAM", "CreationTime": "2026-01-02"},
    ),
    call("lambda", "DeleteFunctionUrlConfig", {"FunctionName": "f"}),
    call("s3", "PutBucketPolicy", {"Bucket": "b", "Policy": '{"Version":"2012-10-17","Statement":[]}'}),
]


@pytest.mark.parametrize("made", CALLS, ids=lambda c: f"{c.service}.{c.operation}")
def test_record_has_the_shape_aws_sends(made):
    record = records.record(made)
    assert mismatches(record, SHAPES["common"]) == []
    assert mismatches(record["userIdentity"], SHAPES["userIdentity"][record["userIdentity"]["type"]]) == []
    shape = SHAPES[record["eventName"]]
    own = {k: record[k] for k in shape if k != "_"}
    assert mismatches(own, {k: v for k, v in shape.items() if k != "_"}) == []


def test_grants_of_an_acl_are_named_as_in_its_xml():
    group = {"Type": "Group", "URI": "http://acs.amazonaws.com/groups/global/AllUsers"}
    policy = {"Owner": {"ID": "1"}, "Grants": [{"Grantee": group, "Permission": "READ"}]}
    record = records.record(call("s3", "PutBucketAcl", {"Bucket": "b", "AccessControlPolicy": policy}))
    assert record["requestParameters"]["AccessControlPolicy"]["AccessControlList"]["Grant"] == {
        "Grantee": {"xsi:type": "Group", "URI": group["URI"]},
        "Permission": "READ",
    }


def test_keys_of_tags_stay_as_they_are():
    record = records.record(call("logs", "TagResource", {"resourceArn": GROUP_ARN, "tags": {"UpperKey": "v"}}))
    assert record["requestParameters"]["tags"] == {"UpperKey": "v"}


def test_what_cloudformation_made_says_so():
    by_cloudformation = Caller(**{**USER.__dict__, "via": "cloudformation.amazonaws.com"})
    record = records.record(call("logs", "CreateLogGroup", {"logGroupName": "/a"}, caller=by_cloudformation))
    said = {record["userIdentity"]["invokedBy"], record["sourceIPAddress"], record["userAgent"]}
    assert said == {"cloudformation.amazonaws.com"}
    assert "tlsDetails" not in record


def test_lambdas_log_writer_does_not_say_invoked_by():
    writer = Caller(**{**ROLE.__dict__, "via": "lambda.amazonaws.com"})
    record = records.record(call("logs", "CreateLogGroup", {"logGroupName": "/a"}, caller=writer))
    assert record["userAgent"].startswith("awslambda-worker/")
    assert "invokedBy" not in record["userIdentity"]


def test_a_role_is_named_by_its_session_issuer():
    issuer = records.record(CALLS[4])["userIdentity"]["sessionContext"]["sessionIssuer"]
    assert issuer["arn"] == f"arn:aws:iam::{ACCOUNT}:role/team/deployer"
    assert role_name_of(ROLE.arn) == issuer["userName"] == "deployer"


def test_a_failed_call_keeps_its_parameters_and_a_denied_one_does_not():
    failed = {"error_code": "ResourceAlreadyExistsException", "error_message": "there"}
    record = records.record(call("logs", "CreateLogGroup", {"logGroupName": "/a"}, **failed))
    assert (record["errorCode"], record["errorMessage"]) == ("ResourceAlreadyExistsException", "there")
    assert record["requestParameters"] == {"logGroupName": "/a"}
    denied = records.record(
        call("logs", "CreateLogGroup", {"logGroupName": "/a"}, error_code="AccessDeniedException")
    )
    assert denied["requestParameters"] is None
    assert mismatches(denied, SHAPES["common"]) == []


def test_secrets_and_code_are_never_in_a_record():
    text = json.dumps(
        [
            records.record(call("secretsmanager", "CreateSecret", {"Name": "n", "SecretString": "hush"})),
            records.record(
                call(
                    "lambda",
                    "CreateFunction",
                    {"FunctionName": "f", "Code": {"ZipFile": b"hush"}, "Environment": {"Variables": {"A": "hush"}}},
                )
            ),
        ]
    )
    assert "hush" not in text


@pytest.mark.parametrize(
    ("service", "operation", "recorded"),
    [
        ("logs", "CreateLogGroup", True),
        ("logs", "TagResource", True),
        ("logs", "PutLogEvents", False),
        ("logs", "DescribeLogGroups", False),
        ("dynamodb", "PutItem", False),
        ("dynamodb", "CreateTable", True),
        ("sns", "Publish", False),
        ("sqs", "SendMessage", False),
        ("events", "PutEvents", False),
        ("events", "PutRule", True),
        ("lambda", "Invoke", False),
        ("sts", "AssumeRole", False),
        ("s3", "PutObject", False),
        ("s3", "PutBucketPolicy", True),
    ],
)
def test_only_write_management_calls(service, operation, recorded):
    assert records.is_write_management(service, operation) is recorded


def test_the_envelope():
    entry = records.entry(call("stepfunctions", "CreateStateMachine", {"name": "m"}))
    assert (entry["Source"], entry["DetailType"]) == ("aws.states", "AWS API Call via CloudTrail")
    assert json.loads(entry["Detail"])["eventSource"] == "states.amazonaws.com"


def test_global_services_are_recorded_in_us_east_1():
    made = call("iam", "CreateRole", {"RoleName": "r"})
    made.region = "eu-central-1"
    assert records.record(made)["awsRegion"] == "us-east-1"
