"""Lambda without Docker: each execution environment is a JVM with AWS's own runtime interface client.

Environments stay warm as long as LocalStack keeps them (LAMBDA_KEEPALIVE_MS). One that crashed or was killed at its
time-out starts again with the next invocation, as in AWS. Functions are started on demand: there are no snapshots here.
"""

import json
import logging
import os
import platform
import subprocess
import threading
import time
import zipfile
from concurrent.futures import TimeoutError as FutureTimeout
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from localstack.runtime import hooks
from localstack.services.lambda_.invocation.executor_endpoint import StatusErrorException
from localstack.services.lambda_.invocation.lambda_models import FunctionVersion, InvocationResult
from localstack.services.lambda_.invocation.plugins import RuntimeExecutorPlugin
from localstack.services.lambda_.invocation.runtime_executor import RuntimeExecutor

from amends_local import config
from amends_local.runtime_api import Invocation, RuntimeApi, StartFailed

LOG = logging.getLogger(__name__)
STARTS = threading.Semaphore(int(config.number("AMENDS_JVM_STARTS", 2)))
START_SECONDS = config.number("AMENDS_JVM_START_SECONDS", 60)
LOG_TAIL = 200_000
NATIVE_CLIENT = "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI"
"""The system property by which AWS's runtime client takes its library from a given file."""

_alive: set["Process"] = set()
_alive_lock = threading.Lock()
_log_lock = threading.Lock()


class JavaExecutorPlugin(RuntimeExecutorPlugin):
    name = "java"

    def load(self, *args, **kwargs):
        from localstack.services.lambda_.invocation.execution_environment import ExecutionEnvironment

        ExecutionEnvironment.get_log_group_name = log_group_of
        return JavaRuntimeExecutor


class Process:
    """A JVM, its runtime API and what it prints."""

    def __init__(self, function: str, command: list[str], cwd: str, env: dict[str, str]):
        self.function = function
        self.api = RuntimeApi()
        self._printed: list[str] = []
        self._lock = threading.Lock()
        self._child = subprocess.Popen(
            command,
            cwd=cwd,
            env={**env, "AWS_LAMBDA_RUNTIME_API": self.api.address},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        with _alive_lock:
            _alive.add(self)
        self._reader = threading.Thread(target=self._read, daemon=True, name=f"out-{function}")
        self._reader.start()
        threading.Thread(target=self._watch, daemon=True, name=f"watch-{function}").start()

    def running(self) -> bool:
        return self._child.poll() is None

    def kill(self):
        if self.running():
            self._child.kill()
        self._child.wait(10)

    def say(self, line: str):
        """A line of the platform (START, END, REPORT) among those of the function."""
        with self._lock:
            self._printed.append(line + "\n")
            if len(self._printed) > 10_000:
                del self._printed[:5_000]
        append_log(self.function, line + "\n")

    def take_output(self) -> str:
        with self._lock:
            text, self._printed = "".join(self._printed), []
        return text[-LOG_TAIL:]

    def output(self) -> str:
        with self._lock:
            return "".join(self._printed)

    def _read(self):
        for line in self._child.stdout:
            self.say(line.rstrip("\n"))

    def _watch(self):
        status = self._child.wait()
        self._reader.join(2)
        with _alive_lock:
            _alive.discard(self)
        self.api.process_ended(error("Runtime.ExitError", f"Runtime exited with error: exit status {status}"))
        self.api.close()


class JavaRuntimeExecutor(RuntimeExecutor):
    """LocalStack's idea of one execution environment."""

    def __init__(self, id: str, function_version: FunctionVersion) -> None:
        super().__init__(id, function_version)
        self._env: dict[str, str] = {}
        self._process: Process | None = None
        self._init_ms: float | None = None
        self._stopped = False

    def start(self, env_vars: dict[str, str]) -> None:
        self._env = {k: str(v) for k, v in env_vars.items()}
        self._launch()

    def _launch(self):
        code = str(self.function_version.config.code.get_unzipped_code_location())
        handler = self.function_version.config.handler
        env = {
            "PATH": os.environ.get("PATH", ""),
            "LANG": "en_US.UTF-8",
            **self._env,
            **account_endpoints(self._env),
            "AWS_EXECUTION_ENV": f"AWS_Lambda_{self.function_version.config.runtime}",
            "LAMBDA_TASK_ROOT": code,
            "_HANDLER": handler,
        }
        with STARTS:
            if self._stopped:
                raise StatusErrorException("stopped", payload=error("Runtime.Stopped", "stopped before it started"))
            began = time.monotonic()
            self._process = Process(self._name, java_command(self.function_version), code, env)
            try:
                self._process.api.ready.result(START_SECONDS)
            except StartFailed as e:
                self._process.kill()
                raise StatusErrorException("the function did not start", payload=e.payload) from e
            except FutureTimeout as e:
                self._process.kill()
                message = f"the function was not ready after {START_SECONDS:.0f} s"
                raise StatusErrorException(message, payload=error("Sandbox.Timedout", message)) from e
            self._init_ms = (time.monotonic() - began) * 1000

    @property
    def _name(self) -> str:
        return self.function_version.id.function_name

    def stop(self) -> None:
        self._stopped = True
        if self._process:
            self._process.kill()

    def get_address(self) -> str:
        return "127.0.0.1"

    def get_endpoint_from_executor(self) -> str:
        return "127.0.0.1"

    def get_runtime_endpoint(self) -> str:
        return "http://127.0.0.1"

    def get_logs(self) -> str:
        return self._process.output() if self._process else ""

    def invoke(self, payload: dict[str, str]) -> InvocationResult:
        request_id = payload["invoke-id"]
        if self._process is None or not self._process.running():
            self._launch()
        process, limit = self._process, float(self.function_version.config.timeout)
        invocation = Invocation(
            request_id,
            payload["payload"].encode(),
            payload["invoked-function-arn"],
            int((time.time() + limit) * 1000),
            payload.get("trace-id", ""),
        )
        process.say(f"START RequestId: {request_id} Version: {self.function_version.id.qualifier}")
        began = time.monotonic()
        process.api.send(invocation)
        try:
            answer, is_error = invocation.answer.result(limit)
        except FutureTimeout:
            process.kill()
            now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3]
            message = f"{now}Z {request_id} Task timed out after {limit:.2f} seconds"
            process.say(message)
            answer, is_error = error("Sandbox.Timedout", message), True
        took = (time.monotonic() - began) * 1000
        time.sleep(0.005)  # the last lines are still in the pipe
        process.say(f"END RequestId: {request_id}")
        process.say(report(request_id, took, self.function_version.config.memory_size, self._init_ms))
        self._init_ms = None
        return InvocationResult(request_id, answer, is_error, process.take_output())

    @classmethod
    def prepare_version(cls, function_version: FunctionVersion) -> None:
        function_version.config.code.prepare_for_execution()

    @classmethod
    def cleanup_version(cls, function_version: FunctionVersion) -> None:
        pass


def log_group_of(environment) -> str:
    """The group that the function's LoggingConfig names, which LocalStack stores and does not use."""
    version = environment.function_version
    named = (version.config.logging_config or {}).get("LogGroup")
    return named or f"/aws/lambda/{version.id.function_name}"


def account_endpoints(env: dict[str, str]) -> dict[str, str]:
    """S3 Control puts the account in front of its host, and no host name ends in an address."""
    endpoint = env.get("AWS_ENDPOINT_URL", "")
    return {"AWS_ENDPOINT_URL_S3_CONTROL": endpoint.replace("127.0.0.1", "localhost")} if endpoint else {}


def hosts_file(account: str) -> Path:
    """All names that a function can look up: everything it calls is on this machine."""
    path = config.state_dir() / "hosts"
    path.write_text(f"127.0.0.1 localhost {account}.localhost\n")
    return path


def java_command(version: FunctionVersion) -> list[str]:
    heap = max(96, int(version.config.memory_size) * 3 // 4)
    return [
        str(config.java_home() / "bin" / "java"),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xshare:auto",
        f"-Xmx{heap}m",
        "--enable-native-access=ALL-UNNAMED",
        f"-Djdk.net.hosts.file={hosts_file(version.id.account)}",
        *own_native_client(),
        "-cp",
        f"{config.jars('lambda')}/*",
        "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
        version.config.handler,
    ]


@cache
def own_native_client() -> list[str]:
    """The runtime client's library, unpacked once and named to each JVM.

    Left to itself each JVM unpacks it anew into one file of the whole machine, under the feet of those that run.
    """
    jar = next(config.jars("lambda").glob("aws-lambda-java-runtime-interface-client-*.jar"))
    library = unpacked(jar, config.state_dir() / "cache")
    return [f"-D{NATIVE_CLIENT}={library}"] if library else []


def unpacked(jar: Path, folder: Path) -> Path | None:
    """This machine's library from the jar; None when it holds none, and the client is to say so itself."""
    libc = "linux" if platform.libc_ver()[0] == "glibc" else "linux_musl"
    machine = {"arm64": "aarch_64", "aarch64": "aarch_64"}.get(platform.machine(), platform.machine())
    name = f"libaws-lambda-jni.{libc}-{machine}.so"
    with zipfile.ZipFile(jar) as files:
        if platform.system() != "Linux" or f"jni/{name}" not in files.namelist():
            return None
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / f"{name}.{threading.get_ident()}"
        fresh.write_bytes(files.read(f"jni/{name}"))
        return fresh.replace(folder / name)  # at once: another JVM may be starting from it


def error(kind: str, message: str) -> bytes:
    return json.dumps({"errorType": kind, "errorMessage": message}).encode()


def report(request_id: str, took_ms: float, memory: int, init_ms: float | None) -> str:
    """Lambda's REPORT line; its Init Duration is there on a cold start only."""
    line = (
        f"REPORT RequestId: {request_id}\tDuration: {took_ms:.2f} ms\t"
        f"Billed Duration: {int(took_ms) + 1} ms\tMemory Size: {memory} MB"
    )
    return line if init_ms is None else f"{line}\tInit Duration: {init_ms:.2f} ms"


def append_log(function: str, text: str):
    folder = config.state_dir() / "logs"
    with _log_lock:
        folder.mkdir(parents=True, exist_ok=True)
        with open(folder / f"{function}.log", "a", encoding="utf-8") as out:
            out.write(text)


@hooks.on_infra_shutdown()
def amends_stop_functions():
    with _alive_lock:
        processes = list(_alive)
    for process in processes:
        process.kill()
