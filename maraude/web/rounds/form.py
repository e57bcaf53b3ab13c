"""The form of a log: what it offers to press, and what it said."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext_lazy as _

from maraude.apps.outreach.log_key import log_key
from maraude.core.round import Mood
from maraude.lib.ids import uuid7
from maraude.lib.sealed_box import public_half

TALLIES = (
    {"name": "seen", "label": _("People seen, roughly"), "steps": (0, 5, 10, 20, 50)},
    {"name": "talked", "label": _("Talked with"), "steps": (0, 1, 2, 3, 4)},
    {"name": "refused", "label": _("Said no"), "steps": (0, 1, 2, 3, 4)},
    {"name": "doors", "label": _("Left with a door"), "steps": (0, 1, 2, 3, 4)},
)


def form_context(*, user_id: int, minutes: int) -> Mapping[str, Any]:
    """Return what the form shows, and the key a telephone seals with."""
    key = base64.b64encode(public_half(log_key(user_id=user_id))).decode()
    return {"tallies": TALLIES, "moods": list(Mood), "minutes": minutes, "log_id": uuid7(), "log_key": key}


def said_in(form: QueryDict) -> dict[str, object]:
    """Return what was pressed; a number typed beside wins."""
    said: dict[str, object] = {name: form.get(name, "") for name in ("minutes", "mood", "wants_debrief")}
    for tally in TALLIES:
        name = str(tally["name"])
        said[name] = form.get(f"{name}_more") or form.get(name, "")
    return said


def asked_space(request: HttpRequest) -> UUID | None:
    """Return the registered space of a form; what is no id is a space we are not in."""
    asked = request.POST.get("space", "")
    if not asked:
        return None
    try:
        return UUID(asked)
    except ValueError:
        return UUID(int=0)
