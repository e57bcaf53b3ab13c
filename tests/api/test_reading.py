"""A colleague's program opens what the colleague would; the journal notes it."""

from __future__ import annotations

from maraude.apps.audit.models import AuditFact
from maraude.apps.orgs.models import Membership
from maraude.apps.people.models import Person
from maraude.apps.tenancy.context import tenant
from tests.api.support.client import Api
from tests.api.support.world import DANGER, Association, hear


def test_a_minors_words_stay_closed_to_the_program_of_whom_nobody_vetted(lanterne: Association, nour: Api) -> None:
    conversation = hear(lanterne, "g plus de toit", risk=DANGER)
    with tenant(lanterne.org_id):
        Person.objects.update(age_band="under_15")
        Membership.objects.update(vetted_on=None)
    assert nour.get(f"/conversations/{conversation}").status == 403
    assert nour.get(f"/conversations/{conversation}/proposals").status == 403
    listed = nour.get("/conversations").json["results"]
    assert "plus de toit" not in str(listed)


def test_a_reading_by_a_program_is_in_the_journal(lanterne: Association, nour: Api) -> None:
    conversation = hear(lanterne, "g plus de toit", risk=DANGER)
    nour.get(f"/conversations/{conversation}")
    with tenant(lanterne.org_id):
        fact = AuditFact.objects.get(action="conversation_read")
    assert (fact.actor, fact.subject_id) == (f"user:{lanterne.worker_id}", str(conversation))
