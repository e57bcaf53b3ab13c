"""Erasing a person: one line for each app that holds something of theirs.

A new table with a `person_id` or a `conversation_id` gets its line in `_erase_all`, in the commit that makes it:
`tests/apps/privacy/test_erase_person.py` fails for a table that is neither erased nor named as kept.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from maraude.apps.audit.actions.record import record
from maraude.apps.directory.actions.seek_place import erase_places
from maraude.apps.inbox.actions.erase_threads import erase_threads, threads_of
from maraude.apps.inbox.models import Conversation
from maraude.apps.ingest.actions.erase_envelopes import erase_envelopes
from maraude.apps.levers.actions.follow_decisions import erase_decisions
from maraude.apps.orgs.actions.access_links import revoke_links
from maraude.apps.orgs.models import LinkKind
from maraude.apps.outreach.actions.ways_back import erase_ways_back
from maraude.apps.people.actions.erase_identity import erase_identity
from maraude.apps.people.actions.record_step import record_step
from maraude.apps.people.models import CodeWord, Consent, Person
from maraude.apps.privacy.models import BrokenGlass
from maraude.apps.referrals.actions.erase_referrals import erase_referrals
from maraude.apps.safety.actions.erase_alert_words import erase_alert_words, open_alerts_among
from maraude.apps.safety.actions.safeguarding import erase_reports
from maraude.core.errors import Refused
from maraude.core.path import Step


class NobodyToErase(Refused):
    """There is nobody with this id, or they were erased already."""

    code = "nobody_to_erase"


@transaction.atomic
def erase_person(*, org_id: int, person_id: UUID, actor: str, at: datetime) -> None:
    """Erase what a person said and who they are, everywhere, for good, in the current tenant.

    Their key is destroyed, so that what backups still hold cannot be read. What stays: an opaque id with its dates,
    the steps of its path (counted, and `stopped` unless a rule of ours erases), the audit, and that there was an
    alert and how it was handled, without a word of theirs.
    Raises `NobodyToErase`; a second call erases nothing more.
    """
    if not Person.objects.filter(id=person_id, erased_at__isnull=True).exists():
        raise NobodyToErase
    threads = threads_of(person_id)
    is_rule = actor.startswith("rule:")
    if not is_rule:
        thread = threads[0] if threads else None
        record_step(person_id=person_id, step=Step.STOPPED, at=at, by_user_id=None, conversation_id=thread)
    _erase_all(org_id, person_id, threads, at, until=at if is_rule else None)
    record(org_id=org_id, actor=actor, action="person_erased", subject_kind="person", subject_id=person_id)


@transaction.atomic
def erase_visitor(*, org_id: int, conversation_id: UUID, at: datetime) -> None:
    """Erase whoever wrote in this thread at their own request, even before their first message was processed."""
    erase_envelopes(conversation_ids=[conversation_id])
    person_id = Conversation.objects.filter(id=conversation_id).values_list("person_id", flat=True).first()
    if person_id is not None:
        erase_person(org_id=org_id, person_id=person_id, actor="person", at=at)
        return
    erase_alert_words(conversation_ids=[conversation_id])
    erase_ways_back(conversation_ids=[conversation_id])
    record(
        org_id=org_id, actor="person", action="thread_erased", subject_kind="conversation", subject_id=conversation_id
    )


def _erase_all(org_id: int, person_id: UUID, threads: Sequence[UUID], at: datetime, *, until: datetime | None) -> None:
    """Work in the order of the processor: the queue, threads, alerts, and the person last."""
    erase_envelopes(conversation_ids=threads, until=until)
    erase_threads(
        org_id=org_id,
        person_id=person_id,
        conversation_ids=threads,
        with_open_alert=open_alerts_among(threads),
        at=at,
    )
    erase_referrals(person_id=person_id, at=at)
    erase_alert_words(conversation_ids=threads)
    erase_reports(person_id=person_id, at=at)
    erase_ways_back(conversation_ids=threads)
    erase_places(conversation_ids=threads)
    erase_decisions(conversation_ids=threads)
    Consent.objects.filter(person_id=person_id).delete()
    CodeWord.objects.filter(person_id=person_id).delete()
    BrokenGlass.objects.filter(conversation_id__in=threads).delete()  # the audit keeps that it happened
    for subject_id in (person_id, *threads):
        revoke_links(kind=LinkKind.ME, subject_id=subject_id, at=at)
    erase_identity(person_id=person_id, at=at)
