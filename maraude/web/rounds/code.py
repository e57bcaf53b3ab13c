"""A worker's code of the moment, to say to somebody who wants to know who writes."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from maraude.apps.outreach.actions.rotating_code import LASTS, new_code
from maraude.core.errors import Refused
from maraude.lib import clock
from maraude.web.http import StaffRequest
from maraude.web.public.addresses import printed_address
from maraude.web.refusals import sentence
from maraude.web.staff import reads_content


@require_http_methods(["GET", "POST"])
@reads_content
def code_page(request: StaffRequest) -> HttpResponse:
    """Say how it works; a POST makes the code, which is shown this once."""
    code, now = "", clock.now()
    if request.method == "POST":
        try:
            code = new_code(membership=request.membership, at=now)
        except Refused as refusal:
            messages.error(request, sentence(refusal))
            return redirect("round_code")
    context = {"code": f"{code[:3]} {code[3:]}", "has_code": bool(code), "until": now + LASTS}
    return render(request, "rounds/code.html", context | {"address": printed_address("/verify")})
