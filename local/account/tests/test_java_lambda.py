import platform
import zipfile

import pytest
from amends_local.java_lambda import unpacked

LIBRARY = b"\x7fELF"


@pytest.fixture
def jar(tmp_path):
    path = tmp_path / "client.jar"
    with zipfile.ZipFile(path, "w") as files:
        for name in ("linux-x86_64", "linux-aarch_64", "linux_musl-x86_64"):
            files.writestr(f"jni/libaws-lambda-jni.{name}.so", LIBRARY + name.encode())
    return path


@pytest.mark.parametrize(
    ("system", "machine", "libc", "name"),
    [
        ("Linux", "x86_64", "glibc", "linux-x86_64"),
        ("Linux", "aarch64", "glibc", "linux-aarch_64"),
        ("Linux", "x86_64", "", "linux_musl-x86_64"),
    ],
)
def test_the_runtime_client_gets_the_library_of_this_machine(jar, tmp_path, monkeypatch, system, machine, libc, name):
    on(monkeypatch, system, machine, libc)
    assert unpacked(jar, tmp_path / "cache").read_bytes() == LIBRARY + name.encode()


@pytest.mark.parametrize(("system", "machine"), [("Darwin", "arm64"), ("Linux", "riscv64")])
def test_where_the_jar_has_no_library_the_client_is_left_alone(jar, tmp_path, monkeypatch, system, machine):
    on(monkeypatch, system, machine, "glibc")
    assert unpacked(jar, tmp_path / "cache") is None


def on(monkeypatch, system, machine, libc):
    monkeypatch.setattr(platform, "system", lambda: system)
    monkeypatch.setattr(platform, "machine", lambda: machine)
    monkeypatch.setattr(platform, "libc_ver", lambda: (libc, ""))
