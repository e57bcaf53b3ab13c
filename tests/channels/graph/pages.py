"""The cases that a Page and an Instagram account share: the same webhook, another word in front."""

from __future__ import annotations

from typing import Any

from maraude.core.channel import EventKind
from tests.channels.case import Case
from tests.channels.kit import request
from tests.support.meta import PAGE, page, signed


def pages_cases(named: str) -> tuple[Case, ...]:
    """Return the cases of `page` or `instagram`."""

    def case(name: str, happening: dict[str, Any], *expected: tuple[EventKind, str], who: str = "") -> Case:
        body = page(happening, object=named, **({"who": who} if who else {}))
        return Case(name=name, request=request(body, headers=signed(body)), expected=expected)

    def said(name: str, words: str, **message: Any) -> Case:
        return case(name, {"message": message}, (EventKind.MESSAGE, words))

    def file(kind: str) -> dict[str, Any]:
        return {"type": kind, "payload": {"url": "https://cdn.example/x"}}

    message, opened = EventKind.MESSAGE, EventKind.CONVERSATION_OPENED
    return (
        said("a text", "coucou", mid="m_1", text="coucou"),
        said("a quick reply", "Oui", mid="m_2", text="Oui", quick_reply={"payload": "YES"}),
        said("an answer", "celui-là", mid="m_3", text="celui-là", reply_to={"mid": "m_ours"}),
        said("an answer to a story", "bravo", mid="m_4", text="bravo", reply_to={"story": {"id": "1", "url": "x"}}),
        said("a picture", "", mid="m_5", attachments=[file("image")]),
        said("a voice message", "", mid="m_6", attachments=[file("audio")]),
        said("two files", "", mid="m_7", attachments=[file("video"), file("file")]),
        said("a sticker", "", mid="m_8", attachments=[{"type": "sticker"}]),
        said("a shared film", "", mid="m_9", attachments=[file("ig_reel")]),
        said("what the API cannot carry", "", mid="m_10", is_unsupported=True),
        said("from a link of ours", "salut", mid="m_11", text="salut", referral={"ref": "AB23", "source": "SHORTLINK"}),
        case("an unsent message", {"message": {"mid": "m_1", "is_deleted": True}}, (EventKind.DELETE, "")),
        case(
            "an edit", {"message_edit": {"mid": "m_1", "text": "coucou !", "num_edit": 1}}, (EventKind.EDIT, "coucou !")
        ),
        case("Start", {"postback": {"mid": "m_12", "title": "Démarrer", "payload": "GET_STARTED"}}, (opened, "")),
        case(
            "a first question",
            {"postback": {"mid": "m_13", "title": "Je cherche", "payload": "x"}},
            (message, "Je cherche"),
        ),
        case(
            "a link, in an old talk",
            {"referral": {"ref": "AB23", "source": "SHORTLINK", "type": "OPEN_THREAD"}},
            (opened, ""),
        ),
        case(
            "a reaction",
            {"reaction": {"mid": "m_ours", "action": "react", "reaction": "love", "emoji": "❤"}},
            (EventKind.REACTION, "❤"),
        ),
        case("a reaction taken back", {"reaction": {"mid": "m_ours", "action": "unreact"}}, (EventKind.REACTION, "")),
        case(
            "delivered",
            {"delivery": {"mids": ["m_ours", "m_ours2"], "watermark": 1}},
            (EventKind.DELIVERY, "delivered"),
            (EventKind.DELIVERY, "delivered"),
        ),
        case("read", {"read": {"mid": "m_ours"}}, (EventKind.READ_BY_USER, "read")),
        case("read until then", {"read": {"watermark": 1_795_723_200_000}}),
        case("our own words", {"message": {"mid": "m_14", "text": "Bonsoir", "is_echo": True, "app_id": 1}}, who=PAGE),
        case("an advertisement without code", {"referral": {"source": "ADS", "ad_id": "1"}}),
        case("an event of tomorrow's", {"message_teleport": {"mid": "m_15"}}),
        case("a message without a name", {"message": {"text": "?"}}),
    )
