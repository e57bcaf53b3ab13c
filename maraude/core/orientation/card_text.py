"""A place in plain words, to put in an answer: what they do, where, when, how, what to bring. Nothing is promised."""

from __future__ import annotations

import re
from datetime import datetime
from itertools import groupby
from typing import Final

from maraude.core.directory.opening_hours import Span, Week, read_hours
from maraude.core.orientation.words import distance, side
from maraude.core.service import ServiceCard

_DAYS: Final = (
    ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
)
_NOT_DIGITS = re.compile(r"\D+")


def card_text(card: ServiceCard, *, language: str, kilometres: float | None = None) -> str:
    """Return a few lines for a young person, « tu » in French."""
    lines = [
        card.structure_name,
        _said(language, f"Ce qu'ils font : {card.name}.", f"What they do: {card.name}."),
        _where(card, language, kilometres),
        _when(card, language),
        _how(card, language),
        _bring(card, language),
    ]
    return "\n".join(line for line in lines if line)


def _said(language: str, french: str, english: str) -> str:
    return side((french, english), language)


def _where(card: ServiceCard, language: str, kilometres: float | None) -> str:
    if card.is_remote:
        return _said(
            language, "Où : à distance, tu n'as pas à te déplacer.", "Where: at a distance, no need to go there."
        )
    place = ", ".join(part for part in (card.address, f"{card.postal_code} {card.commune}".strip()) if part)
    if not place:
        return ""
    far = f" ({distance(kilometres, language)})" if kilometres is not None else ""
    return _said(language, f"Où : {place}{far}.", f"Where: {place}{far}.")


def _when(card: ServiceCard, language: str) -> str:
    week = read_hours(card.opening_hours)
    hours = week_text(week, language) if week else ""
    return _said(language, f"Quand : {hours}.", f"When: {hours}.") if hours else ""


def _how(card: ServiceCard, language: str) -> str:
    phone = phone_text(card.phone)
    parts = []
    if card.by_oneself is False:
        parts.append(
            _said(
                language,
                "on fait la demande ensemble, dis-moi si tu es d'accord",
                "we ask together, tell me if you agree",
            )
        )
    elif card.walk_in and not card.is_remote:
        parts.append(_said(language, "tu peux y aller sans rendez-vous", "you can go without an appointment"))
    if phone:
        parts.append(_said(language, f"par téléphone au {phone}", f"by phone on {phone}"))
    if card.email:
        parts.append(_said(language, f"par mail à {card.email}", f"by e-mail at {card.email}"))
    if card.is_free:
        parts.append(_said(language, "c'est gratuit", "it is free"))
    return _said(language, "Comment : ", "How: ") + ", ".join(parts) + "." if parts else ""


def _bring(card: ServiceCard, language: str) -> str:
    if card.is_remote:
        return ""
    return _said(
        language,
        "À prendre : une pièce d'identité si tu en as une. Sinon, demande-leur avant.",
        "Bring: an identity paper if you have one. If not, ask them first.",
    )


def phone_text(phone: str) -> str:
    """Return a French number as one reads it aloud.

    >>> phone_text("+33199001234"), phone_text("0199001234")
    ('01 99 00 12 34', '01 99 00 12 34')
    """
    digits = _NOT_DIGITS.sub("", phone)
    if digits.startswith("33") and len(digits) == 11:
        digits = "0" + digits[2:]
    if len(digits) != 10:
        return phone.strip()
    return " ".join(digits[place : place + 2] for place in range(0, 10, 2))


def week_text(week: Week, language: str) -> str:
    """Return opening hours in words, days alike taken together.

    >>> week_text(read_hours("Mo-Fr 09:00-12:30,14:00-17:00"), "fr")
    'lundi à vendredi 9 h–12 h 30, 14 h–17 h'
    """
    if week.is_always:
        return _said(language, "jour et nuit", "day and night")
    names = _DAYS[1 if language.startswith("en") else 0]
    parts = []
    for spans, group in groupby(range(7), key=lambda day: week.days[day]):
        days = list(group)
        if spans:
            first, last = names[days[0]], names[days[-1]]
            named = first if len(days) == 1 else f"{first}{_said(language, ' à ', '–')}{last}"
            parts.append(f"{named} {_spans(spans, language)}")
    return _said(language, " ; ", "; ").join(parts)


def moment(at: datetime, now: datetime, language: str) -> str:
    """Return when something happens, seen from now, both local: « demain à 9 h », « jeudi à 14 h 30 ».

    >>> moment(datetime(2026, 11, 26, 9), datetime(2026, 11, 25, 22), "fr")
    'demain à 9 h'
    """
    ahead = (at.date() - now.date()).days
    named = _DAYS[1 if language.startswith("en") else 0][at.weekday()]
    day = {0: _said(language, "aujourd'hui", "today"), 1: _said(language, "demain", "tomorrow")}.get(ahead, named)
    return f"{day} {_said(language, 'à', 'at')} {_hour(at.hour * 60 + at.minute, language)}"


def _spans(spans: tuple[Span, ...], language: str) -> str:
    return ", ".join(f"{_hour(start, language)}–{_hour(end, language)}" for start, end in spans)


def _hour(minute: int, language: str) -> str:
    hours, minutes = divmod(minute % (24 * 60), 60)
    if language.startswith("en"):
        return f"{hours}:{minutes:02}"
    return f"{hours} h {minutes:02}" if minutes else f"{hours} h"
