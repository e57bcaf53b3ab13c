"""The partner's kit, the picture over a stream, and the page that checks a worker: no account, no trace."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client

from maraude.apps.inbox.models import Conversation
from maraude.apps.orgs.models import AccessLink, LinkKind, Membership
from maraude.apps.outreach.actions.keep_space import end_agreement
from maraude.apps.outreach.models import Door, DoorReport, Space
from maraude.core.space import Gesture
from maraude.lib import clock
from maraude.lib.pace import Pace
from tests.support.chat_page import open_page
from tests.support.spaces import new_space

STATIC = Path(__file__).resolve().parents[3] / "maraude" / "web" / "static"
MOST_BYTES = 30_000


@pytest.fixture(autouse=True)
def _nobody_tried_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one test tries does not slow the next."""
    monkeypatch.setattr("maraude.web.public.addresses._pace", Pace(burst=20, every_s=4.0))


def anybody(language: str = "fr") -> Client:
    return Client(headers={"accept-language": language})


def carried_door(association: Any, client: Client, space: Space, process: Callable[[], int]) -> Door:
    open_page(association, process)
    client.post("/settings/doors", {"place": "Sous le stream", "kind": "stream", "space": str(space.id)})
    with association.inside():
        return Door.objects.get()


def made_kit(client: Client, space: Space) -> str:
    client.post(f"/settings/spaces/{space.id}/kit")
    html = client.get(f"/settings/spaces/{space.id}").content.decode()
    return html.split('value="http://127.0.0.1:8000')[1].split('"')[0]


def overlay_of(kit: str) -> str:
    return anybody().get(kit).content.decode().split('value="http://127.0.0.1:8000')[1].split('"')[0]


def weight(html: str) -> int:
    """Count what a first view downloads: the page, its styles and its scripts."""
    files = re.findall(r'(?:href|src)="/static/([^"#]+\.(?:css|js|svg))"', html)
    total: int = len(html.encode()) + sum((STATIC / name).stat().st_size for name in set(files))
    return total


@pytest.fixture
def partner(lanterne: Any, signed_in: Callable[[int], Client], process: Callable[[], int]) -> dict[str, Any]:
    """A stream that agreed, with its door, its kit and its picture."""
    camille, space = signed_in(lanterne.staff["camille"]), new_space(lanterne)
    door = carried_door(lanterne, camille, space, process)
    kit = made_kit(camille, space)
    return {"space": space, "door": door, "kit": kit, "overlay": overlay_of(kit), "camille": camille}


def test_a_kit_has_all_a_partner_needs_and_nothing_of_the_staff(partner: dict[str, Any]) -> None:
    html = anybody().get(partner["kit"]).content.decode()
    assert f"127.0.0.1:8000/r/{partner['door'].code}" in html
    assert "Pas pendant les parties classées" in html
    assert "à partir de 11" in html
    assert "pixel_42" not in html  # the moderators are for the staff
    assert "Camille" not in html


def test_thanks_are_counted_from_eleven_on(partner: dict[str, Any], lanterne: Any, process: Callable[[], int]) -> None:
    for number in range(11):
        if number == 10:
            assert "à partir de 11" in anybody().get(partner["kit"]).content.decode()
        page = open_page(lanterne, process)
        page.write(f"salut {number}", door=partner["door"].code)
    with lanterne.inside():
        assert Conversation.objects.filter(door=partner["door"].code).count() == 11
    assert "11 personnes nous ont écrit" in anybody().get(partner["kit"]).content.decode()


def test_a_picture_is_an_address_and_a_code_and_counts_nobody(partner: dict[str, Any]) -> None:
    answer = anybody().get(partner["overlay"])
    assert f"/r/{partner['door'].code}" in answer.content.decode()
    assert "<script" not in answer.content.decode()
    assert answer.headers["Refresh"] == "300"
    assert not answer.cookies
    code = anybody().get(f"{partner['overlay']}/code.svg")
    assert code.headers["content-type"] == "image/svg+xml"


def test_in_the_hours_it_asked_us_to_be_quiet_the_picture_is_empty(partner: dict[str, Any], lanterne: Any) -> None:
    with lanterne.inside():
        Space.objects.update(hours="Mo-Su 03:00-03:01")
    with time_machine.travel(clock.now().replace(hour=12), tick=False):
        answer = anybody().get(partner["overlay"])
    assert answer.status_code == 200
    assert partner["door"].code not in answer.content.decode()


def neutral(addresses: Iterable[str]) -> None:
    """Check that all of these meet the same neutral page."""
    answers = [anybody().get(address) for address in addresses]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


def test_bad_codes_of_a_partner_meet_the_same_neutral_page(partner: dict[str, Any]) -> None:
    kit, overlay = partner["kit"], partner["overlay"]
    neutral([f"{kit}x", kit[:-1], "/kit/nope", f"{overlay}x", "/overlay/nope", "/overlay/%00", "/kit/" + "a" * 3000])
    neutral([kit.replace("/kit/", "/overlay/"), overlay.replace("/overlay/", "/kit/")])  # another kind of code


def test_a_new_kit_an_agreement_taken_back_or_over_end_both_addresses(partner: dict[str, Any], lanterne: Any) -> None:
    newer = made_kit(partner["camille"], partner["space"])
    neutral([partner["kit"], partner["overlay"], f"{partner['overlay']}/code.svg"])
    overlay = overlay_of(newer)
    with time_machine.travel(clock.now() + timedelta(days=32), tick=False):
        neutral([newer, overlay])
    with lanterne.inside():
        end_agreement(space=partner["space"], by_user_id=lanterne.staff["camille"], at=clock.now())
    neutral([newer, overlay, f"{newer}/code.svg"])


def test_a_kit_needs_an_agreement_and_a_coordinator(lanterne: Any, signed_in: Callable[[int], Client]) -> None:
    alone = new_space(lanterne, allows=())
    camille = signed_in(lanterne.staff["camille"])
    camille.post(f"/settings/spaces/{alone.id}/kit")
    assert "demandez d" in camille.get(f"/settings/spaces/{alone.id}").content.decode()
    assert signed_in(lanterne.staff["nour"]).post(f"/settings/spaces/{alone.id}/kit").status_code == 403
    with lanterne.inside():
        assert not AccessLink.objects.filter(kind=LinkKind.KIT).exists()


def test_a_partner_who_agreed_to_no_picture_has_none(lanterne: Any, signed_in: Callable[[int], Client]) -> None:
    camille, space = signed_in(lanterne.staff["camille"]), new_space(lanterne, allows=[Gesture.BE_PRESENT])
    html = anybody().get(made_kit(camille, space)).content.decode()
    assert "overlay" not in html
    assert "/r/" not in html


def code_of(client: Client) -> str:
    html = client.post("/rounds/code").content.decode()
    found = re.search(r"<strong>(\d{3} \d{3})</strong>", html)
    assert found is not None
    return found[1]


def check(code: str) -> str:
    answer = anybody().post("/verify", {"code": code})
    assert not answer.cookies
    return str(answer.content.decode())


def test_a_code_of_the_moment_says_who_and_which_accounts(lanterne: Any, signed_in: Callable[[int], Client]) -> None:
    new_space(lanterne)
    html = check(code_of(signed_in(lanterne.staff["nour"])))
    assert "Oui : Nour, de La Lanterne" in html
    assert "MaraudeLanterne" in html
    assert "pixel_42" not in html


def test_old_replaced_invented_and_a_former_colleagues_codes_are_nobodys(
    lanterne: Any, signed_in: Callable[[int], Client]
) -> None:
    nour = signed_in(lanterne.staff["nour"])
    old, new = code_of(nour), code_of(nour)
    assert "Oui" in check(new)
    with lanterne.inside():
        link = AccessLink.objects.get(kind=LinkKind.VERIFY)
        assert link.expires_at is not None
        assert link.expires_at - clock.now() <= timedelta(minutes=10)
        AccessLink.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    late = check(new)
    with lanterne.inside():
        AccessLink.objects.update(expires_at=clock.now() + timedelta(minutes=1))
    assert "Oui" in check(new)
    with lanterne.inside():
        Membership.objects.filter(user_id=lanterne.staff["nour"]).update(is_active=False)
    pages = {late, check(old), check(new), check("<b>1</b>"), check(""), check("1" * 500)}
    assert len(pages) == 1
    assert "est à personne" in pages.pop()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_first_views_without_log_in_weigh_little_and_set_nothing(partner: dict[str, Any], language: str) -> None:
    for address in (
        f"/r/{partner['door'].code}",
        partner["kit"],
        partner["overlay"],
        "/verify",
        "/infos/worried",
    ):
        answer = anybody(language).get(address)
        assert answer.status_code == 200
        assert not answer.cookies, address
        assert weight(answer.content.decode()) <= MOST_BYTES, address


def test_what_is_wrong_with_a_door_is_said_in_one_press_and_looked_at(
    partner: dict[str, Any], lanterne: Any, signed_in: Callable[[int], Client]
) -> None:
    address = f"/r/{partner['door'].code}"
    for _ in range(2):
        answer = anybody().post(f"{address}/report", {"kind": "stuck_over"})
        assert answer.headers["location"].startswith(f"{address}?said=yes")
        assert not answer.cookies
    assert anybody().post(f"{address}/report", {"kind": "<b>"}).status_code == 404
    assert anybody().post("/r/nope/report", {"kind": "torn"}).status_code == 404
    nour = signed_in(lanterne.staff["nour"])
    assert nour.get("/settings/doors").content.decode().count("collé par-dessus") == 1
    nour.post(f"/settings/doors/{partner['door'].id}/looked")
    assert "collé par-dessus" not in nour.get("/settings/doors").content.decode()


def test_a_flood_of_reports_is_bounded(partner: dict[str, Any], lanterne: Any) -> None:
    for _ in range(60):
        anybody().post(f"/r/{partner['door'].code}/report", {"kind": "torn"})
    with lanterne.inside():
        assert DoorReport.objects.count() <= 25


@pytest.mark.parametrize(("kind", "starts"), [("svg", b"<svg"), ("pdf", b"%PDF"), ("png", b"\x89PNG")])
def test_a_poster_is_kept_as_a_file(partner: dict[str, Any], kind: str, starts: bytes) -> None:
    answer = partner["camille"].get(f"/settings/doors/{partner['door'].id}/poster.{kind}")
    assert answer.content.startswith(starts)
    assert "attachment" in answer.headers["content-disposition"]
    assert partner["camille"].get(f"/settings/doors/{partner['door'].id}/poster.exe").status_code == 404


def test_the_place_of_a_poster_is_text_and_nothing_else(
    lanterne: Any, signed_in: Callable[[int], Client], process: Callable[[], int]
) -> None:
    open_page(lanterne, process)
    camille = signed_in(lanterne.staff["camille"])
    camille.post("/settings/doors", {"place": "<script>alert(1)</script> & co", "kind": "poster"})
    with lanterne.inside():
        door = Door.objects.get()
    drawn = camille.get(f"/settings/doors/{door.id}/poster.svg").content.decode()
    assert "&lt;script&gt;" in drawn
    assert "<script" not in drawn
    assert f"127.0.0.1:8000/r/{door.code}" in drawn


def test_a_door_ends_after_its_last_day(
    lanterne: Any, signed_in: Callable[[int], Client], process: Callable[[], int]
) -> None:
    open_page(lanterne, process)
    today = clock.now().date()
    asked = {"place": "Salon", "kind": "flyer", "expires_on": today.isoformat()}
    signed_in(lanterne.staff["camille"]).post("/settings/doors", asked)
    with lanterne.inside():
        link = AccessLink.objects.get(kind=LinkKind.DOOR)
        code = Door.objects.get().code
        assert link.expires_at is not None
        assert link.expires_at > clock.now()
    assert anybody().get(f"/r/{code}").status_code == 200
    with lanterne.inside():
        AccessLink.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    neutral([f"/r/{code}", "/r/nope"])
