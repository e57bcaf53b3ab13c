"""The file a person takes away: a page any browser reads without a network, with the same data inside it as JSON."""

from __future__ import annotations

import json

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from maraude.apps.orgs.models import Organisation
from maraude.apps.people.models import Person
from maraude.apps.privacy.actions.note_export import note_export
from maraude.apps.privacy.queries.export import export_of
from maraude.apps.privacy.queries.kept import kept_of
from maraude.lib import clock


def export_page(person: Person, *, with_notes: bool = False) -> str:
    """Return the whole file."""
    kept = kept_of(person)
    data = export_of(kept, at=clock.now(), with_notes=with_notes)
    context = {
        "kept": kept,
        "data": data,
        "organisation": Organisation.objects.get(id=person.org_id),
        "json": mark_safe(_embeddable(data)),  # noqa: S308 - no < or & left in it
    }
    return render_to_string("me/export.html", context)


def _embeddable(data: object) -> str:
    """Write JSON that can stand inside a page whatever somebody typed."""
    text = json.dumps(data, ensure_ascii=False, indent=1)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def export_response(person: Person) -> HttpResponse:
    """Return the file to keep, under a name that says nothing."""
    note_export(person=person, actor="person")
    response = HttpResponse(export_page(person), content_type="text/html; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="mes-donnees.html"'
    return response
