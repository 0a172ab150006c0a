"""The fault switch: let a call fail, or be answered with something else, a number of times.

    POST   /_amends/faults  {"service": "logs", "operation": "PutRetentionPolicy", "times": 2,
                             "code": "OperationAbortedException", "status": 400, "message": "…"}
    POST   /_amends/faults  {…, "response": {…}}          answer this instead of doing the call (a stale read)
           optional: "caller_contains": "<part of the caller's ARN>", "skip": 1 (let this many pass first)
    GET    /_amends/faults  what is set, with what is left and how often it hit
    DELETE /_amends/faults  clear
"""

import json
import threading
from dataclasses import asdict, dataclass, field

from localstack.runtime import hooks

from amends_local import caller


@dataclass
class Fault:
    service: str
    operation: str
    times: int = 1
    code: str = ""
    status: int = 400
    message: str = "made to fail by /_amends/faults"
    response: dict | None = None
    caller_contains: str = ""
    skip: int = 0
    hits: int = field(default=0)

    def __post_init__(self):
        if not self.code and self.response is None:
            raise ValueError('a fault needs "code" or "response"')

    def matches(self, service: str, operation: str, caller_arn: str) -> bool:
        return (
            self.times > 0
            and self.service == service
            and self.operation == operation
            and self.caller_contains in caller_arn
        )


class Switch:
    def __init__(self):
        self._faults: list[Fault] = []
        self._lock = threading.Lock()

    def add(self, spec: dict) -> Fault:
        try:
            fault = Fault(**spec)
        except TypeError as e:
            raise ValueError(str(e).replace("Fault.__init__() ", "")) from e
        with self._lock:
            self._faults.append(fault)
        return fault

    def take(self, service: str, operation: str, caller_arn: str) -> Fault | None:
        """The first fault for this call, counted; None when the call goes through."""
        with self._lock:
            for fault in self._faults:
                if not fault.matches(service, operation, caller_arn):
                    continue
                if fault.skip > 0:
                    fault.skip -= 1
                    return None
                fault.times -= 1
                fault.hits += 1
                return fault
        return None

    def list(self) -> list[dict]:
        with self._lock:
            return [asdict(f) for f in self._faults]

    def clear(self):
        with self._lock:
            self._faults.clear()


SWITCH = Switch()


@hooks.on_infra_start()
def amends_faults():
    from localstack.aws import handlers
    from localstack.services.edge import ROUTER

    handlers.serve_custom_service_request_handlers.append(inject)
    ROUTER.add("/_amends/faults", endpoint=serve, methods=["GET", "POST", "DELETE"])


def inject(chain, context, response):
    """Request handler of the gateway: runs when the call is parsed and before any service sees it."""
    if not context.operation or context.is_internal_call:
        return
    who = caller.of(context)
    fault = SWITCH.take(context.service.service_name, context.operation.name, who.arn if who else "")
    if fault is None:
        return
    if fault.response is None:
        from localstack.aws.api import CommonServiceException

        raise CommonServiceException(fault.code, fault.message, status_code=fault.status, sender_fault=True)
    from localstack.aws.protocol.serializer import create_serializer

    serializer = create_serializer(context.service, context.protocol)
    context.service_response = fault.response
    response.update_from(
        serializer.serialize_to_response(
            fault.response, context.operation, context.request.headers, context.request_id
        )
    )
    chain.stop()


def body_of(request) -> str:
    """The body, also when `curl -d` called it a form."""
    return request.get_data(as_text=True) or next(iter(request.form), "")


def serve(request, **_):
    from localstack.http import Response

    if request.method == "DELETE":
        SWITCH.clear()
    elif request.method == "POST":
        try:
            SWITCH.add(json.loads(body_of(request)))
        except (ValueError, TypeError) as e:
            return Response(json.dumps({"error": str(e)}), status=400, mimetype="application/json")
    return Response(json.dumps({"faults": SWITCH.list()}), mimetype="application/json")
