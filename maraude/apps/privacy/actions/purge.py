"""Retention: who has been silent for long enough is erased, and one line proves it, chained to the one before."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from maraude.apps.audit.actions.record import record
from maraude.apps.audit.models import AuditFact
from maraude.apps.ingest.actions.purge_raw import count_raw, purge_raw
from maraude.apps.ingest.models import Envelope
from maraude.apps.orgs.models import Organisation
from maraude.apps.people.models import Person
from maraude.apps.privacy.actions.erase_person import NobodyToErase, erase_person
from maraude.apps.privacy.models import PurgeLine
from maraude.apps.privacy.queries.expiring import due_people, held_people
from maraude.apps.privacy.queries.purges import PURGED, digest_of, last_line
from maraude.core.errors import Refused
from maraude.core.retention import LONGEST_SILENCE

RULE = "rule:retention"
_AT_ONCE = 50


class ClockJumped(Refused):
    """The clock of this machine is weeks away from the last thing that happened here: look at it before erasing."""

    code = "clock_jumped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Purged:
    """What was erased, or would be; in numbers."""

    people: int
    held: int
    raw_events: int
    raw_keys: int
    more: bool = False

    def and_then(self, later: Purged) -> Purged:
        """Return both calls as one."""
        return Purged(
            people=self.people + later.people,
            held=later.held,
            raw_events=self.raw_events + later.raw_events,
            raw_keys=self.raw_keys + later.raw_keys,
            more=later.more,
        )

    def as_json(self) -> dict[str, int | bool]:
        """Return the numbers by name."""
        return asdict(self)


def purge(*, org_id: int, at: datetime, actor: str = RULE, is_clock_sure: bool = False) -> Purged:
    """Erase in the current tenant what has been kept long enough: fifty people at most, and their line of proof.

    Both are in the caller's transaction: killed anywhere, nothing is erased without its line, and the next call goes
    on. Call it again while there is `more`. No line is written for nothing.
    Raises `ClockJumped` unless somebody said that the clock is right.
    """
    if not is_clock_sure:
        _believe(at)
    organisation = Organisation.objects.select_for_update(no_key=True).get(id=org_id)  # one purge after the other
    people_before = Person.objects.filter(erased_at__isnull=True).count()
    chosen = list(due_people(organisation, at=at).values_list("id", flat=True)[: _AT_ONCE + 1])
    erased = [id_ for id_ in chosen[:_AT_ONCE] if _erase(organisation, id_, at)]
    events, keys = purge_raw(at=at)
    found = Purged(
        people=len(erased),
        held=held_people(organisation, at=at).count(),
        raw_events=events,
        raw_keys=keys,
        more=len(chosen) > _AT_ONCE,
    )
    if erased or events or keys:
        _prove(organisation, found, erased, people_before=people_before, at=at, actor=actor)
    return found


def foresee(*, org_id: int, at: datetime) -> Purged:
    """Return what `purge` would erase, however often it must be called, and erase nothing."""
    organisation = Organisation.objects.get(id=org_id)
    return Purged(
        people=due_people(organisation, at=at).count(),
        held=held_people(organisation, at=at).count(),
        raw_events=count_raw(at=at),
        raw_keys=0,
    )


def _erase(organisation: Organisation, person_id: UUID, at: datetime) -> bool:
    """Erase one person unless they wrote, or were kept, since they were chosen."""
    if not due_people(organisation, at=at).filter(id=person_id).exists():
        return False
    try:
        erase_person(org_id=organisation.id, person_id=person_id, actor=RULE, at=at)
    except NobodyToErase:
        return False
    return True


def _believe(at: datetime) -> None:
    """Refuse to erase by a clock that went back, or far ahead of everything that happened here."""
    seen = [
        AuditFact.objects.aggregate(last=Max("at"))["last"],
        Envelope.objects.aggregate(last=Max("received_at"))["last"],
        PurgeLine.objects.aggregate(last=Max("at"))["last"],
        Person.objects.aggregate(last=Max("last_inbound_at"))["last"],
    ]
    last = max((moment for moment in seen if moment is not None), default=at)
    if abs(at - last) > LONGEST_SILENCE:
        raise ClockJumped


def _prove(
    organisation: Organisation, found: Purged, erased: Sequence[UUID], *, people_before: int, at: datetime, actor: str
) -> None:
    before = last_line()
    line = PurgeLine(
        org_id=organisation.id,
        number=before.number + 1 if before else 1,
        at=at,
        actor=actor,
        talk_days=organisation.talk_days,
        follow_up_days=organisation.follow_up_days,
        people_before=people_before,
        people=found.people,
        held=found.held,
        raw_events=found.raw_events,
        raw_keys=found.raw_keys,
        ids_digest=hashlib.sha256("\n".join(str(id_) for id_ in erased).encode()).hexdigest(),
        previous=before.digest if before else "",
    )
    line.digest = digest_of(line)
    line.save(force_insert=True)
    record(
        org_id=organisation.id,
        actor=actor,
        action=PURGED,
        subject_kind="purge_line",
        subject_id=line.number,
        reason=line.digest[:40],  # the head is in the audit too: the last line cannot be taken away alone
    )
