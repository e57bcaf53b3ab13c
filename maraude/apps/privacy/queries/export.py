"""Everything kept of a person, as data to take away: third parties masked, colleagues' notes only when asked for.

Each table that names a person is either here or named in `NOT_EXPORTED` with its reason; a test compares both with
what PostgreSQL says.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from maraude.apps.audit.models import AuditFact
from maraude.apps.directory.queries.sought_places import sought_places
from maraude.apps.inbox.models import Direction, Message
from maraude.apps.inbox.queries.thread import ThreadMessage
from maraude.apps.levers.queries.decisions import decisions_of
from maraude.apps.people.models import Identity, PathStep, Person
from maraude.apps.people.vault import person_keys, read_text
from maraude.apps.privacy.queries.kept import Kept
from maraude.apps.privacy.queries.ledger import ledger_of
from maraude.apps.referrals.queries.referrals import ReferralView
from maraude.apps.referrals.queries.sheets import referral_events, sheet_lines
from maraude.apps.safety.models import Alert
from maraude.core.channel import Purpose

EXPORTED = {
    "people_person",
    "people_identity",
    "people_pathstep",
    "people_consent",
    "inbox_conversation",
    "inbox_message",
    "inbox_needfound",
    "directory_soughtplace",
    "levers_leverdecision",
    "referrals_referral",
    "referrals_sheetline",
    "referrals_referralevent",
    "safety_alert",
}
NOT_EXPORTED = {
    "people_codeword": "a word that only the person knows: in a file, whoever reads the file would know it",
    "people_personkey": "a key, useless outside",
    "ingest_envelope": "the same words as the message, for seven days",
    "ingest_queueitem": "ids of work under way",
    "inbox_draft": "an answer that a colleague has not sent",
    "inbox_heldchange": "an edit waiting for its message, for a day",
    "inbox_outboxitem": "the sending of a message that is exported",
    "referrals_adviser": "the name of somebody else, who works in a structure",
    "referrals_warmword": "which of the exported messages came from a structure: its words say so",
    "privacy_brokenglass": "that a colleague opened a thread with a reason: about the colleague, as the journal",
    "safety_safeguardingreport": "a report that protects: a copy is given by hand, third parties masked",
    "outreach_wayback": "a keyed hash, and a secret that only the person's words open",
}
_US = "team"  # colleagues are third parties: their names stay with us


def export_of(kept: Kept, *, at: datetime, with_notes: bool = False) -> dict[str, Any]:
    """Return everything as JSON values. `with_notes`: for a colleague who masks third parties by hand."""
    person = kept.person
    threads = [thread.id for thread in kept.threads]
    data: dict[str, Any] = {
        "made_at": at.isoformat(),
        "person": _person(person),
        "identities": _identities(person),
        "path": [
            {"step": step.step, "at": step.at.isoformat(), "said_by": _US if step.by_id else "program"}
            for step in PathStep.objects.filter(person_id=person.id, taken_back_at=None).order_by("at")
        ],
        "agreed_and_withdrawn": [
            {
                "what": line.purpose,
                "agreed": line.is_given,
                "at": line.at.isoformat(),
                "said": "aloud, to the team" if line.heard_by else "by you",
                "words_of": line.text_version,
                "language": line.language,
            }
            for line in ledger_of(person.id)
        ],
        "threads": [
            {"channel": thread.channel, "door": thread.door, "begun_at": thread.created_at.isoformat()}
            for thread in kept.threads
        ],
        "messages": [_message(message) for message in kept.messages],
        "notes_between_colleagues": kept.notes,
        "facts": {name: value for name, value in kept.facts.items() if name != "corrected"},
        "needs": list(kept.needs),
        "looked_around": sorted(sought_places(conversation_ids=threads).values()),
        "suggestions_that_led": decisions_of(conversation_ids=threads),
        "handovers": [_handover(view) for view in kept.handovers],
        "alerts": [
            {"raised_at": alert.raised_at.isoformat(), "kinds": alert.kinds, "state": alert.state}
            for alert in Alert.objects.filter(conversation_id__in=threads).order_by("raised_at")
        ],
        "done_with_it": [
            {"at": fact.at.isoformat(), "what": fact.action, "by": fact.actor.split(":")[0]}
            for fact in AuditFact.objects.filter(subject_kind="person", subject_id=str(person.id)).order_by("at")
        ],
    }
    return data | ({"notes": _notes(person)} if with_notes else {})


def _person(person: Person) -> dict[str, Any]:
    return {
        "id": str(person.id),
        "pseudonym": person.pseudonym,
        "age_band": person.age_band,
        "newness": person.newness,
        "consent_rung": person.consent_rung,
        "without_ai": person.without_ai,
        "stopped_at": person.stopped_at.isoformat() if person.stopped_at else None,
        "met_at": person.created_at.isoformat(),
    }


def _identities(person: Person) -> list[dict[str, Any]]:
    keys = person_keys([person.id])
    return [
        {
            "scheme": row.scheme,
            "value": read_text(
                keys, row.sealed_value, org_id=row.org_id, person_id=person.id, column="identity", row_id=row.id
            ),
        }
        for row in Identity.objects.filter(person_id=person.id).order_by("created_at")
    ]


def _by(message: ThreadMessage) -> str:
    if message.direction == Direction.IN:
        return "you"
    if message.purpose == Purpose.GUEST:
        return "structure"
    return _US if message.author_id else "program"


def _message(message: ThreadMessage) -> dict[str, Any]:
    return {
        "at": message.occurred_at.isoformat(),
        "direction": message.direction,
        "kind": message.system_kind,
        "by": _by(message),
        "text": message.text if message.deleted_at is None else None,
        "needs": [{"need": mark.need, "state": mark.state, "source": mark.source} for mark in message.needs],
        "danger": {"level": message.risk_rank, "kinds": list(message.risk_kinds), "rules": list(message.risk_rules)},
        "understood": message.understanding.get("slots") or {},
        "read_by_model": message.model_version,
    }


def _handover(view: ReferralView) -> dict[str, Any]:
    row = view.row
    return {
        "reference": row.reference,
        "service": view.card.name if view.card else "",
        "structure": view.card.structure_name if view.card else "",
        "state": row.state,
        "released_by": row.released_by,
        "lines": [
            {"kind": line.kind.value, "words": line.words, "struck": line.is_struck} for line in sheet_lines(row)
        ],
        "appointment_at": row.appointment_at.isoformat() if row.appointment_at else None,
        "place": view.place,
        "said": {side.value: word.value for side, word in view.said.items()},
        "outcome": row.outcome,
        "offered_times": [hour.isoformat() for hour in row.offered_times],
        "agreed_at": row.agreed_at.isoformat() if row.agreed_at else None,
        "entered_at": row.entered_at.isoformat() if row.entered_at else None,
        "still_there": {"3m": row.still_3m, "6m": row.still_6m},
        "may_write_here_since": row.warm_since.isoformat() if row.warm_since else None,
        "history": [
            {"at": event.at.isoformat(), "side": event.side, "what": event.what, "words": event.words}
            for event in referral_events(row)
        ],
    }


def _notes(person: Person) -> list[dict[str, Any]]:
    keys = person_keys([person.id])
    rows = Message.objects.filter(person_id=person.id, direction=Direction.NOTE).order_by("occurred_at")
    return [
        {
            "at": row.occurred_at.isoformat(),
            "text": read_text(
                keys, row.sealed_text, org_id=row.org_id, person_id=person.id, column="text", row_id=row.id
            ),
        }
        for row in rows
    ]
