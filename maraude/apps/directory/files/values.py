"""Values that the schema's shapes let through and that cannot be right: named, and left out of a row that is kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Final

import msgspec

from maraude.apps.directory.files.reading.rows import Refusal

_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s.,;]{2,}")
_URL = re.compile(r"(?:https?://|www\.)[^\s/.]+\.\S+", re.IGNORECASE)
_URLS: Final = ("site_web", "lien_source", "accessibilite_lieu", "lien_mobilisation")
# Short lists that do not grow: another word is a mistake.
_CLOSED: Final = {
    "modes_accueil": frozenset({"a-distance", "en-presentiel"}),
    "modes_mobilisation": frozenset(
        {"envoyer-un-courriel", "se-presenter", "telephoner", "utiliser-lien-mobilisation"}
    ),
    "mobilisable_par": frozenset({"usagers", "professionnels"}),
    "frais": frozenset({"gratuit", "payant"}),
}
_UNKNOWN: Final = "this word is not in the list of data·inclusion: left out"


def wrong_values(said: Callable[[str], Any]) -> list[Refusal]:
    """Return the values of a row that cannot be right; `said` gives the value of a field, None when there is none."""
    found: list[Refusal] = []
    email, hours = said("courriel"), said("horaires_accueil")
    if isinstance(email, str) and not _EMAIL.fullmatch(email.strip()):
        found.append(Refusal("courriel", email, "this is no e-mail address: left out"))
    for name in _URLS:
        link = said(name)
        if isinstance(link, str) and not _URL.match(link):
            found.append(Refusal(name, link, "this is no address of a page: left out"))
    if isinstance(hours, str) and "://" in hours:
        found.append(Refusal("horaires_accueil", hours, "these are no opening hours: left out"))
    for name, known in _CLOSED.items():
        values = said(name)
        words = [values] if isinstance(values, str) else values if isinstance(values, list) else []
        found += [Refusal(name, str(word), _UNKNOWN) for word in words if word not in known]
    return found


def without[R: msgspec.Struct](row: R, refused: Sequence[Refusal]) -> R:
    """Return a row without the values that were refused."""
    kept: dict[str, Any] = {}
    for name, value, _ in refused:
        before = kept.get(name, getattr(row, name))
        kept[name] = [one for one in before if one != value] or None if isinstance(before, list) else None
    return msgspec.structs.replace(row, **kept) if kept else row
