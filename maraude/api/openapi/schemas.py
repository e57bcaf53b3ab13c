"""JSON schemas of everything that is sent and answered, from the types themselves."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec
from django.db.models import TextChoices

from maraude.api.edge.answers import Failure, Refusal
from maraude.api.outbox.shapes import OutboxPage
from maraude.api.routes import ROUTES

_PLACE = "#/components/schemas/{name}"


@cache
def _built() -> tuple[dict[type, dict[str, Any]], dict[str, Any]]:
    bodies = {route.body for route in ROUTES if route.body is not None}
    answers = {shape for route in ROUTES for shape in route.answers.values()}
    shapes = sorted({Failure, Refusal, OutboxPage} | bodies | answers, key=lambda shape: shape.__name__)
    references, schemas = msgspec.json.schema_components(shapes, schema_hook=_choices, ref_template=_PLACE)
    return dict(zip(shapes, references, strict=True)), schemas


def components() -> dict[str, Any]:
    """Return every schema by name."""
    return _built()[1]


def reference(shape: type) -> dict[str, Any]:
    """Return the reference to the schema of a type."""
    return _built()[0][shape]


def _choices(kind: type) -> dict[str, Any]:
    """Return the schema of stored values, which msgspec does not know; anything else is a mistake of ours."""
    if not issubclass(kind, TextChoices):
        raise NotImplementedError
    return {"type": "string", "enum": list(kind.values)}
