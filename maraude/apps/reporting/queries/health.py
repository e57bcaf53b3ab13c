"""Whether the house works for the current organisation: facts, the words are the page's."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path

from django.db import connection
from django.db.models import Max

from maraude.apps.inbox.models import Direction, Message, OutboxItem, OutboxState
from maraude.apps.ingest.models import ChannelAccount, Envelope, QueueItem
from maraude.apps.orgs.models import DutyPerson, Organisation
from maraude.apps.safety.duty import people_on_duty
from maraude.apps.safety.models import DutyNotice, NoticeState
from maraude.channels.interface import Listening
from maraude.channels.registry import CHANNELS
from maraude.lib.ids import first_uuid7
from maraude.lib.line_state import LineState, line_folder, read_line_state

_LATE = timedelta(minutes=2)
_RECENT = timedelta(days=1)
_LEAST_FREE = 1_000_000_000  # bytes, as `maraude doctor` asks
_MOST_DRIFT_S = 60


class Part(StrEnum):
    """What is looked at, the gravest first."""

    DUTY = "duty"
    MAIL = "mail"
    PROCESSOR = "processor"
    SENDER = "sender"
    DATABASE = "database"
    CLOCK = "clock"
    DISK = "disk"
    MODEL = "model"


class Finding(StrEnum):
    """What was found; `fine` needs nobody."""

    FINE = "fine"
    NOBODY = "nobody"  # on duty at all
    ALONE = "alone"  # on duty, without a second person
    AWAY = "away"  # outside the duty hours
    NOT_SET = "not_set"
    FAILED = "failed"
    LATE = "late"
    LOW = "low"
    NONE_YET = "none_yet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at: what was found, and a detail (a number, names, a version)."""

    part: Part
    finding: Finding = Finding.FINE
    detail: str = ""

    @property
    def is_fine(self) -> bool:
        """Say whether there is nothing to do: being outside the duty hours is a choice."""
        return self.finding in {Finding.FINE, Finding.AWAY, Finding.NONE_YET}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelState:
    """One account of ours, and when somebody was last heard on it (within the week envelopes are kept)."""

    channel: str
    name: str
    last_heard_at: datetime | None
    line: LineState | None = None  # of a channel that does not write to us

    @property
    def is_down(self) -> bool:
        """Say whether nobody is listening there."""
        return self.line is not None and not self.line.is_up


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """All checks, and the channels."""

    checks: Sequence[Check]
    channels: Sequence[ChannelState]


def health(*, organisation: Organisation, has_mail: bool, home: Path, at: datetime) -> Health:
    """Look at everything the pages may know."""
    checks = [
        _duty(organisation, at),
        _mail(has_mail, at),
        _processor(at),
        _sender(at),
        *_database(at),
        _disk(home),
        _model(),
    ]
    return Health(checks=checks, channels=_channels(home, at))


def _duty(organisation: Organisation, at: datetime) -> Check:
    people = DutyPerson.objects.count()
    if people < 2:
        return Check(part=Part.DUTY, finding=Finding.ALONE if people else Finding.NOBODY)
    on_duty = people_on_duty(organisation, at=at)
    if not on_duty:
        return Check(part=Part.DUTY, finding=Finding.AWAY, detail=organisation.duty_hours)
    return Check(part=Part.DUTY, detail=", ".join(user.display_name for user in on_duty))


def _mail(has_mail: bool, at: datetime) -> Check:
    if not has_mail:
        return Check(part=Part.MAIL, finding=Finding.NOT_SET)
    failed = DutyNotice.objects.filter(state=NoticeState.FAILED, created_at__gt=at - _RECENT).count()
    return Check(part=Part.MAIL, finding=Finding.FAILED, detail=str(failed)) if failed else Check(part=Part.MAIL)


def _processor(at: datetime) -> Check:
    waiting = QueueItem.objects.filter(id__lt=first_uuid7(at - _LATE)).count()  # ids carry their instant
    if waiting:
        return Check(part=Part.PROCESSOR, finding=Finding.LATE, detail=str(waiting))
    return Check(part=Part.PROCESSOR)


def _sender(at: datetime) -> Check:
    recent = OutboxItem.objects.filter(id__gte=first_uuid7(at - _RECENT))
    late = OutboxItem.objects.filter(state=OutboxState.QUEUED, not_before__lt=at - _LATE).count()
    if late:
        return Check(part=Part.SENDER, finding=Finding.LATE, detail=str(late))
    failed = recent.filter(state__in=(OutboxState.FAILED, OutboxState.AMBIGUOUS)).count()
    return Check(part=Part.SENDER, finding=Finding.FAILED, detail=str(failed)) if failed else Check(part=Part.SENDER)


def _database(at: datetime) -> list[Check]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), extract(epoch FROM clock_timestamp())")
        version, seconds = cursor.fetchone()
    drift = abs(float(seconds) - at.timestamp())
    clock = Check(part=Part.CLOCK)
    if drift > _MOST_DRIFT_S:
        clock = Check(part=Part.CLOCK, finding=Finding.LATE, detail=str(round(drift)))
    return [Check(part=Part.DATABASE, detail=f"PostgreSQL {version.split()[0]}"), clock]


def _disk(home: Path) -> Check:
    free = shutil.disk_usage(home).free
    finding = Finding.LOW if free < _LEAST_FREE else Finding.FINE
    return Check(part=Part.DISK, finding=finding, detail=str(free // 1_000_000_000))


def _model() -> Check:
    read = Message.objects.filter(direction=Direction.IN).order_by("-id").values_list("model_version", flat=True)
    version = read.first()
    return Check(part=Part.MODEL, detail=version) if version else Check(part=Part.MODEL, finding=Finding.NONE_YET)


def _channels(home: Path, at: datetime) -> list[ChannelState]:
    last = Envelope.objects.values("account_id").annotate(last=Max("received_at"))
    heard = dict(last.values_list("account_id", "last"))
    accounts = ChannelAccount.objects.filter(is_active=True).order_by("created_at")
    return [
        ChannelState(
            channel=row.channel, name=row.name, last_heard_at=heard.get(row.id), line=_line(row, home=home, at=at)
        )
        for row in accounts
    ]


def _line(account: ChannelAccount, *, home: Path, at: datetime) -> LineState | None:
    if not isinstance(CHANNELS[account.channel], Listening):
        return None
    return read_line_state(line_folder(home, account.id), at=at.timestamp())
