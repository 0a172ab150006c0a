"""CloudTrail: every write management call on the account becomes an event on the default bus, as AWS sends it.

Each record is a line of `<state>/trail.jsonl`, too, for `amends rehearse --files`.
"""

import logging
import queue
import threading
import time
from datetime import UTC, datetime

from localstack.runtime import hooks

from amends_local import caller, config, records

LOG = logging.getLogger(__name__)
DELAY = config.number("AMENDS_TRAIL_DELAY", 0)
"""Seconds between a call and its event; AWS takes seconds to minutes."""

_outgoing: queue.Queue = queue.Queue()


@hooks.on_infra_start()
def amends_cloudtrail():
    from localstack.aws import handlers

    handlers.run_custom_response_handlers.append(observe)
    threading.Thread(target=_deliver, name="amends-cloudtrail", daemon=True).start()


def observe(chain, context, response):
    """Response handler of the gateway: sees every call after it was answered."""
    try:
        if not context.operation or not context.service:
            return
        if not records.is_write_management(context.service.service_name, context.operation.name):
            return
        if call := to_call(context, response):
            _outgoing.put((time.monotonic() + DELAY, call))
    except Exception:
        LOG.exception("no CloudTrail event for %s", context.service_operation)


def to_call(context, response) -> records.Call | None:
    """What the gateway knows about a call; None for LocalStack's own plumbing."""
    who = caller.of(context)
    if who is None:
        return None
    code, message = error_of(context, response)
    answer = context.service_response if isinstance(context.service_response, dict) else None
    return records.Call(
        service=context.service.service_name,
        operation=context.operation.name,
        region=context.region,
        account=context.account_id,
        caller=who,
        parameters=dict(context.service_request or {}),
        input_shape=context.operation.input_shape,
        response=answer,
        output_shape=context.operation.output_shape,
        error_code=code,
        error_message=message,
        user_agent=context.request.headers.get("User-Agent", ""),
        request_id=context.request_id or "",
        time=datetime.now(UTC),
    )


def error_of(context, response) -> tuple[str, str]:
    error = context.service_exception
    if error is not None:
        return getattr(error, "code", None) or type(error).__name__, getattr(error, "message", None) or str(error)
    return (f"Http{response.status_code}", "") if response.status_code >= 400 else ("", "")


def _deliver():
    from localstack.aws.connect import connect_to

    kept = open(config.state_dir() / "trail.jsonl", "w", encoding="utf-8", buffering=1)  # a new account, a new list
    while True:
        due, call = _outgoing.get()
        time.sleep(max(0.0, due - time.monotonic()))
        try:
            region = "us-east-1" if call.service in records.RULES["globalServices"] else call.region
            events = connect_to(aws_access_key_id=call.account, region_name=region).events
            entry = records.entry(call)
            kept.write(entry["Detail"] + "\n")
            events.put_events(Entries=[entry])
        except Exception:
            LOG.exception("CloudTrail event of %s.%s was not delivered", call.service, call.operation)
