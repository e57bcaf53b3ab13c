"""Just enough JSON Schema to hold an answer to the document; a keyword it does not know is an error."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

_TYPES: Mapping[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "number": (int, float),
    "integer": int,
    "boolean": bool,
    "null": type(None),
}
type Check = Callable[[Any, Any, Any, Any, str], str | None]

_SAID = {"title", "description", "default"}


def resolve(document: Mapping[str, Any], schema: Any) -> Any:
    """Follow a reference, if it is one."""
    if "$ref" not in schema:
        return schema
    found: Any = document
    for part in schema["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    return found


def mismatch(document: Mapping[str, Any], schema: Any, value: Any, *, at: str = "$") -> str | None:
    """Return where a value departs from a schema, None when it does not. A property that is not written is one."""
    schema = resolve(document, schema)
    for keyword, wanted in schema.items():
        if keyword in _SAID or keyword == "required":
            continue
        problem = _CHECKS[keyword](document, schema, wanted, value, at)
        if problem:
            return problem
    return None


def _any_of(document: Any, _schema: Any, wanted: Any, value: Any, at: str) -> str | None:
    problems = [mismatch(document, one, value, at=at) for one in wanted]
    return None if None in problems else f"{at}: {problems}"


def _properties(document: Any, schema: Any, wanted: Any, value: Any, at: str) -> str | None:
    unknown, missing = value.keys() - wanted.keys(), set(schema.get("required", ())) - value.keys()
    if unknown or missing:
        return f"{at}: unknown {sorted(unknown)}, missing {sorted(missing)}"
    found = (mismatch(document, wanted[name], value[name], at=f"{at}.{name}") for name in value)
    return next((problem for problem in found if problem), None)


def _items(document: Any, _schema: Any, wanted: Any, value: Any, at: str) -> str | None:
    found = (mismatch(document, wanted, one, at=f"{at}[{place}]") for place, one in enumerate(value))
    return next((problem for problem in found if problem), None)


def _type(_document: Any, _schema: Any, wanted: str, value: Any, at: str) -> str | None:
    is_right = isinstance(value, _TYPES[wanted]) and (wanted == "boolean" or not isinstance(value, bool))
    return None if is_right else f"{at}: {value!r} is not {wanted}"


def _enum(_document: Any, _schema: Any, wanted: Any, value: Any, at: str) -> str | None:
    return None if value in wanted else f"{at}: {value!r} is none of {wanted}"


def _format(_document: Any, _schema: Any, wanted: str, value: str, at: str) -> str | None:
    if wanted == "uuid":
        return None if str(UUID(value)) == value else f"{at}: {value} is no id"
    if wanted == "date":
        return None if date.fromisoformat(value).isoformat() == value else f"{at}: {value} is no day"
    return None if datetime.fromisoformat(value).tzinfo else f"{at}: {value} has no time zone"


def _longest(_document: Any, _schema: Any, wanted: int, value: str, at: str) -> str | None:
    return None if len(value) <= wanted else f"{at}: too long"


def _shortest(_document: Any, _schema: Any, wanted: int, value: str, at: str) -> str | None:
    return None if len(value) >= wanted else f"{at}: too short"


_CHECKS: Mapping[str, Check] = {
    "anyOf": _any_of,
    "properties": _properties,
    "items": _items,
    "type": _type,
    "enum": _enum,
    "format": _format,
    "maxLength": _longest,
    "minLength": _shortest,
}
