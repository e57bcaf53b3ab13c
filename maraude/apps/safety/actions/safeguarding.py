"""A situation préoccupante, gesture by gesture: each is somebody's, by name; the audit holds no word of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from maraude.apps.audit.actions.record import record, user_actor
from maraude.apps.inbox.actions.move_conversation import check_may_hold
from maraude.apps.inbox.models import Conversation
from maraude.apps.orgs.queries.colleagues import colleagues
from maraude.apps.people.vault import person_key, seal_text
from maraude.apps.safety.models import SafeguardingReport
from maraude.core.errors import Refused
from maraude.core.safeguarding import ADDRESSEES, PARENTS, WAYS, ReportGesture, ReportState, moved

WRITTEN = ("facts", "verbatim", "told", "parents_why")
LONGEST = 5000
_LONGEST_PLACE = 80


class ReportIncomplete(Refused):
    """Say the facts, who was told, to whom it goes and where; and if the parents are not told, why."""

    code = "report_incomplete"


class ReportTooLong(Refused):
    """This is too long: keep to what was seen and said."""

    code = "report_too_long"


class SecondReaderNeeded(Refused):
    """Choose a colleague who did not write it."""

    code = "second_reader_needed"


class WrongSending(Refused):
    """Say which day it was sent, today or earlier, and how."""

    code = "wrong_sending"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What is written on a sheet."""

    facts: str
    verbatim: str
    told: str
    parents: str
    parents_why: str
    addressee: str
    place: str


@transaction.atomic
def write_report(*, conversation: Conversation, words: Words, by_user_id: int, at: datetime) -> SafeguardingReport:
    """Begin the sheet of a conversation, or write it again: a second reading is then asked anew.

    Raises `ReportTooLong`, `ReportIncomplete` for a choice that is none, `Erased`.
    """
    _check(words)
    open_one = SafeguardingReport.objects.select_for_update().filter(
        conversation_id=conversation.id, ended_at__isnull=True
    )
    found = open_one.first()
    report = found or SafeguardingReport(
        org_id=conversation.org_id,
        conversation_id=conversation.id,
        person_id=conversation.person_id,
        written_by_id=by_user_id,
        begun_at=at,
    )
    report.state = moved(ReportState(report.state), ReportGesture.WRITE)
    report.second_id, report.second_at, report.sealed_opinion = None, None, None
    report.written_by_id = by_user_id
    report.addressee, report.place, report.parents = words.addressee, words.place.strip(), words.parents
    for name in WRITTEN:
        setattr(report, f"sealed_{name}", _sealed(report, name, getattr(words, name).strip()))
    report.save(force_insert=found is None)
    _record(report, by_user_id, "report_begun" if found is None else "report_written")
    return report


@transaction.atomic
def ask_second_reader(*, report: SafeguardingReport, second_id: int, is_complete: bool, by_user_id: int) -> None:
    """Ask a colleague to read it.

    Raises `ReportIncomplete`, `SecondReaderNeeded`, `NotCleared` for whom a minor's words are closed, `ReportMovedOn`.
    """
    _move(report, ReportGesture.ASK)
    if not is_complete:
        raise ReportIncomplete
    if second_id == report.written_by_id or second_id not in {one.id for one in colleagues()}:
        raise SecondReaderNeeded
    for conversation in Conversation.objects.filter(id__in=[report.conversation_id]):
        check_may_hold(conversation, second_id)
    report.second_id = second_id
    report.save(update_fields=["state", "second"])
    _record(report, by_user_id, "report_second_asked")


@transaction.atomic
def give_opinion(*, report: SafeguardingReport, agrees: bool, words: str, by_user_id: int, at: datetime) -> None:
    """Say, as the second reader, that it may go, or not as it is. Raises `SecondReaderNeeded` or `ReportMovedOn`."""
    _move(report, ReportGesture.AGREE if agrees else ReportGesture.NOT_YET)
    if by_user_id != report.second_id:
        raise SecondReaderNeeded
    if len(words) > LONGEST:
        raise ReportTooLong
    report.second_at = at if agrees else None
    report.sealed_opinion = _sealed(report, "opinion", words.strip())
    report.save(update_fields=["state", "second_at", "sealed_opinion"])
    _record(report, by_user_id, "report_agreed" if agrees else "report_not_yet")


@transaction.atomic
def note_sent(
    *, report: SafeguardingReport, sent_on: date | None, way: str, by_user_id: int, at: datetime, today: date
) -> None:
    """Write in the register that one has sent it oneself. Raises `WrongSending` or `ReportMovedOn`."""
    _move(report, ReportGesture.SEND)
    if sent_on is None or sent_on > today or way not in WAYS:
        raise WrongSending
    report.sent_by_id, report.sent_on, report.sent_way, report.ended_at = by_user_id, sent_on, way, at
    report.save(update_fields=["state", "sent_by", "sent_on", "sent_way", "ended_at"])
    _record(report, by_user_id, "report_sent")


@transaction.atomic
def set_aside(*, report: SafeguardingReport, by_user_id: int, at: datetime) -> None:
    """Do not send it; the register keeps that it was begun and who decided. Raises `ReportMovedOn`."""
    _move(report, ReportGesture.SET_ASIDE)
    report.ended_at = at
    report.save(update_fields=["state", "ended_at"])
    _record(report, by_user_id, "report_set_aside")


def erase_reports(*, person_id: UUID, at: datetime) -> None:
    """Empty every sheet about a person; the register keeps dates and who decided. One not sent yet ends."""
    rows = SafeguardingReport.objects.filter(person_id=person_id)
    rows.filter(ended_at__isnull=True).update(state=ReportState.SET_ASIDE, ended_at=at)
    emptied = {f"sealed_{name}": None for name in (*WRITTEN, "opinion")}
    rows.update(person_id=None, conversation_id=None, place="", **emptied)


def _check(words: Words) -> None:
    if any(len(getattr(words, name)) > LONGEST for name in WRITTEN) or len(words.place) > _LONGEST_PLACE:
        raise ReportTooLong
    if words.addressee not in ADDRESSEES or words.parents not in PARENTS:
        raise ReportIncomplete


def _move(report: SafeguardingReport, gesture: ReportGesture) -> None:
    held = SafeguardingReport.objects.select_for_update().get(id=report.id)
    report.state = moved(ReportState(held.state), gesture)


def _sealed(report: SafeguardingReport, name: str, text: str) -> bytes | None:
    if not text or report.person_id is None:
        return None
    return seal_text(
        person_key(report.person_id),
        text,
        org_id=report.org_id,
        person_id=report.person_id,
        column=f"report_{name}",
        row_id=report.id,
    )


def _record(report: SafeguardingReport, by_user_id: int, action: str) -> None:
    record(
        org_id=report.org_id,
        actor=user_actor(by_user_id),
        action=action,
        subject_kind="safeguarding_report",
        subject_id=report.id,
    )
