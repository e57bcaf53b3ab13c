"""What the young person reads: everything kept of them, and the same to take away."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from maraude.apps.people.models import Person
from maraude.web.me.export import export_response
from maraude.web.me.own_page import show, shown


@shown
def page(request: HttpRequest, person: Person) -> HttpResponse:
    """Show everything kept of them, hand-overs to decide first."""
    return show(request, person)


@shown
def download(request: HttpRequest, person: Person) -> HttpResponse:
    """Give everything in one file: a page to read, and the same as data inside it."""
    del request
    return export_response(person)
