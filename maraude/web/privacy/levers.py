"""What is learned of suggestions: who allowed it, what it shows with its doubt, and the switches."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from maraude.apps.levers.actions.rule_learning import STOP_RULE, rule_on_learning, switch_policy
from maraude.apps.levers.models import LeverRuling
from maraude.apps.levers.queries.learned import shares_by_band, what_was_learned
from maraude.apps.levers.queries.rulings import chain, rules
from maraude.apps.orgs.models import Role, User
from maraude.core.lever_policy import ARMS, CAP_DECISIONS, FLOOR, WINDOW
from maraude.lib import clock
from maraude.web.accounts.step_up import freshly
from maraude.web.http import StaffRequest
from maraude.web.settings.tabs import tabs_context
from maraude.web.staff import manages, rules_on_data, sees_journal


@require_GET
@sees_journal
def learned_page(request: StaffRequest) -> HttpResponse:
    """Show how the first suggestion is chosen, what was learned, and the chain of what was decided."""
    role, now = Role(request.membership.role), clock.now()
    found, held = what_was_learned(at=now), chain()
    context = {
        **(tabs_context() if role.manages else {}),
        "rules": rules(),
        "chain": held,
        "lines": _named(held.lines),
        "found": found,
        "levers": [{"name": f"lever_{arm.value}", **_shown(found, f"always:{arm.value}")} for arm in ARMS],
        "learned": _shown(found, "learned"),
        "bands": shares_by_band(at=now),
        "may_rule": role == Role.DATA_PROTECTION_OFFICER,
        "may_switch": role.manages,
        "floor": round(100 * FLOOR),
        "window": WINDOW.days,
        "cap": CAP_DECISIONS,
    }
    return render(request, "privacy/levers.html", context)


@require_POST
@rules_on_data
@freshly
def rule(request: StaffRequest) -> HttpResponse:
    """Allow learning, or withdraw it: the data-protection officer alone."""
    asked = request.POST.get("allows", "")
    if asked in {"yes", "no"}:
        rule_on_learning(
            org_id=request.organisation.id, allows=asked == "yes", by_user_id=request.user.id, at=clock.now()
        )
        messages.success(request, _("Written down. It holds from now on."))
    return redirect("levers_learned")


@require_POST
@manages
@freshly
def switch(request: StaffRequest) -> HttpResponse:
    """Switch the counting of suggestions off, or on again."""
    asked = request.POST.get("switch", "")
    if asked in {"on", "off"}:
        switch_policy(org_id=request.organisation.id, is_on=asked == "on", by_user_id=request.user.id, at=clock.now())
        messages.success(request, _("Written down. It holds from now on."))
    return redirect("levers_learned")


def _shown(found: dict[str, Any], policy: str) -> dict[str, Any]:
    """Return a policy's row: no value where it refuses to conclude."""
    one = found["policies"].get(policy)
    if one is None:
        return {"ess": 0, "verdict": ""}
    if not one["conclusive"]:
        return {"ess": round(one["ess"]), "verdict": ""}
    percents = {key: round(100 * max(one["dr"][key], 0.0)) for key in ("value", "low", "high")}
    return {"ess": round(one["ess"]), "verdict": f"verdict_{one['verdict']}", **percents}


def _named(lines: Sequence[LeverRuling]) -> list[dict[str, Any]]:
    ids = {int(line.actor.removeprefix("user:")) for line in lines if line.actor.startswith("user:")}
    names = dict(User.objects.filter(id__in=ids).values_list("id", "display_name"))
    people = {f"user:{id_}": name for id_, name in names.items()} | {STOP_RULE: _("the program, by its stop rule")}
    return [{"at": line.at, "kind": f"ruling_{line.kind}", "by": people.get(line.actor, "—")} for line in lines]
