"""One appointment as an iCalendar file (RFC 5545): a neutral title, a place, no word about anybody."""

from __future__ import annotations

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
