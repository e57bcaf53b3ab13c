"""The page for when there is no network: a form without a name in it, that a service worker keeps on the telephone."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import translation
from django.views.decorators.http import require_GET

from maraude.web.http import StaffRequest
from maraude.web.rounds.form import form_context
from maraude.web.staff import reads_content

_STYLES = ("css/tokens.css", "css/base.css", "css/rounds.css")
_SCRIPTS = ("js/rounds.js",)
_IMPORTED = ("js/rounds-outbox.js", "js/rounds-seal.js")  # named by the modules themselves, without a digest


@require_GET
@reads_content
def away_page(request: StaffRequest) -> HttpResponse:
    """Show the form alone: no name, no round, nothing of anybody."""
    return render(request, "rounds/away.html", form_context(user_id=request.user.id, minutes=60))


@require_GET
@reads_content
def worker(request: StaffRequest) -> HttpResponse:
    """Return the service worker of /rounds/: it keeps that page and what it is drawn with, and nothing else."""
    del request
    files = [static(name) for name in (*_STYLES, *_SCRIPTS)] + [f"/static/{name}" for name in _IMPORTED]
    text = render_to_string("rounds/worker.js", {"files": files, "language": translation.get_language()})
    response = HttpResponse(text, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response
