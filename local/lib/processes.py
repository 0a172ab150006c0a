"""The programs an instance runs, known by process id and start time so that a later `local/down` ends only these."""

import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil
from instance import Failed


class Children:
    def __init__(self, state: Path):
        self._state = state
        self._file = state / "processes.json"
        self._own: dict[str, subprocess.Popen] = {}

    def start(self, name: str, command: list[str], environment: dict[str, str]) -> None:
        with open(self.log(name), "wb") as out:
            child = subprocess.Popen(
                command, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True
            )
        self._own[name] = child
        known = self._known()
        known[name] = {"pid": child.pid, "started": psutil.Process(child.pid).create_time()}
        self._file.write_text(json.dumps(known))

    def log(self, name: str) -> Path:
        return self._state / f"{name}.log"

    def ready(self, name: str, url: str, seconds: float) -> None:
        """Waits until the program answers; says why when it does not."""
        until = time.monotonic() + seconds
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        while time.monotonic() < until:
            if self._own[name].poll() is not None:
                raise Failed(f"{name} ended at its start:\n{self._tail(name)}")
            try:
                with opener.open(url, timeout=5):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise Failed(f"{name} did not answer within {seconds:.0f} s:\n{self._tail(name)}")

    def wait(self) -> None:
        """Returns when one of them has ended."""
        while all(child.poll() is None for child in self._own.values()):
            time.sleep(0.5)

    def stop(self) -> bool:
        """Ends all of them and what they started; true if there was something to end."""
        running = [p for p in map(_process, self._known().values()) if p]
        family = [c for p in running for c in _descendants(p)]
        for process in running:
            _signal(process, signal.SIGTERM)
        _, left = psutil.wait_procs(running, timeout=15)
        for process in [*left, *family]:
            _signal(process, signal.SIGKILL)
        psutil.wait_procs([*left, *family], timeout=5)
        self._file.unlink(missing_ok=True)
        return bool(running)

    def _known(self) -> dict:
        try:
            return json.loads(self._file.read_text())
        except (OSError, ValueError):
            return {}

    def _tail(self, name: str, lines: int = 20) -> str:
        text = self.log(name).read_text(errors="replace").splitlines()
        return "\n".join("    " + line for line in text[-lines:]) + f"\n  all of it: {os.path.relpath(self.log(name))}"


def _process(known: dict) -> psutil.Process | None:
    """The process, unless its number now belongs to another."""
    try:
        process = psutil.Process(known["pid"])
        return process if abs(process.create_time() - known["started"]) < 1 else None
    except psutil.Error:
        return None


def _descendants(process: psutil.Process) -> list[psutil.Process]:
    try:
        return process.children(recursive=True)
    except psutil.Error:
        return []


def _signal(process: psutil.Process, number: int) -> None:
    try:
        process.send_signal(number)
    except psutil.Error:
        pass
