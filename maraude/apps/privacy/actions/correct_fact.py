from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from maraude.apps.audit.actions.record import record
from maraude.apps.inbox.actions.write_system_line import write_system_line
from maraude.apps.inbox.models import Conversation, Message
from maraude.apps.inbox.queries.facts import CORRECTION
from maraude.apps.people.models import Person
from maraude.apps.people.vault import person_key, seal_text
from maraude.apps.safety.actions.hear_words import hear_words
from maraude.core.errors import Refused

FACTS = ("age", "place", "status", "since")
STATUSES = ("in_school", "dropped_out", "neet", "employed", "apprentice", "student")
_AGES = range(5, 121)
_LONGEST = 120
_MOST_A_DAY = 50


class WrongCorrection(Refused):
    """This cannot be right: check what you wrote."""

    code = "wrong_correction"


class TooManyCorrections(Refused):
    """That is a lot for one day: tell it to the person who writes to you."""

    code = "too_many_corrections"


def correct_fact(*, person: Person, name: str, value: str, at: datetime) -> None:
    """Put right what was understood of a person, as they say it; an empty value erases it. Workers read it as theirs.

    The line is in each of their threads, sealed like a message. Raises `WrongCorrection` or `TooManyCorrections`.
    """
    kept = _read(name, value.strip())
    threads = list(Conversation.objects.select_for_update().filter(person_id=person.id).order_by("id"))
    _check_pace(person, at)
    for conversation in threads:
        line = write_system_line(
            conversation=conversation, kind=f"{CORRECTION}_{name}", at=at, text=value.strip() or "—"
        )
        sealed = seal_text(
            person_key(person.id),
            msgspec.json.encode({"slots": {name: kept}}).decode(),
            org_id=person.org_id,
            person_id=person.id,
            column="understanding",
            row_id=line.id,
        )
        Message.objects.filter(id=line.id).update(sealed_understanding=sealed)
    for conversation in threads[-1:]:
        hear_words(conversation=conversation, text=value, kind="person_wrote_on_page", at=at)
    record(
        org_id=person.org_id,
        actor="person",
        action="fact_corrected",
        subject_kind="person",
        subject_id=person.id,
        reason=name,
    )


def _check_pace(person: Person, at: datetime) -> None:
    lines = Message.objects.filter(
        person_id=person.id, system_kind__startswith=CORRECTION, occurred_at__gt=at - timedelta(days=1)
    )
    if lines.count() >= _MOST_A_DAY:
        raise TooManyCorrections


def _read(name: str, value: str) -> int | str | dict[str, str] | None:
    if name not in FACTS or len(value) > _LONGEST:
        raise WrongCorrection
    if not value:
        return None
    match name:
        case "age":
            if not (value.isascii() and value.isdecimal()) or int(value) not in _AGES:
                raise WrongCorrection
            return int(value)
        case "place":
            return {"text": value}
        case "status":
            if value not in STATUSES:
                raise WrongCorrection
    return value
