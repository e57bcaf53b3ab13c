"""The gateway's parts, built from the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from maraude.gateway.accounts import Accounts
from maraude.gateway.database import Database
from maraude.gateway.sealing import Sealing
from maraude.lib import crypto, env
from maraude.lib.database_url import connection_parameters
from maraude.lib.roles import GATEWAY


def database_place() -> dict[str, Any]:
    """Return asyncpg's connection parameters for the gateway's role."""
    parameters = connection_parameters(home=env.home(), role=GATEWAY)
    return {
        "host": parameters["HOST"],
        "port": int(parameters["PORT"] or 5432),
        "user": parameters["USER"],
        "password": parameters["PASSWORD"] or None,
        "database": parameters["NAME"],
    }


def door_parts(database: Database) -> tuple[Accounts, Sealing]:
    """Return what looks accounts up and what seals events, sharing one connection."""
    kek = crypto.read_or_create_kek(Path(env.text("MARAUDE_KEK_FILE") or env.home() / "keys" / "kek"))
    return Accounts(database=database, kek=kek), Sealing(database=database, kek=kek)
