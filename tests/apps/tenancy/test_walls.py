from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from maraude.apps.inbox.models import Conversation
from maraude.apps.orgs.models import Membership, Organisation
from maraude.apps.people.actions.meet_people import new_person
from maraude.apps.people.models import Person
from maraude.apps.tenancy.checks import refuse_mighty_role
from maraude.apps.tenancy.context import current_tenant, signed_in_user, tenant
from maraude.core.errors import WrongSetting
from maraude.lib import crypto
from maraude.lib.database.configuration import SUPERUSER
from tests.support.door import say
from tests.support.events import event
from tests.support.roles import as_role
from tests.support.world import Association


def meet(association: Association) -> Person:
    with association.inside():
        person_id, _ = new_person(org_id=association.org_id)
        return Person.objects.get(id=person_id)


def test_without_a_tenant_no_row_exists(lanterne: Association) -> None:
    meet(lanterne)
    assert current_tenant() is None
    assert (Person.objects.count(), Organisation.objects.count(), Membership.objects.count()) == (0, 0, 0)


def test_another_tenants_rows_do_not_exist(lanterne: Association, quai: Association) -> None:
    person = meet(lanterne)
    with quai.inside():
        assert not Person.objects.filter(id=person.id).exists()
        assert Person.objects.filter(id=person.id).update(pseudonym="Voisin") == 0
        assert Person.objects.filter(id=person.id).delete()[0] == 0


def test_a_row_cannot_be_written_for_another_tenant(lanterne: Association, quai: Association) -> None:
    with quai.inside(), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Person.objects.create(org_id=lanterne.org_id, pseudonym="Intrus")


def test_a_row_cannot_be_moved_to_another_tenant(lanterne: Association, quai: Association) -> None:
    person = meet(lanterne)
    with lanterne.inside(), pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Person.objects.filter(id=person.id).update(org_id=quai.org_id)


def test_the_owner_of_the_tables_stays_behind_the_walls_too(lanterne: Association, quai: Association) -> None:
    meet(lanterne)
    with as_role("owner"), quai.inside():
        assert Person.objects.count() == 0


def test_the_jobs_see_no_person_without_a_tenant(lanterne: Association) -> None:
    meet(lanterne)
    with as_role("jobs"):
        assert Person.objects.count() == 0


def test_a_nested_tenant_puts_the_outer_one_back(lanterne: Association, quai: Association) -> None:
    with lanterne.inside():
        with quai.inside():
            assert current_tenant() == quai.org_id
        assert current_tenant() == lanterne.org_id
    assert current_tenant() is None


def test_a_nested_tenant_that_fails_puts_the_outer_one_back(lanterne: Association, quai: Association) -> None:
    with lanterne.inside():
        with pytest.raises(IntegrityError), quai.inside():
            raise IntegrityError
        assert current_tenant() == lanterne.org_id


def test_after_a_failed_tenant_none_is_left(lanterne: Association) -> None:
    with pytest.raises(ZeroDivisionError), lanterne.inside():
        raise ZeroDivisionError
    assert current_tenant() is None


def _save_now(row: Conversation) -> None:
    with transaction.atomic():
        row.save(force_insert=True)
        connection.check_constraints()  # foreign keys wait for the end of the transaction


def test_a_conversation_cannot_point_at_another_tenants_person(lanterne: Association, quai: Association) -> None:
    stranger = meet(quai)
    theirs = Conversation(
        org_id=lanterne.org_id,
        id=uuid4(),
        person_id=stranger.id,
        account_id=lanterne.account_id,
        channel="generic",
        sealed_reference=b"",
    )
    with lanterne.inside(), pytest.raises(IntegrityError, match="conversation_person"):
        _save_now(theirs)


def test_a_user_sees_only_their_own_memberships_before_choosing(lanterne: Association, quai: Association) -> None:
    with signed_in_user(lanterne.staff["nour"]):
        assert [one.org_id for one in Membership.objects.all()] == [lanterne.org_id]
    assert quai.org_id != lanterne.org_id


def test_the_same_person_has_unlinkable_names_in_two_associations(lanterne: Association, quai: Association) -> None:
    looked_up = {crypto.blind_index(one.index_key, "generic.user", "enzo") for one in (lanterne, quai)}
    assert len(looked_up) == 2
    assert lanterne.thread("enzo") != quai.thread("enzo")


def test_the_gateway_cannot_read_what_it_stored(lanterne: Association) -> None:
    say(lanterne, event())
    with as_role("gateway"), pytest.raises(DatabaseError, match="permission denied"), tenant(lanterne.org_id):
        connection.cursor().execute("SELECT * FROM ingest_envelope")


@pytest.mark.django_db
def test_the_roles_of_the_house_pass_the_check_at_boot() -> None:
    refuse_mighty_role()
    with as_role("owner"):
        refuse_mighty_role()


@pytest.mark.django_db
def test_a_superuser_is_refused_at_boot(monkeypatch: pytest.MonkeyPatch) -> None:
    mighty = connection.copy()
    mighty.settings_dict["USER"], mighty.settings_dict["OPTIONS"]["assume_role"] = SUPERUSER, None
    monkeypatch.setattr("maraude.apps.tenancy.checks.connection", mighty)
    try:
        with pytest.raises(WrongSetting, match=f"{SUPERUSER} may see everything"):
            refuse_mighty_role()
    finally:
        mighty.close()
