from __future__ import annotations

from datetime import timedelta

import pytest

from maraude.apps.orgs.actions.access_links import make_link, revoke_links
from maraude.apps.orgs.models import LinkKind
from maraude.apps.orgs.queries.access_links import OpenLink, open_link
from maraude.lib import clock
from maraude.lib.ids import uuid7
from tests.support.world import Association

SUBJECT = uuid7()


def test_a_link_opens_its_subject_in_its_tenant(lanterne: Association) -> None:
    with lanterne.inside():
        token = make_link(org_id=lanterne.org_id, kind=LinkKind.ME, subject_id=SUBJECT)
    assert open_link(token, kind=LinkKind.ME) == OpenLink(org_id=lanterne.org_id, subject_id=SUBJECT)


def test_a_link_of_another_kind_opens_nothing(lanterne: Association) -> None:
    with lanterne.inside():
        token = make_link(org_id=lanterne.org_id, kind=LinkKind.ME, subject_id=SUBJECT)
    assert open_link(token, kind=LinkKind.STRUCTURE) is None


def test_an_expired_link_opens_nothing(lanterne: Association) -> None:
    past = clock.now() - timedelta(seconds=1)
    with lanterne.inside():
        token = make_link(org_id=lanterne.org_id, kind=LinkKind.ME, subject_id=SUBJECT, expires_at=past)
    assert open_link(token, kind=LinkKind.ME) is None


def test_a_revoked_link_opens_nothing(lanterne: Association) -> None:
    with lanterne.inside():
        token = make_link(org_id=lanterne.org_id, kind=LinkKind.ME, subject_id=SUBJECT)
        assert revoke_links(kind=LinkKind.ME, subject_id=SUBJECT, at=clock.now()) == 1
    assert open_link(token, kind=LinkKind.ME) is None


def test_a_code_chosen_by_two_associations_opens_neither(lanterne: Association, quai: Association) -> None:
    for association in (lanterne, quai):
        with association.inside():
            make_link(org_id=association.org_id, kind=LinkKind.DOOR, subject_id=SUBJECT, token="affiche")
    assert open_link("affiche", kind=LinkKind.DOOR) is None


@pytest.mark.usefixtures("lanterne")
@pytest.mark.parametrize("token", ["", "nope", "a" * 5000, "é"])
def test_a_guessed_code_opens_nothing(token: str) -> None:
    assert open_link(token, kind=LinkKind.ME) is None
