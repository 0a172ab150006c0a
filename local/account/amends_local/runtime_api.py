"""The Lambda Runtime API of one execution environment, on a loopback port: what the runtime client in the JVM polls."""

import json
import queue
import threading
from concurrent.futures import Future
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ROOT = "/2018-06-01/runtime"


@dataclass
class Invocation:
    request_id: str
    payload: bytes
    function_arn: str
    deadline_ms: int
    trace_id: str = ""
    answer: Future = field(default_factory=Future)  # (payload, is_error)


class RuntimeApi:
    """Hands invocations to the process and takes its answers. `ready` is done when the process asks for work."""

    def __init__(self):
        self.ready: Future = Future()
        self._waiting: queue.Queue[Invocation | None] = queue.Queue()
        self._running: dict[str, Invocation] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.1,), name="runtime-api", daemon=True).start()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self._server.server_address[1]}"

    def send(self, invocation: Invocation):
        self._running[invocation.request_id] = invocation
        self._waiting.put(invocation)

    def next(self) -> Invocation | None:
        settle(self.ready, True)
        return self._waiting.get()

    def answered(self, request_id: str, payload: bytes, is_error: bool):
        if invocation := self._running.pop(request_id, None):
            settle(invocation.answer, (payload, is_error))

    def failed_to_start(self, payload: bytes):
        fail(self.ready, StartFailed(payload))

    def process_ended(self, payload: bytes):
        """The process is gone: whatever it was doing has failed."""
        fail(self.ready, StartFailed(payload))
        for request_id in list(self._running):
            self.answered(request_id, payload, True)

    def close(self):
        self._waiting.put(None)
        self._server.shutdown()
        self._server.server_close()


class StartFailed(Exception):
    def __init__(self, payload: bytes):
        super().__init__(payload.decode(errors="replace"))
        self.payload = payload


def settle(future: Future, value):
    if not future.done():
        future.set_result(value)


def fail(future: Future, error: Exception):
    if not future.done():
        future.set_exception(error)


def _handler(api: RuntimeApi):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_GET(self):
            if self.path != f"{ROOT}/invocation/next":
                return self._reply(404)
            invocation = api.next()
            if invocation is None:
                self.close_connection = True
                return None
            return self._reply(
                200,
                invocation.payload,
                {
                    "Lambda-Runtime-Aws-Request-Id": invocation.request_id,
                    "Lambda-Runtime-Deadline-Ms": str(invocation.deadline_ms),
                    "Lambda-Runtime-Invoked-Function-Arn": invocation.function_arn,
                    "Lambda-Runtime-Trace-Id": invocation.trace_id,
                },
            )

        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            if self.path == f"{ROOT}/init/error":
                api.failed_to_start(body)
                return self._reply(202)
            parts = self.path.removeprefix(f"{ROOT}/invocation/").split("/")
            if len(parts) == 2 and parts[1] in ("response", "error"):
                self._reply(202)
                return api.answered(parts[0], body, parts[1] == "error")
            return self._reply(404)

        def _reply(self, status: int, body: bytes = b"", headers: dict[str, str] | None = None):
            body = body or json.dumps({"status": "OK"}).encode()
            head = {
                # without a Content-Type the runtime client's native code takes the JVM down
                "Content-Type": "application/json",
                "Content-Length": str(len(body)),
                **(headers or {}),
            }
            self.send_response(status)
            for name, value in head.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    return Handler
