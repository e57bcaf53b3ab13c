"""What templates need and Django does not have: icons, avatars, waiting times, words for stored values."""

from __future__ import annotations

import re
from datetime import datetime
from uuid import UUID

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from maraude.lib import clock
from maraude.lib.ids import uuid7
from maraude.lib.text import visible
from maraude.web.refusals import sentence_of
from maraude.web.why_not import why_not
from maraude.web.words import word

register = template.Library()
register.filter("visible", visible)
register.filter("word", word)
register.filter("why_not", why_not)
register.filter("refusal", sentence_of)

_HUES = ("#f2a541", "#2f6f4e", "#5b3fb8", "#0d5fb3", "#b02a5b", "#00727a", "#a8452a", "#6a7a00")


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw one icon of the local sprite; it says nothing to a screen reader, the words beside it do."""
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        static("icons.svg"),
        name,
    )


@register.simple_tag
def avatar(of: UUID) -> SafeString:
    """Draw a lantern-like figure from an id: the same person, the same drawing; never a photo."""
    seed = of.int
    first, second = _HUES[seed % 8], _HUES[(seed >> 3) % 7]
    height, radius = 12 + (seed >> 6) % 9, 6 + (seed >> 10) % 5
    return format_html(
        '<svg class="row__avatar" viewBox="0 0 44 44" aria-hidden="true" focusable="false">'
        '<rect width="44" height="44" rx="22" fill="{}" opacity="0.25"></rect>'
        '<path d="M12 38 L16 {} H28 L32 38 Z" fill="{}"></path>'
        '<circle cx="22" cy="26" r="{}" fill="#fbf8f2" opacity="0.85"></circle>'
        "</svg>",
        second,
        height,
        first,
        radius,
    )


@register.filter
def since(at: datetime | None) -> str:
    """Say how long ago, as a person would: 3 min, 2 h, 4 days."""
    if at is None:
        return ""
    minutes = max(0, int((clock.now() - at).total_seconds() // 60))
    if minutes < 1:
        return _("now")
    if minutes < 60:
        return _("%(minutes)d min") % {"minutes": minutes}
    if minutes < 48 * 60:
        return _("%(hours)d h") % {"hours": minutes // 60}
    days = minutes // (24 * 60)
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}


@register.filter
def shown_count(number: int) -> str:
    """Say a count that was taken up to 1,000."""
    return "999+" if number >= 1000 else str(number)


@register.filter
def own_links(text: str) -> SafeString:
    """Make the addresses of people's own pages, and no other, something to press in a text that is escaped here."""
    pages = re.compile(rf"({re.escape(settings.PUBLIC_URL)}/(?:me|a)/[\w-]+)")
    return format_html_join(
        "",
        "{}",
        (
            (format_html('<a href="{}">{}</a>', part, part) if pages.fullmatch(part) else part,)
            for part in pages.split(text)
        ),
    )


@register.simple_tag
def fresh_key() -> str:
    """Return a key that makes one sending of a form count once, however often it is pressed."""
    return uuid7().hex


@register.filter
def is_inside(path: str, room: str) -> bool:
    """Say whether an address is in a room; threads and alerts are in the inbox."""
    return path.startswith(room) or (room == "/inbox/" and path.startswith(("/c/", "/alerts/")))


@register.filter
def place_name(zone: str) -> str:
    """Say a time zone by its place: Europe/Paris is Paris."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


@register.filter
def percent(share: float) -> str:
    """Show a share of 0..1 in whole per cent, one decimal below ten.

    >>> percent(0.9194), percent(0.028)
    ('92\\xa0%', '2.8\\xa0%')
    """
    places = 1 if 0 < share < 0.1 else 0
    shown = number_format(round(share * 100, places), places)  # number_format alone would cut, not round
    return f"{shown}\u00a0%"
