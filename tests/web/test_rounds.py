"""Rounds: planned by coordinators, begun and noted by everybody, followed by a calendar."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.test import Client

from maraude.apps.outreach.models import Round, RoundLog
from maraude.lib import clock
from tests.support.rounds import SAID, planned, sealed_log


def plan(client: Client, **more: str) -> Any:
    day = clock.now().date().isoformat()
    form = {"place": "Stream de Lumo", "day": day, "begins": "22:00", "ends": "01:00", "safety_note": "À deux"}
    return client.post("/rounds/plan", form | more)


def test_a_coordinator_plans_a_round_past_midnight_and_everybody_sees_it(
    lanterne: Any, signed_in: Callable[[int], Client]
) -> None:
    plan(signed_in(lanterne.staff["camille"]))
    html = signed_in(lanterne.staff["nour"]).get("/rounds/").content.decode()
    assert "Stream de Lumo" in html
    assert "À deux" in html
    with lanterne.inside():
        made = Round.objects.get()
        assert (made.ends_at - made.begins_at).total_seconds() == 3 * 3600


def test_a_worker_plans_nothing_and_begins_anything(lanterne: Any, signed_in: Callable[[int], Client]) -> None:
    nour = signed_in(lanterne.staff["nour"])
    assert plan(nour).status_code == 403
    answer = nour.post("/rounds/start", {"place": "Serveur Minecraft de la MJC"})
    page = nour.get(answer.headers["location"]).content.decode()
    assert "Serveur Minecraft de la MJC" in page
    assert "data-maraude-begun" in page
    assert nour.post(f"/rounds/{planned(lanterne).id}/move", {"gesture": "cancel"}).status_code == 403


def test_wrong_hours_keep_what_was_typed(lanterne: Any, signed_in: Callable[[int], Client]) -> None:
    camille = signed_in(lanterne.staff["camille"])
    for wrong in ({"day": "demain"}, {"begins": "25:00"}, {"ends": ""}, {"place": " "}):
        plan(camille, **wrong)
        html = camille.get("/rounds/").content.decode()
        assert 'role="status"' in html
        assert 'value="À deux"' in html
    with lanterne.inside():
        assert Round.objects.count() == 0


def test_the_plain_form_notes_a_round_once_however_often_it_is_pressed(
    lanterne: Any, signed_in: Callable[[int], Client]
) -> None:
    nour, round_id, log_id = signed_in(lanterne.staff["nour"]), planned(lanterne).id, str(uuid4())
    form = SAID | {"id": log_id, "talked_more": "12"}
    for _ in range(2):
        assert nour.post(f"/rounds/{round_id}/log", form).status_code == 302
    with lanterne.inside():
        log = RoundLog.objects.get()
        assert (str(log.id), log.talked, log.uploads) == (log_id, 12, 2)
    assert nour.post(f"/rounds/{round_id}/log", SAID | {"id": "nope"}).status_code == 404
    assert nour.post(f"/rounds/{round_id}/log", form | {"mood": "?"}).headers["location"] == f"/rounds/{round_id}/"


def test_a_telephone_sends_what_it_kept(lanterne: Any, signed_in: Callable[[int], Client]) -> None:
    nour = signed_in(lanterne.staff["nour"])
    log = sealed_log(lanterne, user_id=lanterne.staff["nour"])
    body = {"logs": [log], "sent_ms": int(clock.unix() * 1000)}
    answer = nour.post("/rounds/logs", body, content_type="application/json")
    assert answer.json() == {"fates": {log["id"]: "stored"}}
    for wrong in ("[]", "{", '{"logs": 3}', "null"):
        assert nour.post("/rounds/logs", wrong, content_type="application/json").status_code == 400


def test_there_is_no_figure_by_colleague(lanterne: Any, signed_in: Callable[[int], Client]) -> None:
    nour, round_id = signed_in(lanterne.staff["nour"]), planned(lanterne).id
    nour.post(f"/rounds/{round_id}/log", SAID | {"id": str(uuid4()), "minutes": "467", "wants_debrief": "on"})
    html = signed_in(lanterne.staff["camille"]).get("/rounds/").content.decode()
    table = html[html.index("<table") : html.index("</table>")]
    assert "Nour" not in table
    assert "467" not in html  # only Nour reads her own week
    assert "Nour aimerait parler" in html
    assert "467 minutes" in nour.get("/rounds/").content.decode()
    assert "aimerait parler" not in nour.get("/rounds/").content.decode()


def test_somebody_was_there_for_a_colleague(lanterne: Any, signed_in: Callable[[int], Client]) -> None:
    nour, log_id = signed_in(lanterne.staff["nour"]), str(uuid4())
    nour.post(f"/rounds/{planned(lanterne).id}/log", SAID | {"id": log_id, "wants_debrief": "on"})
    assert nour.post(f"/rounds/logs/{log_id}/debriefed").status_code == 403
    camille = signed_in(lanterne.staff["camille"])
    camille.post(f"/rounds/logs/{log_id}/debriefed")
    assert "aimerait parler" not in camille.get("/rounds/").content.decode()


def test_the_list_costs_the_same_whatever_their_number(
    lanterne: Any, signed_in: Callable[[int], Client], django_assert_num_queries: Any
) -> None:
    camille = signed_in(lanterne.staff["camille"])
    for hours in range(1, 8):
        planned(lanterne, in_hours=hours)
    with django_assert_num_queries(32):
        camille.get("/rounds/")


def feed(client: Client) -> str:
    client.post("/rounds/calendar")
    html = client.get("/rounds/").content.decode()
    return html.split('value="http://127.0.0.1:8000')[1].split('"')[0]


def test_a_calendar_says_when_and_where_and_what_was_taken_back_never_who(
    lanterne: Any, signed_in: Callable[[int], Client]
) -> None:
    nour, going = signed_in(lanterne.staff["nour"]), planned(lanterne)
    nour.post(f"/rounds/{going.id}/move", {"gesture": "join"})
    address = feed(nour)
    answer = Client().get(address)
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "SUMMARY:Discord de Lumo" in answer.content.decode()
    assert "Nour" not in answer.content.decode()
    assert not answer.cookies
    signed_in(lanterne.staff["camille"]).post(f"/rounds/{going.id}/move", {"gesture": "cancel"})
    assert "STATUS:CANCELLED" in Client().get(address).content.decode()


def test_an_old_a_guessed_and_a_former_colleagues_calendar_are_the_neutral_page(
    lanterne: Any, signed_in: Callable[[int], Client]
) -> None:
    from maraude.apps.orgs.models import Membership  # noqa: PLC0415 - once Django is there

    nour = signed_in(lanterne.staff["nour"])
    old, new = feed(nour), feed(nour)
    assert Client().get(new).status_code == 200
    with lanterne.inside():
        Membership.objects.filter(user_id=lanterne.staff["nour"]).update(is_active=False)
    pages = {Client().get(address).content for address in (old, new, "/cal/nope.ics", "/cal/%00.ics")}
    assert len(pages) == 1
    assert b"BEGIN:VCALENDAR" not in pages.pop()


def test_the_page_for_when_there_is_no_network_names_nobody(lanterne: Any, signed_in: Callable[[int], Client]) -> None:
    nour = signed_in(lanterne.staff["nour"])
    planned(lanterne)
    html = nour.get("/rounds/away").content.decode()
    assert not any(word in html for word in ("Nour", "La Lanterne", "Lumo", "@"))
    worker = nour.get("/rounds/worker.js")
    assert worker.headers["content-type"].startswith("text/javascript")
    assert '"/static/js/rounds-seal.js"' in worker.content.decode()
