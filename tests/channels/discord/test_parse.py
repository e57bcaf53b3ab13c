"""Bodies as Discord documents them, and as it never should send them."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from maraude.channels.discord.parse import parse
from maraude.channels.discord.reply_handle import read_reply_handle
from maraude.channels.interface import Parsed
from maraude.core.channel import EventKind, InboundEvent, Visibility
from tests.support.discord import (
    ENZO,
    EVENING,
    about_somebody,
    command,
    interaction,
    of_the_application,
    pressed,
    snowflake,
    user,
    written,
)


def read(body: dict[str, Any]) -> Parsed:
    parsed = parse(json.dumps(body).encode(), at=EVENING)
    assert parsed.malformed is None
    return parsed


def one(body: dict[str, Any]) -> InboundEvent:
    (event,) = read(body).events
    return event


def shown(body: dict[str, Any]) -> dict[str, Any]:
    answer = read(body).answer
    assert answer is not None
    assert answer.status == 200
    return dict(json.loads(answer.body))


def everything(value: object) -> list[Any]:
    if isinstance(value, dict):
        return [value, *(found for held in value.values() for found in everything(held))]
    return [found for held in value for found in everything(held)] if isinstance(value, list) else []


def fields(form: dict[str, Any]) -> list[str]:
    return [held["custom_id"] for held in everything(form["data"]["components"]) if "custom_id" in held]


@pytest.mark.parametrize("body", [command("aide"), pressed("write")], ids=["command", "button"])
def test_asking_for_help_opens_a_form_and_keeps_nothing(body: dict[str, Any]) -> None:
    form = shown(body)
    assert (form["type"], fields(form), read(body).events) == (9, ["text", "where"], ())
    assert "112" in json.dumps(form)
    assert "Discord peut lire" in json.dumps(form, ensure_ascii=False)


def test_the_form_holds_what_discord_allows() -> None:
    for body in (command("aide"), command("aide", locale="de"), about_somebody(), about_somebody(locale="en-GB")):
        data = shown(body)["data"]
        assert 1 <= len(data["components"]) <= 5
        assert len(data["title"]) <= 45
        for held in everything(data):
            assert len(held.get("label", "")) <= 45
            assert len(held.get("description", "")) <= 100


def test_in_our_private_messages_the_form_does_not_ask_where_to_answer() -> None:
    assert fields(shown(command("aide", context=1, user=user(), member=None))) == ["text"]


def test_a_form_becomes_a_message_with_a_number_and_never_a_name() -> None:
    event = one(written("je dors dehors"))
    assert (event.kind, event.content.text, event.event_id) == (EventKind.MESSAGE, "je dors dehors", snowflake())
    assert (event.sender.scheme, event.sender.value, event.conversation.id) == ("discord.user", ENZO, ENZO)
    assert event.conversation.visibility == Visibility.PRIVATE
    for told in ("enzo67", "Enzo", "Zozo", "290926798626999250", "645027906669510667", "SALON"):
        assert told not in repr(event)


def test_who_chose_private_messages_is_answered_at_any_time_the_others_for_a_quarter_of_an_hour() -> None:
    by_dm, here, by_default = one(written("a")), one(written("a", where="here")), one(written("a", where=""))
    assert (by_dm.answer_until, read_reply_handle(by_dm.reply_handle).dm) == (None, True)
    for event in (here, by_default):
        assert event.answer_until == EVENING + timedelta(minutes=14, seconds=30)
        assert not read_reply_handle(event.reply_handle).dm


def test_what_was_written_in_our_private_messages_is_answered_there() -> None:
    event = one(written("a", where="", context=1, user=user(), member=None))
    assert (event.answer_until, read_reply_handle(event.reply_handle).dm) == (None, True)


def test_the_line_that_says_it_was_kept_is_for_them_alone_and_tells_where_the_answer_comes() -> None:
    line = shown(written("a"))
    assert (line["type"], line["data"]["flags"], line["data"]["allowed_mentions"]) == (4, 64, {"parse": []})
    assert "message privé" in line["data"]["content"]
    assert "quart d'heure" in shown(written("a", where="here"))["data"]["content"]
    assert "private message" in shown(written("a", locale="pl"))["data"]["content"]


def test_a_door_goes_from_the_panel_through_the_button_and_the_form() -> None:
    option = {"name": "porte", "type": 3, "value": "salon-jeux"}
    panel = shown(command("panneau", options=[option]))
    assert "flags" not in panel["data"]
    button = fields(panel)[0]
    form = shown(pressed(button))["data"]["custom_id"]
    referral = one(written("a", form=form)).content.referral
    assert (button, form, referral and referral.code) == ("write:salon-jeux", "say:salon-jeux", "salon-jeux")


@pytest.mark.parametrize("code", ["", "a b", "x" * 41, "<b>", "é/è"])
def test_what_is_no_door_code_is_left_aside(code: str) -> None:
    assert one(written("a", form=f"say:{code}")).content.referral is None
    assert shown(pressed(f"write:{code}"))["data"]["custom_id"] == "say"


@pytest.mark.parametrize("body", [command("stop"), pressed("stop")], ids=["command", "button"])
def test_stop_is_a_signal_answered_on_the_spot(body: dict[str, Any]) -> None:
    event = one(body)
    assert (event.kind, event.content.signal, event.reply_handle) == (EventKind.CONSENT_SIGNAL, "left", "")
    assert "on ne t'écrit plus" in shown(body)["data"]["content"]


@pytest.mark.parametrize(
    ("kind", "install", "signal"),
    [
        ("APPLICATION_AUTHORIZED", 1, "start"),
        ("APPLICATION_DEAUTHORIZED", None, "deauthorised"),
        ("APPLICATION_AUTHORIZED", 0, None),
        ("ENTITLEMENT_CREATE", 1, None),
    ],
)
def test_adding_the_application_to_an_account_and_taking_it_away_are_signals(
    kind: str, install: int | None, signal: str | None
) -> None:
    parsed = read(of_the_application(kind, install=install))
    assert [event.content.signal for event in parsed.events] == ([signal] if signal else [])
    assert parsed.answer is not None
    assert (parsed.answer.status, parsed.answer.body) == (204, b"")


def test_the_same_news_of_the_application_counts_once_and_two_count_twice() -> None:
    first, again = (one(of_the_application("APPLICATION_AUTHORIZED")) for _ in range(2))
    other = one(of_the_application("APPLICATION_AUTHORIZED", number="42"))
    assert first.event_id == again.event_id != other.event_id


@pytest.mark.parametrize(
    "body",
    [
        interaction(9, {"custom_id": "x"}),
        interaction(2),
        written("a", member={"user": {**user(), "bot": True}}),
        written("a", member=None),
        written("a", member={"user": {"id": "1; drop"}}),
    ],
    ids=["unknown kind", "no data", "bot", "nobody", "no number"],
)
def test_what_concerns_nobody_here_is_left_aside(body: dict[str, Any]) -> None:
    parsed = read(body)
    assert parsed.events == ()
    assert parsed.answer is not None
    assert parsed.answer.status == 204


@pytest.mark.parametrize("body", [command("ancienne"), pressed("vieux"), written(" \n "), written("")])
def test_what_cannot_be_followed_is_said_to_them_alone(body: dict[str, Any]) -> None:
    assert read(body).events == ()
    assert shown(body)["data"]["flags"] == 64


def test_a_command_being_typed_gets_no_suggestion() -> None:
    assert shown(interaction(4, {"name": "panneau", "type": 1})) == {"type": 8, "data": {"choices": []}}


def test_hostile_words_are_kept_and_made_storable() -> None:
    text = "<script>\x00\ud800 \u202e \U0001f600" + "a" * 3_000
    assert one(written(text)).content.text.startswith("<script>\ufffd\ufffd")


def test_a_number_from_another_age_does_not_date_a_message() -> None:
    assert one(written("a", id="1")).occurred_at == EVENING
    assert one(written("a", id=snowflake(EVENING - timedelta(seconds=20)))).occurred_at < EVENING
