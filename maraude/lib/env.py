"""Settings from the environment, refused with one sentence when wrong."""

from __future__ import annotations

import contextlib
import ipaddress
import os
import re
from pathlib import Path
from urllib.parse import SplitResult, urlsplit

from maraude.core.errors import WrongSetting

_TRUE = {"1", "true", "yes", "on"}
_FALSE = {"0", "false", "no", "off", ""}
_LAST_PORT = 65_535
_HOST_NAME = re.compile(r"\.?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*\.?|\[[0-9A-Fa-f:.]+\]")


def text(name: str, default: str = "") -> str:
    """Return the value of `name`, or the content of the file that `name`_FILE points to (for secrets)."""
    file_name = os.environ.get(f"{name}_FILE")
    if not file_name:
        return os.environ.get(name, default)
    try:
        found = Path(file_name).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise WrongSetting(f"{name}_FILE names {file_name}, which cannot be read ({error.strerror}).") from error
    except ValueError as error:
        raise WrongSetting(f"{name}_FILE names {file_name}, which holds no text.") from error
    if not found:
        raise WrongSetting(f"{name}_FILE names {file_name}, which is empty.")
    return found


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


def origin(name: str, default: str) -> str:
    """Return `scheme://host[:port]`; http only for this machine: a session would travel in clear."""
    value = os.environ.get(name) or default
    parts = _split(name, value)
    if parts.scheme not in {"http", "https"} or value != f"{parts.scheme}://{parts.netloc}" or parts.username:
        raise WrongSetting(f"{name}={value!r} must be https:// and a host name, without a path: https://maraude.org.")
    if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        raise WrongSetting(f"{name}={value!r} must begin with https://: people would be signed in without protection.")
    return value


def api_address(name: str) -> str:
    """Return the address of a program's interface, without a last /; empty when none is given. http: loopback only."""
    value = os.environ.get(name, "")
    if not value:
        return ""
    parts = _split(name, value)
    is_safe = parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))
    if not is_safe or parts.query or parts.fragment or parts.username:
        raise WrongSetting(f"{name}={value!r} must look like https://host/path (http:// on this machine only).")
    return value.rstrip("/")


def host_names(name: str, *, default: str) -> list[str]:
    """Return host names; a `*` or an address with a scheme is refused."""
    names = words(name, default=default)
    for one in names:
        if not _HOST_NAME.fullmatch(one):
            raise WrongSetting(
                f"{name}: {one!r} is not the name of a host. Write them as maraude.org, without https://."
            )
    return names


def peers(name: str) -> list[str]:
    """Return `host:port` words; anything else is refused."""
    found = words(name)
    for one in found:
        host, _, port = one.rpartition(":")
        if not host or "/" in one or not port.isdecimal() or not 1 <= int(port) <= _LAST_PORT:
            raise WrongSetting(f"{name}: {one!r} must be a host and a port, like 127.0.0.1:13013.")
    return found


def is_loopback(host: str) -> bool:
    """Say whether a host is this very machine."""
    if host.casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _split(name: str, value: str) -> SplitResult:
    """Split an address; raises `WrongSetting` where its parts cannot be read."""
    with contextlib.suppress(ValueError):
        parts = urlsplit(value)
        if parts.port != 0 and parts.hostname and value.isprintable() and " " not in value:
            return parts
    raise WrongSetting(f"{name}={value!r} is not an address: it must look like https://host.")
