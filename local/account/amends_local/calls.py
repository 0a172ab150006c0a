"""Who called what: a line per AWS call in `<state>/calls.jsonl`, and `GET /_amends/calls?since=<seq>`.

LocalStack's own polling is left out. What IAM thinks of each call is in iam.py.
"""

import json
import logging
import threading
from collections import deque
from datetime import UTC, datetime

from localstack.runtime import hooks

from amends_local import caller, config, records
from amends_local.cloudtrail import error_of

LOG = logging.getLogger(__name__)
LONGEST = 300
SECRET = set(records.RULES["hidden"])

_lock = threading.Lock()
_recent: deque[dict] = deque(maxlen=20_000)
_sequence = 0
_file = None


@hooks.on_infra_start()
def amends_calls():
    from localstack.aws import handlers
    from localstack.services.edge import ROUTER

    global _file
    _file = open(config.state_dir() / "calls.jsonl", "w", encoding="utf-8", buffering=1)  # a new account, a new list
    handlers.run_custom_response_handlers.append(observe)
    ROUTER.add("/_amends/calls", endpoint=serve, methods=["GET"])


def observe(chain, context, response):
    try:
        if not context.operation or not context.service:
            return
        service, operation = context.service.service_name, context.operation.name
        if context.is_internal_call and not records.is_write_management(service, operation):
            return
        who = caller.of(context)
        if who is None:
            return
        write(
            {
                "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
                "service": service,
                "operation": operation,
                "caller": who.arn,
                "role": who.role_arn or None,
                "via": who.via or None,
                "account": context.account_id,
                "region": context.region,
                "parameters": short(dict(context.service_request or {})),
                "status": response.status_code,
                "error": error_of(context, response)[0] or None,
            }
        )
    except Exception:
        LOG.exception("call not recorded: %s", context.service_operation)


def write(call: dict):
    global _sequence
    with _lock:
        _sequence += 1
        call = {"seq": _sequence, **call}
        _recent.append(call)
        _file.write(json.dumps(call) + "\n")


def short(value, name: str = ""):
    """Parameters for a log: long strings cut, secrets and streams left out, everything else as it was sent."""
    if name in SECRET:
        return records.HIDDEN
    if isinstance(value, dict):
        return {str(k): short(v, str(k)) for k, v in value.items() if v is not None}
    if isinstance(value, (list, tuple)):
        return [short(v) for v in value]
    if isinstance(value, str):
        return value if len(value) <= LONGEST else value[:LONGEST] + "…"
    if value is None or isinstance(value, (int, float, bool)):
        return value
    if isinstance(value, datetime):
        return value.isoformat()
    return "<bytes>"


def since(sequence: int) -> list[dict]:
    with _lock:
        return [c for c in _recent if c["seq"] > sequence]


def serve(request, **_):
    from localstack.http import Response

    try:
        after = int(request.args.get("since", "0"))
    except ValueError:
        return Response('{"error": "since is a number"}', status=400, mimetype="application/json")
    return Response(json.dumps({"calls": since(after)}), mimetype="application/json")
