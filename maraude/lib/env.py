"""Settings from the environment, refused with one sentence when wrong."""

from __future__ import annotations

import os
from pathlib import Path

from maraude.core.errors import WrongSetting

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}


def text(name: str, default: str = "") -> str:
    """Return the value of `name`, or the content of the file that `name`_FILE points to (for secrets)."""
    file_name = os.environ.get(f"{name}_FILE")
    if not file_name:
        return os.environ.get(name, default)
    try:
        return Path(file_name).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise WrongSetting(f"{name}_FILE names {file_name}, which cannot be read ({error.strerror}).") from error


def flag(name: str, *, default: bool = False) -> bool:
    """Return a boolean; anything but 1/true/yes/on and 0/false/no/off is refused."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.lower() in _TRUE:
        return True
    if value.lower() in _FALSE:
        return False
    raise WrongSetting(f"{name}={value!r} is not a yes or a no: write 1 or 0.")


def integer(name: str, default: int, *, minimum: int, maximum: int) -> int:
    """Return a whole number between `minimum` and `maximum`, both included."""
    value = os.environ.get(name)
    if value is None:
        return default
    if not value.lstrip("-").isdecimal() or not minimum <= int(value) <= maximum:
        raise WrongSetting(f"{name}={value!r} must be a whole number from {minimum} to {maximum}.")
    return int(value)


def home() -> Path:
    """Return the folder where all state lives: `MARAUDE_HOME`, or `.maraude` in the current folder."""
    return Path(os.environ.get("MARAUDE_HOME") or ".maraude").expanduser().absolute()


def words(name: str, *, default: str = "") -> list[str]:
    """Return the words of a list separated by spaces or commas."""
    return os.environ.get(name, default).replace(",", " ").split()


def web_address(name: str, default: str) -> str:
    """Return an https address or a path of ours; anything else is refused."""
    value = os.environ.get(name) or default
    if not value.isprintable() or not value.startswith(("https://", "/")) or value.startswith("//"):
        raise WrongSetting(f"{name}={value!r} must begin with https:// or with one /.")
    return value
