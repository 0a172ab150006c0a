"""CloudFormation's own events: each change of a stack's status, on the default bus, as AWS sends it without a trail."""

import json
import logging
import queue
import threading

from localstack.runtime import hooks

LOG = logging.getLogger(__name__)
DETAIL_TYPE = "CloudFormation Stack Status Change"

_outgoing: queue.Queue = queue.Queue()


@hooks.on_infra_start()
def amends_stack_status():
    from localstack.services.cloudformation.v2.entities import Stack

    set_status = Stack.set_stack_status

    def and_tell(self, status, reason=None):
        set_status(self, status, reason)
        _outgoing.put((self.account_id, self.region_name, entry(self.stack_id, str(status), reason)))

    Stack.set_stack_status = and_tell
    threading.Thread(target=_deliver, name="amends-stack-status", daemon=True).start()


def entry(stack_id: str, status: str, reason: str | None, token: str = "") -> dict:
    """One event, for PutEvents."""
    detail = {
        "stack-id": stack_id,
        "status-details": {"status": status, "status-reason": reason or ""},
        "client-request-token": token,
    }
    return {
        "Source": "aws.cloudformation",
        "DetailType": DETAIL_TYPE,
        "Resources": [stack_id],
        "Detail": json.dumps(detail),
    }


def _deliver():
    from localstack.aws.connect import connect_to

    while True:
        account, region, event = _outgoing.get()
        try:
            connect_to(aws_access_key_id=account, region_name=region).events.put_events(Entries=[event])
        except Exception:
            LOG.exception("no event for %s", event["Detail"])
