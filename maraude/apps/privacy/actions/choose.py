"""What a person chooses for themselves: no help from a program, no more messages."""

from __future__ import annotations

from datetime import datetime

from maraude.apps.audit.actions.record import record
from maraude.apps.inbox.actions.write_system_line import write_system_line
from maraude.apps.inbox.models import Conversation
from maraude.apps.people.actions.note_consent import note_consent
from maraude.apps.people.actions.stop_contact import stop_contact
from maraude.apps.people.models import Person
from maraude.core.age import AgeBand
from maraude.core.consent import Purpose
from maraude.core.errors import Refused


def choose_ai(*, person: Person, without: bool, at: datetime) -> None:
    """Have messages read by people and by the floor rules of danger only, or let the program help again."""
    if not Person.objects.filter(id=person.id, without_ai=not without).update(without_ai=without):
        return
    _ledger(person, Purpose.AI_HELP, is_given=not without, at=at)
    action = "without_ai" if without else "with_ai"
    record(org_id=person.org_id, actor="person", action=action, subject_kind="person", subject_id=person.id)
    _say(person, f"person_{action}", at)


class TooYoung(Refused):
    """Before 15 years this is not something one can agree to alone."""

    code = "too_young"


def choose_learning(*, person: Person, agrees: bool, at: datetime) -> None:
    """Let a program learn from what they write from now on, or no more. Raises `TooYoung` below 15 years.

    Withdrawn, nothing of theirs is handed to a program any more, what they had agreed to included.
    """
    if agrees and person.age_band == AgeBand.UNDER_15:
        raise TooYoung
    since = at if agrees else None
    if not Person.objects.filter(id=person.id, learning_consent_since__isnull=agrees).update(
        learning_consent_since=since
    ):
        return
    _ledger(person, Purpose.LEARNING, is_given=agrees, at=at)
    action = "learning_agreed" if agrees else "learning_withdrawn"
    record(org_id=person.org_id, actor="person", action=action, subject_kind="person", subject_id=person.id)


def stop(*, person: Person, at: datetime) -> None:
    """Honour a STOP pressed on their page; it ends as one written in the channel does, when they write again."""
    if person.stopped_at is not None:
        return
    stop_contact(org_id=person.org_id, person_id=person.id, at=at)
    _say(person, "person_stopped", at)


def _ledger(person: Person, purpose: Purpose, *, is_given: bool, at: datetime) -> None:
    note_consent(
        org_id=person.org_id, person_id=person.id, purpose=purpose, is_given=is_given, at=at, channel="own_page"
    )


def _say(person: Person, kind: str, at: datetime) -> None:
    for conversation in Conversation.objects.select_for_update().filter(person_id=person.id).order_by("id"):
        write_system_line(conversation=conversation, kind=kind, at=at)
