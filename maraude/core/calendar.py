"""Appointments and rounds as iCalendar files (RFC 5545): a neutral title, a place, no word about anybody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

_LONGEST = 75  # octets of a line, RFC 5545 §3.1


def appointment_file(*, uid: str, title: str, place: str, begins_at: datetime, at: datetime, minutes: int = 60) -> str:
    """Return the text of an .ics file; `at` is the instant it is made.

    >>> "DTSTART:20261201T130000Z" in appointment_file(
    ...     uid="x", title="Rendez-vous", place="", begins_at=datetime(2026, 12, 1, 13, tzinfo=UTC),
    ...     at=datetime(2026, 11, 25, tzinfo=UTC))
    True
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Maraude//FR",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{_escaped(uid)}@maraude.invalid",
        f"DTSTAMP:{_instant(at)}",
        f"DTSTART:{_instant(begins_at)}",
        f"DTEND:{_instant(begins_at + timedelta(minutes=minutes))}",
        f"SUMMARY:{_escaped(title)}",
        *([f"LOCATION:{_escaped(place)}"] if place else []),
        "CLASS:PRIVATE",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """One line of a calendar that programs follow."""

    uid: str
    title: str
    begins_at: datetime
    ends_at: datetime
    is_cancelled: bool = False


def calendar_feed(*, name: str, entries: Iterable[CalendarEntry], at: datetime) -> str:
    """Return a calendar to subscribe to; what was taken back is said so, or it would stay on telephones."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Maraude//FR", "METHOD:PUBLISH"]
    lines += [f"NAME:{_escaped(name)}", f"X-WR-CALNAME:{_escaped(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT1H"]
    for entry in entries:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_escaped(entry.uid)}@maraude.invalid",
            f"DTSTAMP:{_instant(at)}",
            f"DTSTART:{_instant(entry.begins_at)}",
            f"DTEND:{_instant(entry.ends_at)}",
            f"SUMMARY:{_escaped(entry.title)}",
            f"STATUS:{'CANCELLED' if entry.is_cancelled else 'CONFIRMED'}",
            "CLASS:PRIVATE",
            "END:VEVENT",
        ]
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    """Escape what has a meaning in a value; a line break typed by somebody never begins a property of its own."""
    for character in ("\\", ";", ","):
        text = text.replace(character, f"\\{character}")
    clean = "".join(one if one.isprintable() or one == "\n" else " " for one in text.replace("\r\n", "\n"))
    return clean.replace("\n", "\\n")


def _folded(line: str) -> str:
    parts, rest = [], line.encode()
    while len(rest) > _LONGEST:
        end = _LONGEST
        while rest[end] & 0xC0 == 0x80:  # never inside a character
            end -= 1
        parts.append(rest[:end].decode())
        rest = b" " + rest[end:]
    return "\r\n".join([*parts, rest.decode()])
