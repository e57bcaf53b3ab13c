"""What is wrong with a row: each field by its name, with its value and a sentence for who keeps the file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from maraude.apps.directory.files.values import wrong_values


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """A row, or a value of a row, that was refused. `field` is "" when the row itself cannot be read."""

    file: str
    line: int
    id: str
    field: str
    value: str
    message: str


_PLACE = re.compile(r" - at `\$[^`]*`?")
_SHOWN = 120


def faults(raw: bytes, message: str, *, kind: type[msgspec.Struct], file: str, line: int) -> list[Reject]:
    """Return every reason why a row that the schema refused is refused."""
    try:
        row: Any = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return [Reject(file=file, line=line, id="", field="", value=shown(raw), message=f"this is not JSON: {message}")]
    if not isinstance(row, dict):
        return [Reject(file=file, line=line, id="", field="", value=shown(row), message="this is not an object")]
    found = list(_fields(row, kind)) or [("", "", message)]
    named = {name for name, _, _ in found}
    found += [(one.field, shown(one.value), one.message) for one in wrong_values(row.get) if one.field not in named]
    id_ = shown(row.get("id", ""))
    return [
        Reject(file=file, line=line, id=id_, field=field, value=value, message=said) for field, value, said in found
    ]


def _fields(row: Mapping[str, Any], kind: type[msgspec.Struct]) -> Iterator[tuple[str, str, str]]:
    for field in msgspec.structs.fields(kind):
        name = field.encode_name
        if name not in row:
            if field.required:
                yield name, "", f"object missing required field `{name}`"
            continue
        try:
            msgspec.convert(row[name], field.type)
        except msgspec.ValidationError as error:
            yield name, shown(row[name]), said(name, _PLACE.sub("", str(error)))


def said(field: str, message: str) -> str:
    """Say it so that who keeps the file understands, where the decoder's words would not."""
    match field:
        case "code_insee":
            return "an INSEE code is text of five characters, such as « 01001 » or « 2A004 »"
        case "code_postal":
            return "a postal code is text of five digits"
        case "date_maj":
            return "a date is written 2026-11-25, and must exist"
        case "siret":
            return "a SIRET is text of fourteen digits"
        case _:
            return message[:1].lower() + message[1:]


def shown(value: object) -> str:
    """Return a value short enough for a line of a report."""
    text = (
        value.decode("utf-8", "replace")
        if isinstance(value, bytes)
        else value
        if isinstance(value, str)
        else str(value)
    )
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
