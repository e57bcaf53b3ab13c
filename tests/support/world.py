"""Two associations and their colleagues, made by the real actions."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from uuid import UUID

from maraude.apps.ingest.actions.open_account import open_account
from maraude.apps.ingest.secrets import account_secrets
from maraude.apps.orgs.actions.add_member import add_member
from maraude.apps.orgs.actions.create_organisation import create_organisation
from maraude.apps.orgs.models import Role
from maraude.apps.orgs.queries.keys import index_key
from maraude.apps.tenancy.context import tenant
from maraude.lib import clock
from maraude.lib.ids import derived_uuid

PASSWORD = "lampadaire-bleu-42"
LANTERNE = {"nour": Role.WORKER, "camille": Role.COORDINATOR, "sacha": Role.ADMINISTRATOR}
QUAI = {"mado": Role.WORKER, "gwen": Role.COORDINATOR}


@dataclass(frozen=True, slots=True, kw_only=True)
class Association:
    """A tenant: its people by first name, and its generic account."""

    org_id: int
    staff: Mapping[str, int]
    account_id: UUID
    key: str
    secret: str
    index_key: bytes

    def inside(self) -> AbstractContextManager[None]:
        """Return its walls."""
        return tenant(self.org_id)

    def thread(self, name: str = "enzo") -> UUID:
        """Return the id of the conversation that the partner calls `name`."""
        return derived_uuid(self.index_key, str(self.account_id), name)


def found_association(*, slug: str, name: str, staff: Mapping[str, Role], duty_hours: str = "24/7") -> Association:
    """Make an association whose workers and coordinators are on duty, in that order."""
    org_id = create_organisation(slug=slug, name=name, actor="test", duty_hours=duty_hours).id
    with tenant(org_id):
        users = {
            person: add_member(
                org_id=org_id,
                email=f"{person}@{slug}.example",
                display_name=person.title(),
                role=role,
                password=PASSWORD,
                actor="test",
                on_duty=role != Role.ADMINISTRATOR,
                vetted_on=clock.now().date(),
            ).id
            for person, role in staff.items()
        }
        account = open_account(org_id=org_id, channel="generic", name="Borne", actor="test")
        return Association(
            org_id=org_id,
            staff=users,
            account_id=account.id,
            key=account.key,
            secret=account_secrets(account)["secret"],
            index_key=index_key(),
        )


def another_account(association: Association, *, channel: str) -> Association:
    """Return the association as its account on another channel is reached."""
    with association.inside():
        account = open_account(org_id=association.org_id, channel=channel, name=channel, actor="test")
        secret = account_secrets(account)["secret"]
    return replace(association, account_id=account.id, key=account.key, secret=secret)
