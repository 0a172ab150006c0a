"""What LocalStack's API Gateway leaves out: a form's body as it was sent, and the throttling of a stage."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from localstack.runtime import hooks

ALL = "*/*"
SETTINGS = {"ThrottlingRateLimit": "throttling/rateLimit", "ThrottlingBurstLimit": "throttling/burstLimit"}
"""Members of a stage's MethodSettings and their paths in UpdateStage."""


@dataclass
class Bucket:
    """Tokens that come back at a rate, and never more than a burst of them."""

    rate: float
    burst: int
    clock: Callable[[], float] = time.monotonic
    _tokens: float = field(init=False)
    _at: float = field(init=False)

    def __post_init__(self):
        self._tokens, self._at = float(self.burst), self.clock()

    def take(self) -> bool:
        now = self.clock()
        self._tokens, self._at = min(self.burst, self._tokens + (now - self._at) * self.rate), now
        if self._tokens < 1:
            return False
        self._tokens -= 1
        return True


class Throttle:
    """A bucket for each method of a stage; a new one when its limits change."""

    def __init__(self, clock: Callable[[], float] = time.monotonic):
        self._clock = clock
        self._buckets: dict[tuple, Bucket] = {}
        self._lock = threading.Lock()

    def passes(self, key: tuple, limits: tuple[float, int] | None) -> bool:
        if limits is None:
            return True
        with self._lock:
            return self._buckets.setdefault((*key, *limits), Bucket(*limits, self._clock)).take()


THROTTLE = Throttle()


@hooks.on_infra_start()
def amends_apigateway():
    from localstack.services.apigateway.next_gen.execute_api import handlers
    from localstack.services.apigateway.next_gen.execute_api.handlers import parse
    from localstack.services.apigateway.resource_providers.aws_apigateway_stage import ApiGatewayStageProvider
    from localstack.utils.patch import patch

    parse.restore_payload = as_sent
    handlers.preprocess_request.append(throttle)

    @patch(ApiGatewayStageProvider.create)
    def create(original, self, request):
        done = original(self, request)
        model = done.resource_model
        if patches := patches_of(model.get("MethodSettings") or ()):
            request.aws_client_factory.apigateway.update_stage(
                restApiId=model["RestApiId"], stageName=model["StageName"], patchOperations=patches
            )
        return done


def as_sent(request) -> bytes:
    """The bytes that came. LocalStack takes a form apart and writes it anew, and no signature survives that."""
    return request.get_data(parse_form_data=False)


def throttle(chain, context, response):
    """Handler of an API's requests: runs before they are validated, for AWS counts requests, not invocations."""
    from localstack.services.apigateway.next_gen.execute_api.gateway_response import ThrottledError

    path, method = context.resource["path"], context.invocation_request["http_method"]
    limits = limits_of(context.stage_configuration.get("methodSettings") or {}, path, method)
    if not THROTTLE.passes((context.api_id, context.stage, path, method), limits):
        raise ThrottledError("Too Many Requests")


def limits_of(settings: dict, path: str, method: str) -> tuple[float, int] | None:
    """Rate and burst of a method: its own, or those of all."""
    found = settings.get(f"{escaped(path)}/{method}") or settings.get(ALL) or {}
    rate, burst = found.get("throttlingRateLimit"), found.get("throttlingBurstLimit")
    return None if rate is None or burst is None else (float(rate), int(burst))


def patches_of(method_settings: list[dict]) -> list[dict]:
    """UpdateStage's operations for a template's MethodSettings, of which LocalStack keeps nothing."""
    return [
        {"op": "replace", "path": f"/{key_of(setting)}/{path}", "value": str(setting[name])}
        for setting in method_settings
        for name, path in SETTINGS.items()
        if name in setting
    ]


def key_of(setting: dict) -> str:
    path, method = setting["ResourcePath"], setting["HttpMethod"]
    return ALL if path == "/*" else f"{escaped(path)}/{method}"


def escaped(path: str) -> str:
    """A resource's path as UpdateStage wants it: `/a/b` is `~1a~1b`."""
    return path.replace("/", "~1")
