from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from maraude.apps.audit.actions.record import record, user_actor
from maraude.apps.orgs.models import DutyPerson, Organisation
from maraude.apps.orgs.queries.colleagues import colleagues
from maraude.core.errors import Refused


class NobodyLeftOnDuty(Refused):
    """Somebody must stay on duty: name another person first."""

    code = "nobody_left_on_duty"


class NotOfThisTeam(Refused):
    """Only colleagues who read conversations can be on duty."""

    code = "not_of_this_team"


@transaction.atomic
def change_duty(*, organisation: Organisation, order: Sequence[int], by_user_id: int) -> None:
    """Set who is called when a message shows danger, in this order. Raises `NobodyLeftOnDuty` or `NotOfThisTeam`."""
    wanted = list(dict.fromkeys(order))
    if not wanted:
        raise NobodyLeftOnDuty
    if not set(wanted) <= {colleague.id for colleague in colleagues()}:
        raise NotOfThisTeam
    Organisation.objects.select_for_update().get(id=organisation.id)  # one change at a time
    if wanted == list(DutyPerson.objects.order_by("position").values_list("user_id", flat=True)):
        return
    DutyPerson.objects.all().delete()
    DutyPerson.objects.bulk_create(
        DutyPerson(org_id=organisation.id, user_id=user_id, position=position)
        for position, user_id in enumerate(wanted)
    )
    record(
        org_id=organisation.id,
        actor=user_actor(by_user_id),
        action="duty_changed",
        subject_kind="organisation",
        subject_id=organisation.id,
    )
