"""Discord at the front door: verified, stored, then answered on the spot."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from psycopg.sql import SQL, Identifier

from maraude.apps.ingest.models import ChannelAccount, Envelope
from maraude.apps.safety.models import Alert
from tests.support.discord import (
    ENZO,
    OTHER_KEY,
    about_somebody,
    command,
    of_the_application,
    signed,
    snowflake,
    written,
)
from tests.support.discord_door import DiscordDoor, discord_door
from tests.support.events import URGENT
from tests.support.fixtures import Process
from tests.support.world import Association


@pytest.fixture
def door(lanterne: Association) -> DiscordDoor:
    return discord_door(lanterne)


def kept(association: Association) -> int:
    with association.inside():
        return Envelope.objects.count()


def test_a_form_is_stored_before_discord_shows_that_it_was_kept(lanterne: Association, door: DiscordDoor) -> None:
    status, told = door.post(written("bonsoir"))
    assert (status, told["type"], kept(lanterne)) == (200, 4, 1)
    assert "C'est reçu" in told["data"]["content"]


def test_what_could_not_be_stored_is_never_said_to_be_kept(lanterne: Association, door: DiscordDoor) -> None:
    door.committer.is_away = True
    status, told = door.post(written("bonsoir"))
    assert (status, kept(lanterne)) == (503, 0)
    assert "data" not in told


def test_a_form_sent_twice_is_kept_once(lanterne: Association, door: DiscordDoor) -> None:
    answers = [door.post(written("bonsoir")) for _ in range(3)]
    assert answers[0] == answers[1] == answers[2]
    assert kept(lanterne) == 1


@pytest.mark.parametrize(("body", "answer"), [({"type": 1}, (200, {"type": 1})), ({"type": 0}, (204, None))])
def test_a_ping_is_answered_and_keeps_nothing(
    lanterne: Association, door: DiscordDoor, body: dict[str, Any], answer: tuple[int, Any]
) -> None:
    assert door.post(body) == answer
    assert kept(lanterne) == 0


@pytest.mark.parametrize("body", [{"type": 1}, {"type": 0}, command("aide"), written("bonsoir"), about_somebody()])
def test_a_false_signature_is_refused_and_keeps_nothing(
    lanterne: Association, door: DiscordDoor, body: dict[str, Any]
) -> None:
    assert door.post(body, signed_with=OTHER_KEY)[0] == 401
    assert kept(lanterne) == 0


def test_an_old_body_is_refused_and_so_is_a_visit(lanterne: Association, door: DiscordDoor) -> None:
    raw = json.dumps(written("bonsoir")).encode()
    assert door.post_raw(raw, signed(raw, at=datetime.now(UTC) - timedelta(minutes=6)))[0] == 401
    assert door.post_raw(b"", {}, method="GET")[0] == 401
    assert kept(lanterne) == 0


def test_the_key_of_another_association_opens_nothing_here(
    lanterne: Association, quai: Association, door: DiscordDoor
) -> None:
    theirs = discord_door(quai)
    raw = json.dumps(written("bonsoir")).encode()
    assert door.post_raw(raw, signed(raw, at=datetime.now(UTC), key=OTHER_KEY))[0] == 401
    assert theirs.post(written("bonsoir"))[0] == 200
    assert (kept(lanterne), kept(quai)) == (0, 1)


def test_a_cut_body_and_a_packed_one_are_refused_and_keep_nothing(lanterne: Association, door: DiscordDoor) -> None:
    for raw in (json.dumps(written("bonsoir")).encode()[:-5], b"\x1f\x8b\x08\x00packed", b"", b"{}", b"[" * 50_000):
        status, _ = door.post_raw(raw, signed(raw, at=datetime.now(UTC)))
        assert status == 400
    assert kept(lanterne) == 0


def test_danger_in_a_form_has_its_alert_before_the_answer(lanterne: Association, door: DiscordDoor) -> None:
    status, told = door.post(written(URGENT))
    assert status == 200
    assert "112" in told["data"]["content"]
    with lanterne.inside():
        assert Alert.objects.count() == 1


def test_after_a_closed_account_nothing_is_there(lanterne: Association, door: DiscordDoor) -> None:
    with lanterne.inside():
        ChannelAccount.objects.filter(channel="discord").update(is_active=False)
    assert door.post(written("bonsoir"))[0] == 404


def test_news_of_the_application_are_stored_and_answered_with_silence(lanterne: Association, door: DiscordDoor) -> None:
    assert door.post(of_the_application("APPLICATION_DEAUTHORIZED", install=None)) == (204, None)
    assert kept(lanterne) == 1


def holding(association: Association, *traces: str) -> list[str]:
    """Return the tables that hold one of these texts, as letters or inside bytes."""
    wanted = "|".join([*traces, *(trace.encode().hex() for trace in traces)])
    with association.inside(), connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        found = []
        for table in tables:
            cursor.execute(SQL("SELECT count(*) FROM {} AS t WHERE t::text ~ %s").format(Identifier(table)), [wanted])
            found += [table] if cursor.fetchone() != (0,) else []
        return found


def test_of_the_message_somebody_pointed_at_no_table_holds_a_byte(
    lanterne: Association, door: DiscordDoor, process: Process
) -> None:
    report = written("ma pote va mal", form="worry")
    report["data"] |= {name: about_somebody()["data"][name] for name in ("resolved", "target_id")}
    assert (door.post(about_somebody())[0], door.post(report)[0], kept(lanterne)) == (200, 200, 1)
    for _ in range(2):
        assert holding(lanterne, "LOU", "888000888", "777000777", "666000666", "victime99") == []
        process()


def test_the_number_of_a_person_and_their_words_are_in_clear_nowhere(
    lanterne: Association, door: DiscordDoor, process: Process
) -> None:
    door.post(written("bonsoir la lanterne", id=snowflake(datetime.now(UTC))))
    for _ in range(2):
        assert holding(lanterne, ENZO, "bonsoir", "aW50ZXJhY3Rpb246dGVzdA") == []
        process()
    assert holding(lanterne, "La Lanterne") != []
