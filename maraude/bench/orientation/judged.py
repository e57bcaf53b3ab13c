"""The labelled file of `maraude evaluate matching` (contracts.md): a profile a line, what to propose to it or not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from maraude.apps.directory.request import Request
from maraude.core.errors import Refused

BEST = 3


class WrongLine(Refused):
    """A line of the file is no judged profile."""

    code = "wrong_line"


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """One service, several, or every structure of a kind (core/directory/structure_kinds)."""

    service_id: str | list[str] = []
    structure_type: str = ""
    reason: str = ""

    @property
    def services(self) -> list[str]:
        """Return the services that are named."""
        return [self.service_id] if isinstance(self.service_id, str) else self.service_id


class Accepted(Named, frozen=True, kw_only=True):
    """What may be proposed: 3 the right door, 2 a good one, 1 it may help. `same_as`: the same, published twice."""

    grade: Annotated[int, Meta(ge=1, le=BEST)] = 1
    needs: list[str] = []
    same_as: str = ""


class RefusedService(Named, frozen=True, kw_only=True):
    """What must never be proposed, and which rule says so."""

    why: Literal["age", "zone", "status", "public", "closed"] = "public"


class Judged(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A profile and its judgements. `door`: the youth generalists that serve the commune at this age."""

    profile: Request
    accept: list[Accepted] = []
    refuse: list[RefusedService] = []
    reason: str = ""
    id: str | int = ""
    place: str = ""
    door: list[str] = []

    @cached_property
    def accepted(self) -> dict[str, Accepted]:
        """Return what is accepted by its service id, and the kinds by theirs."""
        named = {id_: one for one in self.accept for id_ in one.services}
        return named | {f"kind:{one.structure_type}": one for one in self.accept if one.structure_type}

    @cached_property
    def refused(self) -> dict[str, RefusedService]:
        """Return what is refused by its service id, and the kinds by theirs."""
        named = {id_: one for one in self.refuse for id_ in one.services}
        return named | {f"kind:{one.structure_type}": one for one in self.refuse if one.structure_type}


_decode = msgspec.json.Decoder(Judged).decode


def read_judged(path: Path) -> list[Judged]:
    """Return every judged profile of a file. Raises `WrongLine`, with the line's number, for the first that is none."""
    found = list(_lines(path))
    if not found:
        raise WrongLine(f"{path.name} holds no judged profile.")
    return found


def _lines(path: Path) -> Iterator[Judged]:
    for number, line in enumerate(path.read_bytes().removeprefix(b"\xef\xbb\xbf").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            yield _decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise WrongLine(f"{path.name} line {number}: {error}.") from error
