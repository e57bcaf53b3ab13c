"""data·inclusion v1 in tables: lists are written as JSON or, often, as Python literals."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from maraude.apps.directory.files.formats.shape import Context, Format, Made, Values, as_number

_LISTS = frozenset(
    {
        "reseaux_porteurs",
        "thematiques",
        "publics",
        "modes_accueil",
        "modes_mobilisation",
        "mobilisable_par",
        "zone_eligibilite",
    }
)
_NUMBERS = frozenset({"latitude", "longitude", "volume_horaire_hebdomadaire"})


def _convert(row: Values, context: Context) -> Iterator[Made]:
    made = {name: _value(name, value) for name, value in row.items()}
    made.setdefault("source", re.sub(r"[^a-z0-9]+", "-", context.path.stem.lower()).strip("-") or "fichier")
    yield made


def _value(name: str, value: object) -> object:
    if name in _LISTS:
        return _list(value) if isinstance(value, str) else value
    if name in _NUMBERS:
        return as_number(value)
    if name == "nombre_semaines" and str(value).isdecimal():
        return int(str(value))
    return value


def _list(text: str) -> object:
    try:
        return ast.literal_eval(text) if text.startswith(("[", "(")) else [part.strip() for part in text.split(",")]
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return text


DI_V1 = Format(id="di-v1", marks=frozenset({"id", "nom"}), fields={}, convert=_convert)
