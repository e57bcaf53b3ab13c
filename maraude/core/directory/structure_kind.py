"""Kinds of structures: for whom, where, what they all offer (data·inclusion has no age field: domain.md)."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from maraude.core.need import Need


class Reach(StrEnum):
    """On what territory a kind of structure receives; EVERYWHERE when it receives whoever comes."""

    EVERYWHERE = "everywhere"
    COMMUNE = "commune"  # only who lives in the commune
    LOCAL = "local"  # a part of a département, drawn locally: a mission locale, a France Travail agency
    DEPARTMENT = "department"


@dataclass(frozen=True, slots=True, kw_only=True)
class StructureKind:
    """A kind of structure and the rules we keep of it.

    Between `ages` a person is received; between `perhaps` and `ages` it depends on the place; outside, no.
    `needs` are those that any structure of this kind answers, with a weight below 1 when others answer it better.
    """

    id: str
    name_fr: str
    name_en: str
    pattern: str = ""  # of the name, compared without accents, case or hyphens
    networks: tuple[str, ...] = ()  # data·inclusion reseaux_porteurs
    ages: tuple[int, int] = (0, 120)
    perhaps: tuple[int, int] = (0, 120)
    is_youth: bool = False
    only_out: bool = False  # out of school, training and work
    needs_disability: bool = False
    is_lodging: bool = False  # a minor alone needs somebody else's agreement
    territory: Reach = Reach.EVERYWHERE
    walk_in: bool | None = None
    is_free: bool | None = None
    needs: Mapping[Need, float] = field(default_factory=dict)
    implied_fr: str = ""  # the service every such structure offers, shown when it published none

    def receives(self, age: int | None) -> bool | None:
        """Say whether this kind of structure receives an age; None when it depends, or when the age is not known."""
        if self.ages == (0, 120):
            return True
        if age is None:
            return None
        if self.ages[0] <= age <= self.ages[1]:
            return True
        return None if self.perhaps != (0, 120) and self.perhaps[0] <= age <= self.perhaps[1] else False


@dataclass(frozen=True, slots=True, kw_only=True)
class KindBook:
    """The kinds by id, and how to tell one from a name and networks. The first row that fits wins."""

    kinds: Mapping[str, StructureKind]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    networks: Mapping[str, str]

    @classmethod
    def of(cls, rows: Collection[StructureKind]) -> KindBook:
        """Return the book of these rows, in this order."""
        return cls(
            kinds={row.id: row for row in rows},
            patterns=tuple((row.id, re.compile(rf"\b(?:{row.pattern})\b")) for row in rows if row.pattern),
            networks={network: row.id for row in reversed(tuple(rows)) for network in row.networks},
        )

    def tell(self, *, compared: str, networks: Collection[str]) -> str:
        """Return the kind of a structure, "" when no row fits. `compared` is its name as `place_names.key` gives it.

        The name comes first: a mission locale with a digital adviser is a mission locale.
        """
        for kind, pattern in self.patterns:
            if pattern.search(compared):
                return kind
        known = [self.networks[network] for network in networks if network in self.networks]
        return min(known, key=list(self.kinds).index, default="")


NONE = StructureKind(id="", name_fr="structure", name_en="structure")
