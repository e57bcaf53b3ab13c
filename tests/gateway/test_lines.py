"""The listener: lines kept up, tried again, moved only when what they heard is durable."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import pytest
from django.db import connection

from maraude.apps.ingest.models import ChannelAccount, Envelope
from maraude.apps.safety.models import Alert
from maraude.apps.tenancy.keyring import kek
from maraude.channels.discord.channel import DiscordChannel
from maraude.channels.interface import Account, LineDown, Sink
from maraude.channels.registry import CHANNELS
from maraude.gateway import lines as lines_module
from maraude.gateway.accounts import Accounts, DoorAccount
from maraude.gateway.committer import NotStored
from maraude.gateway.lines import Lines, LineSink
from maraude.gateway.sealing import Sealing
from maraude.lib.line_state import LineState, line_folder, read_line_state, write_line_state
from tests.support.discord import ENZO, user
from tests.support.discord_door import DiscordDoor, discord_door
from tests.support.door import SameTransaction, run_now
from tests.support.events import URGENT
from tests.support.roles import as_role
from tests.support.world import Association


def typed(text: str) -> bytes:
    data = {"id": "410000000000000777", "channel_id": f"9{ENZO}", "type": 0, "author": user(), "content": text}
    return json.dumps({"t": "MESSAGE_CREATE", "d": data}).encode()


@pytest.fixture
def door(lanterne: Association) -> DiscordDoor:
    return discord_door(lanterne)


@pytest.fixture
def sink(door: DiscordDoor, tmp_path: Path) -> LineSink:
    database = SameTransaction()
    account = run_now(Accounts(database=database, kek=kek()).find(door.key))
    assert account is not None
    return LineSink(
        account=account,
        channel=DiscordChannel(),
        folder=tmp_path,
        sealing=Sealing(database=database, kek=kek()),
        committer=door.committer,
    )


def kept(association: Association) -> int:
    with association.inside():
        return Envelope.objects.count()


def test_what_a_line_hears_is_stored_once_and_then_its_position_moves(lanterne: Association, sink: LineSink) -> None:
    for _ in range(2):
        run_now(sink.take(typed("bonsoir"), position="p1"))
    assert (kept(lanterne), sink.position) == (1, "p1")


def test_what_could_not_be_stored_moves_nothing(lanterne: Association, door: DiscordDoor, sink: LineSink) -> None:
    run_now(sink.take(typed("bonsoir"), position="p1"))
    door.committer.is_away = True
    with pytest.raises(NotStored):
        run_now(sink.take(typed("la suite"), position="p2"))
    assert (kept(lanterne), sink.position) == (1, "p1")


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"t":"MESSAGE_CREATE","d":{"id":7}}', b"\xff"])
def test_what_nobody_can_read_is_passed_over(lanterne: Association, sink: LineSink, body: bytes) -> None:
    run_now(sink.take(body, position="p1"))
    assert (kept(lanterne), sink.position) == (0, "p1")


def test_danger_on_a_line_has_its_alert_with_the_message(lanterne: Association, sink: LineSink) -> None:
    run_now(sink.take(typed(URGENT), position="p1"))
    with lanterne.inside():
        assert Alert.objects.count() == 1


def test_the_listener_is_told_of_open_doors_only_and_of_no_secret(quai: Association, door: DiscordDoor) -> None:
    closed = discord_door(quai)
    with quai.inside():
        ChannelAccount.objects.filter(key=closed.key).update(is_active=False)
    with as_role("gateway"), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM doors.listening_accounts(%s)", [["discord", "nothing"]])
        assert cursor.fetchall() == [(door.key, "")]


@dataclass
class FakeHouse:
    """Accounts that come and go, and lines that break as told."""

    wanted: dict[str, str] = field(default_factory=dict)
    ends: list[BaseException] = field(default_factory=list)
    begun: list[str] = field(default_factory=list)
    up: set[str] = field(default_factory=set)

    async def fetch(self, query: str, *values: object) -> list[dict[str, str]]:
        assert (query.startswith("SELECT key, outbound_url FROM doors."), values) == (True, (["fake"],))
        return [{"key": key, "outbound_url": url} for key, url in self.wanted.items()]

    async def find(self, key: str) -> DoorAccount:
        account = Account(secrets={"key": key})
        return DoorAccount(org_id=1, id=UUID(int=len(key)), channel="fake", account=account, index_key=b"")

    def line(self, account: Account, *, folder: Path) -> FakeLine:
        assert folder.is_dir()
        return FakeLine(self, f"{account.secrets['key']}@{account.outbound_url}")


@dataclass
class FakeLine:
    house: FakeHouse
    name: str

    async def run(self, sink: Sink) -> None:
        self.house.begun.append(self.name)
        if self.house.ends:
            raise self.house.ends.pop(0)
        self.house.up.add(self.name)
        try:
            await sink.alive()
            await asyncio.Event().wait()
        finally:
            self.house.up.discard(self.name)


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> FakeHouse:
    fake = FakeHouse()
    monkeypatch.setattr(lines_module, "CHANNELS", {**CHANNELS, "fake": fake})
    monkeypatch.setattr(lines_module, "_LISTENING", ["fake"])
    monkeypatch.setattr(lines_module, "_WAITS_S", (0.01, 0.02))
    return fake


def live(house: FakeHouse, home: Path, story: Callable[[Lines], Awaitable[None]]) -> None:
    async def run() -> None:
        away = cast("Any", house)
        lines = Lines(database=away, accounts=away, sealing=away, committer=away, home=home)
        try:
            async with asyncio.timeout(5):
                await story(lines)
        finally:
            await lines.stop()

    asyncio.run(run())


async def until(condition: Callable[[], bool]) -> None:
    while not condition():  # noqa: ASYNC110 - nobody tells us
        await asyncio.sleep(0.005)


def test_lines_come_and_go_with_their_accounts(house: FakeHouse, tmp_path: Path) -> None:
    async def story(lines: Lines) -> None:
        house.wanted = {"a": "", "bb": "https://bench.example"}
        await lines.refresh()
        await until(lambda: house.up == {"a@", "bb@https://bench.example"})
        house.wanted = {"a": ""}
        await lines.refresh()
        await lines.refresh()
        await until(lambda: house.up == {"a@"})

    live(house, tmp_path, story)
    assert len(house.begun) == 2
    assert house.up == set()


@pytest.mark.parametrize(
    ("end", "code"),
    [(LineDown("auth"), "auth"), (NotStored(), "not_stored"), (RuntimeError("?"), "unreachable")],
)
def test_a_line_that_breaks_says_why_and_is_tried_again(
    house: FakeHouse, tmp_path: Path, end: Exception, code: str
) -> None:
    told: set[str] = set()
    house.wanted, house.ends = {"a": ""}, [end, end, end]
    folder = line_folder(tmp_path, UUID(int=1))

    async def story(lines: Lines) -> None:
        await lines.refresh()
        while not house.up:
            told.add(read_line_state(folder, at=0).code)
            await asyncio.sleep(0.002)
        await until(lambda: read_line_state(folder, at=0).is_up)

    live(house, tmp_path, story)
    assert len(house.begun) == 4
    assert code in told


def test_a_state_that_nobody_renews_is_a_line_that_is_down(tmp_path: Path) -> None:
    write_line_state(tmp_path, LineState(is_up=True, at=1_000))
    assert [read_line_state(tmp_path, at=at).is_up for at in (1_000, 1_120, 1_121)] == [True, True, False]
    (tmp_path / "state.json").write_text("{", encoding="utf-8")
    assert read_line_state(tmp_path, at=1_000) == LineState(is_up=False, code="silent")
