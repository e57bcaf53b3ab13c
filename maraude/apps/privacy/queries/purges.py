"""The proof of what retention erased, and whether the chain of its lines holds."""

from __future__ import annotations

from dataclasses import dataclass

from maraude.apps.audit.models import AuditFact
from maraude.apps.orgs.queries.keys import index_key
from maraude.apps.privacy.models import PurgeLine
from maraude.lib import crypto

PURGED = "retention_ran"  # in the audit, with the head of the chain
_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The latest lines, and the number of the first line that does not hold: None when all do."""

    lines: list[PurgeLine]
    broken_at: int | None
    total: int


def digest_of(line: PurgeLine) -> str:
    """Return the keyed digest of a line, that of the line before it included."""
    values = (
        line.number,
        line.at.isoformat(),
        line.actor,
        line.talk_days,
        line.follow_up_days,
        line.people_before,
        line.people,
        line.held,
        line.raw_events,
        line.raw_keys,
        line.ids_digest,
        line.previous,
    )
    return crypto.blind_index(index_key(), "purge", *map(str, values)).hex()


def last_line() -> PurgeLine | None:
    """Return the head of the chain."""
    return PurgeLine.objects.order_by("-number").first()


def proof() -> Proof:
    """Return the lines and whether each holds, in the current tenant."""
    lines = list(PurgeLine.objects.order_by("number"))
    previous, broken_at = "", None
    audited = dict(AuditFact.objects.filter(action=PURGED).values_list("subject_id", "reason"))
    for place, line in enumerate(lines, start=1):
        is_next = line.number == place and line.previous == previous and line.digest == digest_of(line)
        if not is_next or audited.get(str(place)) != line.digest[:40]:
            broken_at = place
            break
        previous = line.digest
    if broken_at is None and len(audited) > len(lines):
        broken_at = len(lines) + 1
    return Proof(lines=lines[::-1][:_SHOWN], broken_at=broken_at, total=len(lines))
