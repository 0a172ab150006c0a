"""CloudTrail records as plain data: no LocalStack here, so tests need no account.

The names and exceptions are data (trail.json), taken from catalogue and AWS documents, never from what the bot likes.
"""

import json
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

RULES = json.loads((Path(__file__).parent / "trail.json").read_text())
HIDDEN = "HIDDEN_DUE_TO_SECURITY_REASONS"


@dataclass
class Call:
    """One AWS call as the account saw it."""

    service: str
    operation: str
    region: str
    account: str
    caller: Any  # caller.Caller
    parameters: dict
    input_shape: Any = None  # botocore shape: tells members from keys of a map
    response: dict | None = None
    output_shape: Any = None
    error_code: str = ""
    error_message: str = ""
    user_agent: str = ""
    source_ip: str = "203.0.113.10"
    request_id: str = ""
    time: datetime = field(default_factory=lambda: datetime.now(UTC))


def is_write_management(service: str, operation: str) -> bool:
    if operation.startswith(tuple(RULES["readOnlyPrefixes"])):
        return False
    return operation not in RULES["dataPlane"].get(service, ())


def event_source(service: str) -> str:
    return RULES["sources"].get(service, service)


def event_name(service: str, operation: str) -> str:
    return RULES["names"].get(f"{service}.{operation}", operation)


def lower_camel(name: str) -> str:
    return name[:1].lower() + name[1:]


def shaped(value: Any, shape: Any = None, name: str = "") -> Any:
    """A request or response as CloudTrail writes it: members lower-camel, keys of maps as they are, secrets hidden."""
    if name in RULES["hidden"]:
        return HIDDEN
    if name in RULES["emptied"]:
        return {}
    kind = getattr(shape, "type_name", None)
    if isinstance(value, dict):
        if kind == "map":
            return {k: shaped(v, shape.value) for k, v in value.items()}
        members = getattr(shape, "members", {}) if kind == "structure" else {}
        return {
            lower_camel(k): shaped(v, members.get(k), k)
            for k, v in value.items()
            if v is not None and k not in RULES["omitted"]
        }
    if isinstance(value, (list, tuple)):
        member = shape.member if kind == "list" else None
        return [shaped(v, member) for v in value]
    if isinstance(value, datetime):
        return value.strftime("%b %-d, %Y %-I:%M:%S %p")
    if isinstance(value, (str, int, float, bool)):
        return value
    return None


def s3_parameters(call: Call) -> dict:
    """S3 is the odd one: bucketName, Host, the sub-resource as an empty string, and the XML body as an object."""
    bucket = call.parameters.get("Bucket", "")
    parameters = {"bucketName": bucket, "Host": f"{bucket}.s3.{call.region}.amazonaws.com"}
    if call.operation == "PutBucketPolicy":
        policy = call.parameters.get("Policy") or "{}"
        try:
            parameters["bucketPolicy"] = json.loads(policy)
        except ValueError:
            parameters["bucketPolicy"] = policy
        parameters["policy"] = ""
        return parameters
    if part := RULES["subResources"].get(call.operation):
        parameters[part] = ""
    for key, value in call.parameters.items():
        if header := RULES["s3Headers"].get(key):
            parameters[header] = value
        elif key == "AccessControlPolicy" and isinstance(value, dict):
            parameters[key] = _acl(value)
        elif isinstance(value, dict):
            parameters[key] = _s3_body(value)
    return parameters


def s3control_parameters(call: Call) -> dict:
    """Of an account: its id, and the XML body as an object; no bucket."""
    account = call.parameters.get("AccountId", call.account)
    host = f"{account}.s3-control.{call.region}.amazonaws.com"
    parameters = {"accountId": account, "Host": host}
    if part := RULES["subResources"].get(call.operation):
        parameters[part] = ""
    for key, value in call.parameters.items():
        if isinstance(value, dict):
            parameters[key] = _s3_body(value)
    return parameters


def _acl(policy: dict) -> dict:
    """The XML of an ACL, which names its elements otherwise than the SDKs do."""
    grants = [
        {
            "Grantee": {
                "xsi:type": g.get("Grantee", {}).get("Type"),
                **{k: v for k, v in g.get("Grantee", {}).items() if k != "Type"},
            },
            "Permission": g.get("Permission"),
        }
        for g in policy.get("Grants") or []
    ]
    return _s3_body({"Owner": policy.get("Owner"), "AccessControlList": {"Grant": grants}})


def _s3_body(value: Any) -> Any:
    """Parsed XML: one element is an object, several are a list, none is an empty string."""
    if isinstance(value, dict):
        return {k: _s3_body(v) for k, v in value.items() if v is not None} or ""
    if isinstance(value, list):
        items = [_s3_body(v) for v in value]
        return items[0] if len(items) == 1 else items or ""
    return value


def user_identity(call: Call) -> dict:
    who = call.caller
    identity: dict[str, Any] = {
        "type": who.type,
        "principalId": who.principal_id,
        "arn": who.arn,
        "accountId": who.account,
        "accessKeyId": who.access_key,
    }
    if who.type == "IAMUser":
        identity["userName"] = who.user_name
    else:
        identity["sessionContext"] = {
            "sessionIssuer": {
                "type": "Role",
                "principalId": who.role_id,
                "arn": who.role_arn,
                "accountId": who.account,
                "userName": who.role_name,
            },
            "attributes": {"creationDate": _iso(call.time), "mfaAuthenticated": "false"},
        }
    if by_service(call):
        identity["invokedBy"] = who.via
    return identity


def by_service(call: Call) -> bool:
    """Whether a service made the call for someone. Lambda's log writer does not say so (catalogue 1.6)."""
    return bool(call.caller.via) and call.caller.via != "lambda.amazonaws.com"


def record(call: Call) -> dict:
    """The record, in the order AWS writes it."""
    region = "us-east-1" if call.service in RULES["globalServices"] else call.region
    agent, address = call.user_agent, call.source_ip
    if by_service(call):
        agent = address = call.caller.via
    elif call.caller.via == "lambda.amazonaws.com":
        agent = "awslambda-worker/1.0"
    result: dict[str, Any] = {
        "eventVersion": "1.11",
        "userIdentity": user_identity(call),
        "eventTime": _iso(call.time),
        "eventSource": f"{event_source(call.service)}.amazonaws.com",
        "eventName": event_name(call.service, call.operation),
        "awsRegion": region,
        "sourceIPAddress": address,
        "userAgent": agent[:1000],
    }
    if call.error_code:
        result["errorCode"] = call.error_code
        result["errorMessage"] = call.error_message[:1000]
    denied = "AccessDenied" in call.error_code or call.error_code == "UnauthorizedOperation"
    result["requestParameters"] = None if denied else _request(call)
    result["responseElements"] = None if call.error_code else _response(call)
    result["requestID"] = call.request_id or str(uuid.uuid4())
    result["eventID"] = str(uuid.uuid4())
    result["readOnly"] = False
    result["eventType"] = "AwsApiCall"
    if version := RULES["apiVersions"].get(call.service):
        result["apiVersion"] = version
    result["managementEvent"] = True
    result["recipientAccountId"] = call.account
    result["eventCategory"] = "Management"
    if not by_service(call):
        result["tlsDetails"] = {
            "tlsVersion": "TLSv1.3",
            "cipherSuite": "TLS_AES_128_GCM_SHA256",
            "clientProvidedHostHeader": f"{event_source(call.service)}.{region}.amazonaws.com",
        }
    return result


def entry(call: Call) -> dict:
    """The PutEvents entry that becomes the EventBridge envelope."""
    detail = record(call)
    return {
        "Time": call.time,
        "Source": f"aws.{event_source(call.service)}",
        "DetailType": "AWS API Call via CloudTrail",
        "Detail": json.dumps(detail),
    }


def _request(call: Call) -> dict | None:
    if call.service == "s3":
        return s3_parameters(call)
    if call.service == "s3control":
        return s3control_parameters(call)
    return shaped(call.parameters, call.input_shape) or None


def _response(call: Call) -> dict | None:
    if call.service in RULES["noResponse"] or call.service in ("s3", "s3control"):
        return None
    return shaped(call.response or {}, call.output_shape) or None


def _iso(time: datetime) -> str:
    return time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
