"""The encoding of the house: the levers that may lead, and the four things the policy sees."""

from __future__ import annotations

import hashlib
from typing import Final

from maraude.core.lever import Moment
from maraude.core.lever_policy import ARMS, NEEDS, Hour, Register
from maraude.levers.encoding import Encoding

HOUSE: Final = Encoding(
    fields={
        "need": NEEDS,
        "stage": [one.value for one in Moment],
        "register": [one.value for one in Register],
        "hour": [one.value for one in Hour],
    },
    arms=[one.value for one in ARMS],
)


def fingerprint() -> str:
    """Return what changes when a lever or a value is added: what was learned before is then of another shape."""
    said = repr((sorted((name, tuple(values)) for name, values in HOUSE.fields.items()), tuple(HOUSE.arms)))
    return hashlib.sha256(said.encode()).hexdigest()[:16]
