"""HTTP and WebSocket APIs, which this LocalStack lacks: what is made is kept and listed again. Nothing can be called."""

import re
import threading
import uuid
from dataclasses import dataclass, field

from localstack.runtime import hooks

KINDS = {"Integration": "IntegrationId", "Authorizer": "AuthorizerId"}
_READ_ONLY = {"ApiId", "MaxResults", "NextToken"}


class NotFound(Exception):
    """No API has that id."""


@dataclass
class Store:
    """The APIs of one account and Region, and what they consist of."""

    apis: dict[str, dict] = field(default_factory=dict)
    parts: dict[tuple[str, str], list[dict]] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def answer(self, operation: str, parameters: dict) -> dict | None:
        """What AWS would answer; None for what is not kept here."""
        with self.lock:
            match re.fullmatch(r"(Create|Get|Delete)(Api|Integration|Authorizer)(s?)", operation):
                case None:
                    return None
                case found:
                    return self._answer(*found.groups(), parameters)

    def _answer(self, verb: str, kind: str, many: str, parameters: dict) -> dict | None:
        given = {k: v for k, v in parameters.items() if v is not None and k not in _READ_ONLY}
        api = parameters.get("ApiId", "")
        if kind == "Api":
            if verb == "Create":
                name = uuid.uuid4().hex[:10]
                self.apis[name] = {**given, "ApiId": name}
                return self.apis[name]
            if verb == "Get" and many:
                return {"Items": list(self.apis.values())}
        if api not in self.apis:
            raise NotFound(f"Invalid API identifier specified {api}")
        if kind == "Api":
            return self.apis.pop(api) and {} if verb == "Delete" else self.apis[api]
        parts = self.parts.setdefault((api, kind), [])
        if verb == "Create":
            parts.append({**given, KINDS[kind]: uuid.uuid4().hex[:7]})
            return parts[-1]
        return {"Items": parts} if many else None


_stores: dict[tuple[str, str], Store] = {}


@hooks.on_infra_start()
def amends_apigatewayv2():
    from localstack.aws import handlers

    handlers.serve_custom_service_request_handlers.append(serve)


def serve(chain, context, response):
    """Request handler of the gateway: answers for the service that is not there."""
    if not context.operation or context.service.service_name != "apigatewayv2":
        return
    from localstack.aws.api import CommonServiceException
    from localstack.aws.protocol.serializer import create_serializer

    store = _stores.setdefault((context.account_id, context.region), Store())
    try:
        answer = store.answer(context.operation.name, dict(context.service_request or {}))
    except NotFound as e:
        raise CommonServiceException("NotFoundException", str(e), status_code=404, sender_fault=True) from e
    if answer is None:
        return
    serializer = create_serializer(context.service, context.protocol)
    context.service_response = answer
    response.update_from(
        serializer.serialize_to_response(answer, context.operation, context.request.headers, context.request_id)
    )
    chain.stop()
