import pytest
from amends_local import needs
from amends_local.iam import wording
from amends_local.needs import Need, Unknown
from amends_local.policy import Answer, Caller

HERE = "arn:aws:{}:eu-central-1:111122223333:{}"
TABLE = HERE.format("dynamodb", "table/ledger")


def of(call: str, **parameters) -> list[Need]:
    return needs.of(*call.split("."), parameters, "111122223333", "eu-central-1")


def asked(call: str, **parameters) -> list[tuple[str, str]]:
    return [(need.action, need.arn) for need in of(call, **parameters)]


@pytest.mark.parametrize(
    ("call", "parameters", "action", "arn"),
    [
        ("s3.GetPublicAccessBlock", {"Bucket": "b"}, "s3:GetBucketPublicAccessBlock", "arn:aws:s3:::b"),
        ("s3.DeletePublicAccessBlock", {"Bucket": "b"}, "s3:PutBucketPublicAccessBlock", "arn:aws:s3:::b"),
        ("s3control.DeletePublicAccessBlock", {"AccountId": "1"}, "s3:PutAccountPublicAccessBlock", "*"),
        (
            "apigateway.GetResources",
            {"restApiId": "x1"},
            "apigateway:GET",
            "arn:aws:apigateway:eu-central-1::/restapis/x1/resources",
        ),
        (
            "secretsmanager.GetSecretValue",
            {"SecretId": "amends/slack"},
            "secretsmanager:GetSecretValue",
            HERE.format("secretsmanager", "secret:amends/slack-AbCdEf"),
        ),
        (
            "sqs.DeleteMessageBatch",
            {"QueueUrl": "http://sqs.eu-central-1.localhost:4566/111122223333/inbox-1"},
            "sqs:DeleteMessage",
            HERE.format("sqs", "inbox-1"),
        ),
        ("sns.Publish", {"TopicArn": HERE.format("sns", "t")}, "sns:Publish", HERE.format("sns", "t")),
        (
            "logs.PutLogEvents",
            {"logGroupName": "/a/b", "logStreamName": "s[1]"},
            "logs:PutLogEvents",
            HERE.format("logs", "log-group:/a/b:log-stream:s[1]"),
        ),
        ("lambda.GetPolicy", {"FunctionName": "f", "Qualifier": "live"}, "lambda:GetPolicy", HERE.format("lambda", "function:f")),
        (
            "lambda.Invoke",
            {"FunctionName": "f", "Qualifier": "live", "InvocationType": "Event"},
            "lambda:InvokeFunction",
            HERE.format("lambda", "function:f:live"),
        ),
    ],
)
def test_a_call_needs_its_action_on_its_arn(call, parameters, action, arn):
    assert asked(call, **parameters) == [(action, arn)]


def test_a_write_of_a_log_group_needs_its_arn_with_and_without_what_its_streams_have():
    assert [arn for _, arn in asked("logs.PutRetentionPolicy", logGroupName="/a/b")] == [
        HERE.format("logs", "log-group:/a/b"),
        HERE.format("logs", "log-group:/a/b:*"),
    ]


def test_a_query_needs_its_index():
    query = {
        "TableName": "ledger",
        "KeyConditionExpression": "due = :d AND dueAt <= :now",
        "ExpressionAttributeValues": {":d": {"S": "due"}, ":now": {"N": "1"}},
    }
    [need] = of("dynamodb.Query", IndexName="due-index", **query)
    assert need.arn == TABLE + "/index/due-index"
    assert need.context["dynamodb:LeadingKeys"] == ["due"]
    assert need.context["dynamodb:Attributes"] == ["due", "dueAt"]
    assert asked("dynamodb.Query", **query) == [("dynamodb:Query", TABLE)]


def test_a_read_of_several_items_names_all_their_keys():
    keys = [{"pk": {"S": "settings"}}, {"pk": {"S": "card#a#1"}}]
    [need] = of("dynamodb.BatchGetItem", RequestItems={"ledger": {"ConsistentRead": True, "Keys": keys}})
    assert (need.action, need.arn) == ("dynamodb:BatchGetItem", TABLE)
    assert need.context["dynamodb:LeadingKeys"] == ["settings", "card#a#1"]


def test_a_transaction_needs_each_of_its_writes():
    put = {"Put": {"TableName": "ledger", "Item": {"pk": {"S": "finding#a#1"}}}}
    check = {"ConditionCheck": {"TableName": "ledger", "Key": {"pk": {"S": "decision#a#1"}}}}
    found = of("dynamodb.TransactWriteItems", TransactItems=[put, check])
    assert [(n.action, n.context["dynamodb:LeadingKeys"]) for n in found] == [
        ("dynamodb:PutItem", ["finding#a#1"]),
        ("dynamodb:ConditionCheckItem", ["decision#a#1"]),
    ]


def test_an_update_names_the_attributes_and_return_values_it_speaks_of():
    [need] = of(
        "dynamodb.UpdateItem",
        TableName="ledger",
        Key={"pk": {"S": "finding#a#1"}},
        UpdateExpression="SET #s = :v REMOVE unsaid",
        ConditionExpression="rev = :rev AND attribute_exists(pk)",
        ExpressionAttributeNames={"#s": "state"},
        ReturnValues="ALL_OLD",
    )
    assert need.context["dynamodb:Attributes"] == ["pk", "rev", "state", "unsaid"]
    assert need.context["dynamodb:ReturnValues"] == ["ALL_OLD"]


@pytest.mark.parametrize(
    ("call", "parameters"),
    [
        ("dynamodb.Scan", {"TableName": "ledger"}),
        ("dynamodb.GetItem", {"TableName": "ledger", "Key": {"other": {"S": "x"}}}),
        ("dynamodb.BatchGetItem", {"RequestItems": {}}),
        ("s3.GetBucketPolicy", {}),
    ],
)
def test_what_cannot_be_told_is_unknown_and_not_nothing(call, parameters):
    with pytest.raises(Unknown):
        of(call, **parameters)


def test_a_refusal_says_in_awss_words_what_is_missing_where():
    me = Caller("arn:aws:sts::1:assumed-role/worker/fn", "arn:aws:iam::1:role/worker", "1")
    need = Need("sqs:SendMessage", "arn:aws:sqs:r:1:q")
    assert wording(me, need, Answer(False, "nothing allows it")) == (
        "User: arn:aws:sts::1:assumed-role/worker/fn is not authorized to perform: sqs:sendmessage on resource:"
        " arn:aws:sqs:r:1:q because no identity-based policy allows the sqs:sendmessage action"
    )
    assert wording(me, need, Answer(False, "NobodyElse", "a resource-based policy")).endswith(
        "on resource: arn:aws:sqs:r:1:q with an explicit deny in a resource-based policy"
    )
    service = Caller("events.amazonaws.com")
    assert "because no resource-based policy allows" in wording(service, need, Answer(False, "nothing allows it"))
