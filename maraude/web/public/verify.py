"""Check who writes: a code that a worker says, six figures that last ten minutes. Who checks is written nowhere."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from maraude.apps.orgs.models import LinkKind, Membership, Organisation, User
from maraude.apps.orgs.queries.access_links import OpenLink, open_link
from maraude.apps.outreach.queries.spaces import official_handles
from maraude.apps.tenancy.context import tenant
from maraude.web.public.addresses import may_try, printed_address
from maraude.web.public.language import in_their_language


# No forgery token: nothing is changed by it, and it would put a cookie in the browser.
@csrf_exempt
@require_http_methods(["GET", "POST"])
@in_their_language
def verify_page(request: HttpRequest) -> HttpResponse:
    """Ask for the code; answer whose it is, or, alike for old and invented ones, that it is nobody's."""
    context: dict[str, object] = {
        "address": printed_address("/verify"),
        "other_language": "en" if translation.get_language() == "fr" else "fr",
    }
    if request.method == "GET":
        return render(request, "public/verify.html", context)
    if not may_try(request):
        return render(request, "public/verify.html", context | {"is_too_many": True}, status=429)
    code = "".join(one for one in request.POST.get("code", "")[:40] if one.isascii() and one.isdigit())
    link = open_link(code, kind=LinkKind.VERIFY) if len(code) == 6 else None
    found = _worker(link) if link is not None else None
    return render(request, "public/verify.html", context | (found or {"is_unknown": True}))


def _worker(link: OpenLink) -> dict[str, object] | None:
    with tenant(link.org_id):
        membership = Membership.objects.filter(id=link.subject_id, is_active=True).first()
        if membership is None:
            return None
        return {
            "name": User.objects.values_list("display_name", flat=True).get(id=membership.user_id),
            "organisation": Organisation.objects.get(id=link.org_id),
            "handles": official_handles(),
        }
