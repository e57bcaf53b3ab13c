"""The secret key: from the environment, or made once in MARAUDE_HOME."""

from __future__ import annotations

from pathlib import Path

from maraude.core.errors import WrongSetting
from maraude.lib import env
from maraude.lib.crypto import read_or_create_kek

_SHORTEST = 32


def secret_key(home: Path) -> str:
    """Return the secret that signs sessions; one shorter than 32 characters is refused."""
    given = env.text("MARAUDE_SECRET_KEY")
    if given:
        if len(given) < _SHORTEST:
            raise WrongSetting(
                f"MARAUDE_SECRET_KEY is too short: give at least {_SHORTEST} characters, or none at all."
            )
        return given
    return read_or_create_kek(home / "keys" / "session").hex()
