"""What the program that reads messages is, what it misses, how careful it is here, and whether it may learn."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from maraude.apps.orgs.actions.change_understanding import change_understanding
from maraude.apps.people.models import Person
from maraude.apps.privacy.queries.lessons import correction_counts
from maraude.core.errors import Refused
from maraude.lib import clock
from maraude.understanding.evaluation.summary import read_summary
from maraude.understanding.model.files import shipped_folder
from maraude.web.accounts.step_up import freshly
from maraude.web.http import StaffRequest
from maraude.web.refusals import sentence
from maraude.web.settings.tabs import tabs_context
from maraude.web.staff import manages


@require_GET
@manages
def understanding_page(request: StaffRequest) -> HttpResponse:
    """Show the card of the model, the caution chosen here, and what was corrected."""
    return render(
        request,
        "settings/understanding.html",
        {
            **tabs_context(),
            "model": read_summary(shipped_folder()),
            "corrections": correction_counts(),
            "agreed": Person.objects.filter(learning_consent_since__isnull=False, erased_at__isnull=True).count(),
        },
    )


@require_POST
@manages
@freshly
def save_understanding(request: StaffRequest) -> HttpResponse:
    """Set the caution and the association's consent to learning."""
    asked = request.POST.get("caution", "")
    try:
        change_understanding(
            organisation=request.organisation,
            caution=int(asked) if asked in {"0", "1", "2"} else -1,
            learning=request.POST.get("learning") == "yes",
            by_user_id=request.user.id,
            at=clock.now(),
        )
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Saved."))
    return redirect("understanding")
