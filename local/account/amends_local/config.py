"""What `local/up` tells the plugins, all through the environment."""

import os
from pathlib import Path


def state_dir() -> Path:
    path = Path(os.environ["AMENDS_STATE"])
    path.mkdir(parents=True, exist_ok=True)
    return path


def java_home() -> Path:
    return Path(os.environ["AMENDS_JAVA_HOME"])


def jars(name: str) -> Path:
    """The folder of jars that `local/up` fetched: `lambda` or `dynamodb`."""
    return Path(os.environ["AMENDS_JARS"]) / name


def number(name: str, default: float) -> float:
    return float(os.environ.get(name) or default)


USER_NAME = os.environ.get("AMENDS_USER") or "local-admin"
"""Who calls with keys that belong to no IAM user and no role."""
