"""Who may open a page: one place, default deny."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maraude.apps.orgs.models import Role
from maraude.web.http import StaffRequest


def reads_content[**P](
    view: Callable[Concatenate[StaffRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let through the roles that read conversations; others get a page that says why."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        membership = getattr(request, "membership", None)
        if membership is None or not Role(membership.role).reads_content:
            return render(request, "errors/403.html", status=403)
        return view(cast("StaffRequest", request), *args, **kwargs)

    return cast("Callable[Concatenate[HttpRequest, P], HttpResponse]", guarded)
