"""Proving again who one is, before what would do most harm in a stranger's hands (security.md S-06)."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, cast
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from maraude.web.accounts.adapter import is_fresh
from maraude.web.http import StaffRequest


def freshly[**P](
    view: Callable[Concatenate[StaffRequest, P], HttpResponse],
) -> Callable[Concatenate[StaffRequest, P], HttpResponse]:
    """Let through who proved who they are less than ten minutes ago; not asked in the demo.

    What was posted is not kept (it may hold a secret): the person proves who they are, then does it again.
    """

    @wraps(view)
    def guarded(request: StaffRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if settings.IS_DEMO or is_fresh(request):
            return view(request, *args, **kwargs)
        if request.method == "POST":
            messages.info(request, _("First prove that it is you, then do this again: nothing was done yet."))
        return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': _place(request)})}")

    vars(guarded)["is_step_up"] = True
    return cast("Callable[Concatenate[StaffRequest, P], HttpResponse]", guarded)


def _place(request: StaffRequest) -> str:
    if request.method == "GET":
        return request.get_full_path()
    came_from = urlsplit(request.headers.get("referer", ""))
    return came_from.path if came_from.netloc == request.get_host() else "/"
