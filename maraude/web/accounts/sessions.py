"""Where one is signed in, and ending a session from elsewhere."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST


@require_GET
@login_required
def session_list(request: HttpRequest) -> HttpResponse:
    """Show every open session of this account, this one first."""
    found = UserSession.objects.purge_and_list(request.user)
    here = request.session.session_key
    rows = sorted(found, key=lambda one: (one.session_key != here, -one.last_seen_at.timestamp()))
    return render(request, "accounts/sessions.html", {"sessions": rows, "here": here})


@require_POST
@login_required
def end_session(request: HttpRequest, session_id: int) -> HttpResponse:
    """End one session of this account; somebody else's does not exist here."""
    found = UserSession.objects.filter(id=session_id, user_id=request.user.pk).first()
    if found is None:
        raise Http404
    found.end()
    messages.success(request, _("This session is over."))
    return redirect("sessions")


@require_POST
@login_required
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """End every session of this account but this one."""
    others = UserSession.objects.filter(user_id=request.user.pk).exclude(session_key=request.session.session_key)
    for one in others:
        one.end()
    messages.success(request, _("You are signed in only here now."))
    return redirect("sessions")
