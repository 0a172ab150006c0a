"""What a call needs: IAM's action, the ARN it is asked for on, and the condition keys that come with it.

`needs.json` is the one table: `service.operation` → action, the ARN's shape as AWS's service authorization reference
writes it ("" where an action has no resource type), and which parameter gives which part of it. The test RolesTest holds
it against that reference. What is asked of IAM is built here, with the keys that policies of ours and of what we look
at use.
"""

import json
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

Context = dict[str, list[str]]
EXPRESSIONS = (
    "UpdateExpression",
    "ConditionExpression",
    "KeyConditionExpression",
    "FilterExpression",
    "ProjectionExpression",
)
WORDS = {
    *("SET", "REMOVE", "ADD", "DELETE", "AND", "OR", "NOT", "BETWEEN", "IN"),
    *("attribute_exists", "attribute_not_exists", "attribute_type", "begins_with", "contains", "size"),
    *("if_not_exists", "list_append"),
}
KEYS = {
    *("aws:PrincipalArn", "aws:PrincipalAccount", "aws:PrincipalIsAWSService", "aws:PrincipalType"),
    *("aws:RequestedRegion", "aws:ResourceAccount", "aws:SecureTransport", "aws:SourceAccount", "aws:SourceArn"),
    *("dynamodb:Attributes", "dynamodb:LeadingKeys", "dynamodb:ReturnValues", "lambda:Principal"),
}
"""The condition keys that are known here, those of tags aside. Absent from a request, they are absent in AWS, too."""


@dataclass(frozen=True)
class Need:
    action: str
    arn: str
    context: Context = field(default_factory=dict)


class Unknown(Exception):
    """There is no row for a call, or not enough in it: what it needs cannot be told."""


@cache
def table() -> dict[str, dict]:
    return json.loads((Path(__file__).parent / "needs.json").read_text())


def of(service: str, operation: str, parameters: dict, account: str, region: str) -> list[Need]:
    """Everything that one call needs; it goes through only if all of it is allowed."""
    needs = []
    for name, part in parts(operation, parameters):
        row = table().get(f"{service}.{name}")
        if row is None:
            raise Unknown(f"no row in needs.json says what {service}.{name} needs")
        context = {"aws:RequestedRegion": [region], "aws:ResourceAccount": [account], **keys(service, part)}
        needs += [Need(row["action"], arn, context) for arn in arns(row, part, account, region)]
    return needs


def parts(operation: str, parameters: dict) -> list[tuple[str, dict]]:
    """DynamoDB judges a transaction by its writes and a batch by its tables."""
    match operation:
        case "TransactWriteItems":
            items = parameters.get("TransactItems") or ()
            found = [(verb + "Item", part) for item in items for verb, part in item.items() if part]
        case "BatchGetItem":
            tables = parameters.get("RequestItems") or {}
            found = [(operation, {**asked, "TableName": table}) for table, asked in tables.items()]
        case _:
            return [(operation, parameters)]
    if not found:
        raise Unknown(f"{operation} names nothing")
    return found


def arns(row: dict, parameters: dict, account: str, region: str) -> list[str]:
    """One, or several where AWS's documents and its denials do not agree on which of them IAM is asked for."""
    shape = row.get("arn") or row["shape"]
    names = {"Partition": "aws", "Region": region, "Account": account, "Id": "00000000-0000-0000-0000-000000000000"}
    if shape.endswith("/index/${IndexName}") and not parameters.get("IndexName"):
        shape = shape.removesuffix("/index/${IndexName}")
    for variable, parameter in row.get("given", {}).items():
        value = str(parameters.get(parameter) or "")
        if value.startswith("arn:") and "${IndexName}" not in shape:
            return [value + qualifier(value, parameters)]
        if "${" + variable + "}" in shape and not value:
            raise Unknown(f"{row['action']} without {parameter}")
        plain = variable in ("QueueName", "TableName")
        names[variable] = (value.rsplit("/", 1)[-1] if plain else value) + row.get("ending", "")
    arn = re.sub(r"\$\{(\w+)\}", lambda found: names[found[1]], shape)
    return [arn + qualifier(arn, parameters) + suffix for suffix in row.get("suffixes", [""])]


def qualifier(function: str, parameters: dict) -> str:
    """Of a call of a function; other calls of Lambda are judged on the function, whatever they are qualified with."""
    given = parameters.get("Qualifier") if "InvocationType" in parameters else None
    return f":{given}" if given and function.count(":") == 6 else ""


def keys(service: str, parameters: dict) -> Context:
    match service:
        case "lambda" if parameters.get("Principal"):
            return {"lambda:Principal": [parameters["Principal"]]}
        case "dynamodb":
            context = {"dynamodb:LeadingKeys": leading_keys(parameters), "dynamodb:Attributes": attributes(parameters)}
            if parameters.get("ReturnValues"):
                context["dynamodb:ReturnValues"] = [parameters["ReturnValues"]]
            return context
    return {}


def leading_keys(parameters: dict) -> list[str]:
    """The partition keys of all items: given, or in the first equality of a query."""
    items = [parameters.get("Key"), parameters.get("Item"), *(parameters.get("Keys") or ())]
    found = [next(iter(item["pk"].values())) for item in items if item and "pk" in item]
    if not found and (equality := re.search(r"=\s*(:\w+)", parameters.get("KeyConditionExpression") or "")):
        found = list((parameters.get("ExpressionAttributeValues") or {}).get(equality[1], {}).values())
    if not found:
        raise Unknown("no partition key that DynamoDB's leading keys could be told by")
    return list(dict.fromkeys(str(key) for key in found))


def attributes(parameters: dict) -> list[str]:
    """The top-level attributes that a request names."""
    names = {name for part in ("Key", "Item") for name in parameters.get(part) or {}}
    names |= {name for key in parameters.get("Keys") or () for name in key}
    for expression in EXPRESSIONS:
        for word in re.findall(r"(?<![\w:.#])#?[A-Za-z_]\w*", parameters.get(expression) or ""):
            if word.startswith("#"):
                names.add((parameters.get("ExpressionAttributeNames") or {})[word])
            elif word not in WORDS:
                names.add(word)
    return sorted(names)
