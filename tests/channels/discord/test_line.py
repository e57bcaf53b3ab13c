"""The real discord.py on a double of Discord's gateway: what is typed in private is heard, once, whatever breaks."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from maraude.channels.discord.line import DiscordLine
from maraude.channels.discord.parse import parse
from maraude.channels.discord.places import Places
from maraude.channels.interface import Account, LineDown
from maraude.core.channel import EventKind
from tests.support.discord import ENZO, EVENING, TOKEN, snowflake, user
from tests.support.discord_gateway import GatewayDouble, gateway_double

pytestmark = pytest.mark.enable_socket
PLACE = f"9{ENZO}"
DIRECT_MESSAGES = 1 << 12


@dataclass
class Kept:
    """A sink that keeps bodies; or fails once, as a database that is away."""

    position: str = ""
    bodies: list[bytes] = field(default_factory=list)
    heartbeats: int = 0
    is_away: bool = False

    async def take(self, body: bytes, *, position: str) -> None:
        if self.is_away:
            raise ConnectionError
        self.bodies.append(body)
        self.position = position

    async def alive(self) -> None:
        self.heartbeats += 1

    @property
    def said(self) -> list[tuple[str, str]]:
        events = [event for body in self.bodies for event in parse(body, at=EVENING).events]
        return [(event.kind.value, event.content.text or event.content.target or "") for event in events]


def number(second: int) -> str:
    return snowflake(EVENING + timedelta(seconds=second))


def typed(text: str, *, second: int = 0, **more: Any) -> dict[str, Any]:
    return {
        "id": number(second),
        "channel_id": PLACE,
        "type": 0,
        "author": user(),
        "content": text,
        "timestamp": "2026-01-12T19:00:00.000000+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "flags": 0,
        **more,
    }


type Story = Callable[[GatewayDouble, Kept], Awaitable[None]]


def live(story: Story, kept: Kept | None = None, history: dict[str, Any] | None = None) -> tuple[Kept, GatewayDouble]:
    """Keep a line up while a story happens."""
    return asyncio.run(_live(story, kept or Kept(), history or {}))


async def _live(story: Story, kept: Kept, history: dict[str, Any]) -> tuple[Kept, GatewayDouble]:
    async with gateway_double() as double:
        double.history = history
        line = DiscordLine(Account(secrets={"token": TOKEN}, outbound_url=double.url))
        up = asyncio.create_task(line.run(kept))
        try:
            await until(lambda: bool(double.sockets) or up.done())
            await story(double, kept)
        finally:
            up.cancel()
            await asyncio.gather(up, return_exceptions=True)
    return kept, double


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - the other side is a library that tells us nothing
            await asyncio.sleep(0.01)


def test_what_is_typed_changed_and_deleted_in_private_is_heard_in_order() -> None:
    async def story(double: GatewayDouble, kept: Kept) -> None:
        await double.say("MESSAGE_CREATE", typed("je dors dehors"))
        await double.say("MESSAGE_UPDATE", typed("en fait non", edited_timestamp="2026-01-12T19:01:00+00:00"))
        await double.say("MESSAGE_DELETE", {"id": number(0), "channel_id": PLACE})
        await until(lambda: len(kept.bodies) == 3)

    kept, double = live(story)
    assert kept.said == [("message", "je dors dehors"), ("edit", "en fait non"), ("delete", number(0))]
    assert double.identified[0]["intents"] == DIRECT_MESSAGES


def test_nothing_of_rooms_of_programs_or_of_previews_is_passed_on() -> None:
    async def story(double: GatewayDouble, kept: Kept) -> None:
        await double.say("MESSAGE_CREATE", typed("dans un salon", guild_id="290926798626999250"))
        await double.say("MESSAGE_CREATE", typed("un robot", author={**user("77"), "bot": True}))
        await double.say("MESSAGE_DELETE", {"id": "1", "channel_id": "999"})
        await double.say("TYPING_START", {"channel_id": PLACE, "user_id": ENZO, "timestamp": 1})
        await double.say("MESSAGE_UPDATE", typed("un aperçu est venu"))
        await double.say("MESSAGE_CREATE", typed("fin", second=9))
        await until(lambda: ("message", "fin") in kept.said)

    kept, _ = live(story)
    assert kept.said == [("message", "fin")]
    assert not any(word in body for body in kept.bodies for word in (b"salon", b"robot", b"enzo67", b"avatar"))


def test_after_a_broken_line_discord_tells_what_was_missed_and_nothing_is_heard_twice() -> None:
    async def story(double: GatewayDouble, kept: Kept) -> None:
        await double.say("MESSAGE_CREATE", typed("un"))
        await until(lambda: len(kept.bodies) == 1)
        await double.drop()
        await until(lambda: not double.sockets)
        await double.say("MESSAGE_CREATE", typed("deux", second=1))
        await until(lambda: len(kept.bodies) == 2)

    kept, double = live(story)
    assert kept.said == [("message", "un"), ("message", "deux")]
    assert double.resumed_from


def test_a_session_that_discord_forgot_is_caught_up_place_by_place() -> None:
    async def story(double: GatewayDouble, kept: Kept) -> None:
        await double.say("MESSAGE_CREATE", typed("un"))
        await until(lambda: len(kept.bodies) == 1)
        double.forgets = True
        double.history[PLACE] = [typed("un"), typed("deux", second=1), typed("trois", second=2)]
        await double.drop()
        await until(lambda: len(kept.bodies) == 3)

    kept, double = live(story)
    assert kept.said == [("message", "un"), ("message", "deux"), ("message", "trois")]
    assert double.asked == [(PLACE, number(0))]


def test_after_a_restart_of_ours_the_line_goes_on_where_it_was_stored() -> None:
    places = Places("", token=TOKEN)
    places.note(place=PLACE, person=ENZO, number=number(0))
    places.note(place="404", person="44", number=number(0))

    async def story(_: GatewayDouble, kept: Kept) -> None:
        await until(lambda: len(kept.bodies) == 1)

    said = {PLACE: [typed("un"), typed("deux", second=1)]}  # and the other place is gone
    kept, _ = live(story, Kept(position=places.position()), said)
    assert kept.said == [("message", "deux")]


def test_what_could_not_be_stored_breaks_the_line_and_does_not_move_it() -> None:
    async def broken() -> Kept:
        async with gateway_double() as double:
            kept = Kept()
            line = DiscordLine(Account(secrets={"token": TOKEN}, outbound_url=double.url))
            up = asyncio.create_task(line.run(kept))
            await until(lambda: bool(double.sockets))
            kept.is_away = True
            await double.say("MESSAGE_CREATE", typed("un"))
            with pytest.raises(ConnectionError):
                await asyncio.wait_for(up, 10)
            return kept

    assert asyncio.run(broken()).position == ""


def test_a_token_taken_back_is_said_as_such() -> None:
    async def refused() -> None:
        async with gateway_double() as double:
            double.refuses = True
            await DiscordLine(Account(secrets={"token": TOKEN}, outbound_url=double.url)).run(Kept())

    with pytest.raises(LineDown) as lost:
        asyncio.run(refused())
    assert lost.value.code == "auth"


def test_a_heartbeat_says_that_discord_is_there() -> None:
    async def story(_: GatewayDouble, kept: Kept) -> None:
        await until(lambda: kept.heartbeats > 0)

    assert live(story)[0].heartbeats


def test_where_people_were_heard_is_sealed_and_a_damaged_one_is_forgotten() -> None:
    places = Places("", token=TOKEN)
    places.note(place=PLACE, person=ENZO, number="5")
    places.note(place=PLACE, person=ENZO, number="3")
    position = places.position()
    assert ENZO not in position
    assert list(Places(position, token=TOKEN)) == [(PLACE, "5")]
    assert list(Places(position, token=f"{TOKEN}x")) == list(Places(position[:-8], token=TOKEN)) == []


def test_only_so_many_places_are_remembered() -> None:
    places = Places("", token=TOKEN)
    for one in range(2_010):
        places.note(place=str(one), person="1", number="1")
    assert len(list(places)) == 2_000
    assert places.person("3") == ""


def test_a_voice_note_and_a_sticker_are_named_not_fetched() -> None:
    voice = typed("", flags=1 << 13, attachments=[{"content_type": "audio/ogg", "size": 5, "url": "https://x"}])
    body = json.dumps({"t": "MESSAGE_CREATE", "d": {**voice, "sticker_items": [{"id": "1", "name": "s"}]}}).encode()
    (event,) = parse(body, at=EVENING).events
    assert [one.kind for one in event.content.attachments] == ["voice", "sticker"]
    assert event.kind == EventKind.MESSAGE
