"""IAM, enforced: what functions, Lambda's pollers and its log writer call with a role is judged against that role, and
what services deliver to each other against the policy of the queue, topic or function that it goes to.

    AMENDS_IAM=enforce   refuse, in AWS's words (the default)
    AMENDS_IAM=watch     only write down
    AMENDS_IAM=off       neither

Each decision is a line of `<state>/iam.jsonl`, each policy that it went by another one, written once. What cannot be judged is refused. Left alone: people (IAM users, and roles
they assume themselves), CloudFormation, and LocalStack's own plumbing, which no account would show. The trust policies
of roles are not judged. How a request is judged stands in policy.py, what a call needs in needs.py.
"""

import hashlib
import json
import logging
import os
import threading
from datetime import UTC, datetime
from urllib.parse import unquote

from localstack.runtime import hooks

from amends_local import caller, config, needs, policy
from amends_local.policy import Answer, Caller, Policies

LOG = logging.getLogger(__name__)
MODE = os.environ.get("AMENDS_IAM") or "enforce"
REFUSALS = {
    **dict.fromkeys(("s3", "s3control", "cloudformation", "sqs"), ("AccessDenied", 403)),
    **dict.fromkeys(("lambda", "apigateway", "apigatewayv2"), ("AccessDeniedException", 403)),
    "sns": ("AuthorizationError", 403),
}
"""The error's code and status; of services with a JSON protocol, AccessDeniedException and 400."""

_sessions: set[str] = set()
"""The access keys that a service got for a role. Others that assume a role are people."""
_lock = threading.Lock()
_sequence = 0
_written: set[str] = set()
_file = None


Decision = tuple[needs.Need, Answer, Policies]


class Unjudged(Exception):
    """What is needed to judge is not there."""


@hooks.on_infra_start()
def amends_iam():
    from localstack.aws import handlers

    global _file
    if MODE == "off":
        return
    _file = open(config.state_dir() / "iam.jsonl", "w", encoding="utf-8", buffering=1)  # a new account, a new list
    handlers.serve_custom_service_request_handlers.handlers.insert(0, guard)  # before anything answers
    handlers.run_custom_response_handlers.append(remember)


def remember(chain, context, response):
    """Response handler: whose sessions are a service's."""
    if context.operation and context.operation.name == "AssumeRole" and _principal(context):
        key = ((context.service_response or {}).get("Credentials") or {}).get("AccessKeyId")
        if key:
            _sessions.add(key)


def _principal(context) -> str:
    """The service that LocalStack calls for, as `events`; empty when it says none."""
    return str((context.internal_request_params or {}).get("service_principal") or "")


def guard(chain, context, response):
    """Request handler: lets a call through or refuses it."""
    if not context.operation or not context.service:
        return
    who = _who(context)
    if who is None:
        return
    service, operation = context.service.service_name, context.operation.name
    if who.role and context.is_internal_call and (service, operation) == ("logs", "CreateLogGroup"):
        return  # LocalStack's log writer tries it first; Lambda's does not
    try:
        decision = _decide(who, service, operation, context)
    except Exception as e:
        LOG.warning("%s.%s of %s cannot be judged: %s", service, operation, who.arn, e, exc_info=not _expected(e))
        unjudged = Answer(False, f"cannot be judged: {e}")
        decision = [(needs.Need(f"{service}:{operation}", "*"), unjudged, Policies())]
    _write(who, service, operation, decision)
    refused = next(((need, answer) for need, answer, _ in decision if not answer.allowed), None)
    if refused and MODE != "watch":
        LOG.info("refused: %s may not %s on %s: %s", who.arn, refused[0].action, refused[0].arn, refused[1].by)
        raise _refusal(who, service, *refused)


def _expected(e: Exception) -> bool:
    return isinstance(e, (needs.Unknown, Unjudged))


def _who(context) -> Caller | None:
    """Who is judged; None for everybody else."""
    from localstack.utils.aws.request_context import extract_access_key_id_from_auth_header

    key = extract_access_key_id_from_auth_header(context.request.headers) or ""
    if key in _sessions:
        found = caller.of(context)
        return Caller(found.arn, found.role_arn, found.account)
    service = _principal(context)
    # Without a source nothing is delivered: it is LocalStack asking itself.
    if service and (context.internal_request_params or {}).get("source_arn"):
        return Caller(f"{service}.amazonaws.com")
    return None


def _decide(who: Caller, service: str, operation: str, context) -> list[Decision]:
    asked = needs.of(service, operation, dict(context.service_request or {}), context.account_id, context.region)
    common = _common(who, context)
    decided = []
    for need in asked:
        need = needs.Need(need.action, need.arn, {**common, **need.context, **_tags(need, context)})
        identity, boundary = _of_role(who, context.account_id) if who.role else ((), None)
        policies = Policies(identity, boundary, _of_resource(need.arn, context))
        decided.append((need, policy.judge(who, need, policies), policies))
    return decided


def _common(who: Caller, context) -> needs.Context:
    common = {
        "aws:SecureTransport": ["true"],  # as every SDK does; here only loopback is spoken to
        "aws:PrincipalIsAWSService": [str(who.service).lower()],
    }
    if who.service:
        source = context.internal_request_params["source_arn"]
        parts = source.split(":")
        account = parts[4] if len(parts) > 5 and parts[4] else context.account_id
        return {**common, "aws:SourceArn": [source], "aws:SourceAccount": [account]}
    return {
        **common,
        "aws:PrincipalArn": [who.role],
        "aws:PrincipalAccount": [who.account],
        "aws:PrincipalType": ["AssumedRole"],
    }


# ------------------------------------------------------------------------------------ policies, as they are now


def _of_role(who: Caller, account: str) -> tuple[tuple[str, ...], str | None]:
    from localstack.services.iam.models import iam_stores

    store = iam_stores[account]["us-east-1"]
    entity = store.ROLES.get(who.role.rsplit("/", 1)[-1])
    if entity is None:
        raise Unjudged("the role is gone")

    def managed(arn: str) -> str:
        found = store.MANAGED_POLICIES.get(arn)
        if found is None:
            raise Unjudged(f"{arn} is not known here")
        return unquote(found.versions[found.policy["DefaultVersionId"]]["Document"])

    inline = [unquote(document) for document in entity.inline_policies.values()]
    boundary = (entity.role.get("PermissionsBoundary") or {}).get("PermissionsBoundaryArn")
    return (*inline, *map(managed, entity.attached_policy_arns)), managed(boundary) if boundary else None


def _of_resource(arn: str, context) -> str | None:
    """The policy of a queue, topic, function or bucket. Those of tables and secrets are not judged."""
    account, region = context.account_id, context.region
    service, name = arn.split(":")[2] if arn != "*" else "", arn.split(":", 5)[-1]
    match service:
        case "sqs":
            from localstack.services.sqs.models import sqs_stores

            queue = sqs_stores[account][region].queues.get(name)
            return (queue.attributes.get("Policy") or None) if queue else None
        case "sns":
            from localstack.services.sns.models import sns_stores

            topic = sns_stores[account][region].topics.get(arn)
            return (topic["attributes"].get("Policy") or None) if topic else None
        case "lambda":
            function, qualifier = _function(name, context)
            permissions = function.permissions.get(qualifier) if function else None
            if permissions is None:
                return None
            return json.dumps({"Version": "2012-10-17", "Statement": permissions.policy.Statement})
        case "s3":
            from localstack.services.s3.models import s3_stores

            bucket = s3_stores[account][region].buckets.get(name)
            return (bucket.policy or None) if bucket else None
    return None


def _function(name: str, context):
    from localstack.services.lambda_.invocation.models import lambda_stores

    _, plain, *qualified = name.split(":")
    store = lambda_stores[context.account_id][context.region]
    return store.functions.get(plain), qualified[0] if qualified else "$LATEST"


def _tags(need: needs.Need, context) -> needs.Context:
    """Those of a function; nothing else is asked about by its tags."""
    if ":lambda:" not in need.arn:
        return {}
    from localstack.services.lambda_.invocation.models import lambda_stores

    unqualified = ":".join(need.arn.split(":")[:7])
    tags = lambda_stores[context.account_id][context.region].tags.get_tags(unqualified)
    return {f"aws:ResourceTag/{key}": [value] for key, value in tags.items()}


# ---------------------------------------------------------------------------------------------- what comes of it


def _write(who: Caller, service: str, operation: str, decision: list[Decision]):
    global _sequence
    line = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "service": service,
        "operation": operation,
        "caller": who.arn,
        "role": who.role or None,
        "allowed": all(answer.allowed for _, answer, _ in decision),
    }
    with _lock:
        asked = [
            {
                "action": need.action,
                "arn": need.arn,
                "context": need.context,
                "identity": [_kept(document) for document in policies.identity],
                "boundary": _kept(policies.boundary),
                "resource": _kept(policies.resource),
                "allowed": answer.allowed,
                "by": answer.by,
            }
            for need, answer, policies in decision
        ]
        _sequence += 1
        _file.write(json.dumps({"seq": _sequence, **line, "needs": asked}) + "\n")


def _kept(document: str | None) -> str | None:
    """The name of a policy, whose text is written once."""
    if document is None:
        return None
    name = hashlib.sha256(document.encode()).hexdigest()[:16]
    if name not in _written:
        _written.add(name)
        _file.write(json.dumps({"policy": name, "document": json.loads(document)}) + "\n")
    return name


def _refusal(who: Caller, service: str, need: needs.Need, answer: Answer):
    from localstack.aws.api import CommonServiceException

    code, status = REFUSALS.get(service, ("AccessDeniedException", 400))
    return CommonServiceException(code, wording(who, need, answer), status_code=status, sender_fault=True)


def wording(who: Caller, need: needs.Need, answer: Answer) -> str:
    """https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html"""
    action = need.action
    if action.startswith("sns:"):
        action = "SNS:" + action[4:]  # as these two services spell it
    elif action.startswith("sqs:"):
        action = action.lower()
    said = f"User: {who.arn} is not authorized to perform: {action} on resource: {need.arn} "
    if answer.kind:
        return said + f"with an explicit deny in {answer.kind}"
    lacking = policy.RESOURCE if who.service else policy.IDENTITY
    if "permissions boundary" in answer.by:
        lacking = policy.BOUNDARY
    return said + f"because no {lacking.split(' ', 1)[1]} allows the {action} action"
