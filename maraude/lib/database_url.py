"""Where the database is: `MARAUDE_DATABASE_URL`, or the embedded server of `MARAUDE_HOME`."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from maraude.core.errors import WrongSetting
from maraude.lib import env
from maraude.lib.crypto import read_or_create_kek
from maraude.lib.database import Cluster
from maraude.lib.roles import OWNER

DATABASE = "maraude"


def is_embedded() -> bool:
    """Say whether the database is ours to start."""
    return not env.text("MARAUDE_DATABASE_URL")


def role_password(*, home: Path, role: str) -> str:
    """Return the password our migrations give to a role of an outside server: derived, written nowhere."""
    return hmac.new(read_or_create_kek(home / "keys" / "roles"), role.encode(), hashlib.sha256).hexdigest()


def check_database_url(url: str) -> None:
    """Refuse, with one sentence, an address that cannot be an outside PostgreSQL. Empty: ours is started."""
    if not url:
        return
    try:
        parts = urlsplit(url)
        is_whole = parts.scheme in {"postgres", "postgresql"} and parts.path.strip("/") and parts.username
        is_ours = is_whole and parts.hostname and parts.port != 0 and "/" not in parts.path.strip("/")
    except ValueError:
        is_ours = False
    if not is_ours:
        raise WrongSetting("MARAUDE_DATABASE_URL must look like postgresql://owner:password@host:5432/database.")
    if parts.username == "postgres":
        raise WrongSetting("MARAUDE_DATABASE_URL names postgres, who may do everything: make an owner with CREATEROLE.")


def connection_parameters(*, home: Path, role: str) -> dict[str, Any]:
    """Return Django's NAME, HOST, PORT, USER, PASSWORD and OPTIONS for a role of ours.

    The URL given by the administrator is the owner's: the other roles share its host and database.
    """
    options = {"connect_timeout": 5, "application_name": f"maraude-{role.removeprefix('maraude_')}"}
    if is_embedded():
        host = str(Cluster(home).socket_dir)
        return {"NAME": DATABASE, "HOST": host, "PORT": "", "USER": role, "PASSWORD": "", "OPTIONS": options}
    check_database_url(env.text("MARAUDE_DATABASE_URL"))
    url = urlsplit(env.text("MARAUDE_DATABASE_URL"))
    is_owner = role == OWNER
    return {
        "NAME": unquote(url.path.strip("/")),
        "HOST": unquote(url.hostname or ""),
        "PORT": str(url.port or ""),
        "USER": unquote(url.username or "") if is_owner else role,
        "PASSWORD": unquote(url.password or "") if is_owner else role_password(home=home, role=role),
        "OPTIONS": options,
    }
