"""The private places where people typed to the application, and how far each was heard: to catch up after a silence."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterator
from typing import Final

import msgspec

from maraude.lib.crypto import Unreadable, seal, unseal

_MOST: Final = 2_000
_BOUND_TO: Final = b"discord places"


class _Place(msgspec.Struct, array_like=True):
    person: str
    last: str


class Places:
    """Numbers of people, hence sealed wherever they are kept, under a key made of the application's own token."""

    def __init__(self, position: str, *, token: str) -> None:
        """Read what `position` wrote; what cannot be read is an empty map."""
        self._key = hashlib.sha256(b"places\n" + token.encode()).digest()
        self._places: dict[str, _Place] = {}
        try:
            plain = unseal(self._key, base64.b64decode(position, validate=True), bound_to=_BOUND_TO)
            self._places = msgspec.json.decode(plain, type=dict[str, _Place])
        except (Unreadable, binascii.Error, msgspec.MsgspecError, ValueError):
            return

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Return each place with the last number heard there."""
        return iter([(name, place.last) for name, place in self._places.items()])

    def note(self, *, place: str, person: str, number: str) -> None:
        """Remember that this was heard; the place moves to the end, the longest silent ones are forgotten."""
        known = self._places.pop(place, None)
        last = max(number, known.last, key=int) if known is not None else number
        self._places[place] = _Place(person=person, last=last)
        while len(self._places) > _MOST:
            del self._places[next(iter(self._places))]

    def person(self, place: str) -> str:
        """Return who writes in a place, empty when nobody was heard there."""
        return self._places[place].person if place in self._places else ""

    def position(self) -> str:
        """Return what is kept, sealed."""
        sealed = seal(self._key, msgspec.json.encode(self._places), bound_to=_BOUND_TO)
        return base64.b64encode(sealed).decode()
