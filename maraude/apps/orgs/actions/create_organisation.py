from __future__ import annotations

from django.db import connection, transaction

from maraude.apps.audit.actions.record import record
from maraude.apps.orgs.models import Organisation, OrganisationKey
from maraude.apps.tenancy.context import tenant
from maraude.apps.tenancy.keyring import INDEX_PURPOSE, kek
from maraude.core.duty import within_hours
from maraude.lib import clock, crypto


@transaction.atomic
def create_organisation(
    *, slug: str, name: str, actor: str, is_demo: bool = False, duty_hours: str = "Mo-Su 18:00-23:00"
) -> Organisation:
    """Make an association and its key. Raises `IntegrityError` when the slug is taken, `WrongSetting` for bad hours."""
    within_hours(duty_hours, local=clock.now())
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('orgs_organisation', 'id'))")
        org_id: int = cursor.fetchone()[0]
    with tenant(org_id):
        organisation = Organisation.objects.create(
            id=org_id, slug=slug, name=name, is_demo=is_demo, duty_hours=duty_hours
        )
        OrganisationKey.objects.create(
            org_id=org_id, purpose=INDEX_PURPOSE, wrapped=crypto.wrap(kek(), crypto.new_key())
        )
        record(
            org_id=org_id, actor=actor, action="organisation_created", subject_kind="organisation", subject_id=org_id
        )
    return organisation
