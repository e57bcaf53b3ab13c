"""What was decided about learning, and whether the chain of its lines holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from maraude.apps.audit.models import AuditFact
from maraude.apps.levers.models import LeverRuling
from maraude.apps.orgs.queries.keys import index_key
from maraude.core.lever_policy import Ruling, is_learning, is_switched_off
from maraude.lib import crypto

RULED = "levers_ruled"  # in the audit, with the head of the chain


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What holds now."""

    is_learning: bool
    is_switched_off: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """The lines, the latest first, and the number of the first that does not hold: None when all do."""

    lines: Sequence[LeverRuling]
    broken_at: int | None


def rules() -> Rules:
    """Return what holds in the current tenant."""
    said = [Ruling(kind) for kind in LeverRuling.objects.order_by("number").values_list("kind", flat=True)]
    return Rules(is_learning=is_learning(said), is_switched_off=is_switched_off(said))


def digest_of(line: LeverRuling) -> str:
    """Return the keyed digest of a line, that of the line before it included."""
    values = (line.number, line.at.isoformat(), line.actor, line.kind, line.previous)
    return crypto.blind_index(index_key(), "lever_ruling", *map(str, values)).hex()


def chain() -> Chain:
    """Return every line and whether each holds; the head is in the audit too, so that none can be taken away alone."""
    lines = list(LeverRuling.objects.order_by("number"))
    audited = dict(AuditFact.objects.filter(action=RULED).values_list("subject_id", "reason"))
    previous = ""
    for place, line in enumerate(lines, start=1):
        is_next = line.number == place and line.previous == previous and line.digest == digest_of(line)
        if not is_next or audited.get(str(place)) != line.digest[:40]:
            return Chain(lines=lines[::-1], broken_at=place)
        previous = line.digest
    return Chain(lines=lines[::-1], broken_at=len(lines) + 1 if len(audited) > len(lines) else None)
