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
    return _only(view, lambda role: role.reads_content)


def manages[**P](
    view: Callable[Concatenate[StaffRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let through the roles that look after the association's settings."""
    return _only(view, lambda role: role.manages)


def sees_journal[**P](
    view: Callable[Concatenate[StaffRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let through the team and the data-protection officer: who opened what, never what was said."""
    return _only(view, lambda role: role.reads_content or role == Role.DATA_PROTECTION_OFFICER)


def protects_data[**P](
    view: Callable[Concatenate[StaffRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let through the data-protection officer and those who look after the association."""
    return _only(view, lambda role: role.manages or role == Role.DATA_PROTECTION_OFFICER)


def rules_on_data[**P](
    view: Callable[Concatenate[StaffRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let through the data-protection officer alone."""
    return _only(view, lambda role: role == Role.DATA_PROTECTION_OFFICER)


def runs_machine[**P](
    view: Callable[Concatenate[StaffRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Let through the operator of the machine and those who look after the association."""
    return _only(view, lambda role: role.manages or role == Role.PLATFORM_OPERATOR)


def _only[**P](
    view: Callable[Concatenate[StaffRequest, P], HttpResponse], may: Callable[[Role], bool]
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        membership = getattr(request, "membership", None)
        if membership is None or not may(Role(membership.role)):
            return render(request, "errors/403.html", status=403)
        return view(cast("StaffRequest", request), *args, **kwargs)

    return cast("Callable[Concatenate[HttpRequest, P], HttpResponse]", guarded)
