"""The line to a mailbox, on a real dovecot: each message once, over outages and new numbers."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import suppress

import pytest

from maraude.channels.email.line import EmailLine
from maraude.channels.interface import Account, LineDown
from tests.support.mail_server import ADDRESS, PASSWORD, WHY_NOT, RealMail, real_mail

pytestmark = [pytest.mark.enable_socket, pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)]
SOON_S = 20.0


class Kept:
    """A sink that keeps what it is given; `breaks_at` is the number of the message it cannot store, once."""

    def __init__(self, position: str = "", *, breaks_at: int = 0) -> None:
        self.position = position
        self.heard: list[str] = []
        self.breaks_at = breaks_at

    async def take(self, body: bytes, *, position: str) -> None:
        if body and len(self.heard) + 1 == self.breaks_at:
            self.breaks_at = 0
            raise ConnectionError
        if body:
            self.heard.append(body.decode().replace("\r\n", "\n").partition("\n\n")[2].strip())
        self.position = position

    async def alive(self) -> None:
        await asyncio.sleep(0)


@pytest.fixture
def mail(monkeypatch: pytest.MonkeyPatch) -> Iterator[RealMail]:
    with real_mail() as server:
        monkeypatch.setenv("MARAUDE_PRIVATE_PEERS", server.peers)
        yield server


def line(mail: RealMail, *, password: str = PASSWORD) -> EmailLine:
    known = {"user": ADDRESS, "token": password, "imap": f"127.0.0.1:{mail.imap_port}"}
    return EmailLine(Account(secrets=known))


async def listened(mail: RealMail, sink: Kept, *, count: int) -> None:
    """Listen until `count` messages were heard, or the line broke."""
    task = asyncio.create_task(line(mail).run(sink))
    async with asyncio.timeout(SOON_S):
        while not task.done() and (len(sink.heard) < count or not sink.position):  # noqa: ASYNC110 - two things to wait for
            await asyncio.sleep(0.02)
    task.cancel()
    with suppress(asyncio.CancelledError, LineDown, ConnectionError):
        await task


def test_what_was_there_before_is_not_ours_and_what_comes_is_heard_once(mail: RealMail) -> None:
    mail.deliver("avant")
    sink = Kept()
    asyncio.run(listened(mail, sink, count=0))
    for words in ("un", "deux", "trois"):
        mail.deliver(words)
    asyncio.run(listened(mail, sink, count=3))
    asyncio.run(listened(mail, sink, count=3))
    assert sink.heard == ["un", "deux", "trois"]


def test_what_could_not_be_stored_is_heard_again_and_nothing_before_it(mail: RealMail) -> None:
    sink = Kept(breaks_at=2)
    asyncio.run(listened(mail, sink, count=0))
    for words in ("un", "deux", "trois"):
        mail.deliver(words)
    asyncio.run(listened(mail, sink, count=3))
    assert sink.heard == ["un"]
    asyncio.run(listened(mail, sink, count=3))
    assert sink.heard == ["un", "deux", "trois"]


def test_a_mailbox_whose_numbers_began_again_is_read_whole(mail: RealMail) -> None:
    mail.deliver("un")
    sink = Kept("7:900")
    asyncio.run(listened(mail, sink, count=1))
    assert sink.heard == ["un"]


def test_more_than_a_handful_come_in_their_order(mail: RealMail) -> None:
    sink = Kept()
    asyncio.run(listened(mail, sink, count=0))
    for number in range(120):
        mail.deliver(f"message {number}")
    asyncio.run(listened(mail, sink, count=120))
    assert sink.heard == [f"message {number}" for number in range(120)]


def test_a_wrong_password_and_an_absent_server_are_told_apart(mail: RealMail) -> None:
    with pytest.raises(LineDown) as refused:
        asyncio.run(line(mail, password="x").run(Kept()))
    assert refused.value.code == "auth"
    mail.stop()
    with pytest.raises(LineDown) as away:
        asyncio.run(line(mail).run(Kept()))
    assert away.value.code == "unreachable"


def test_of_a_huge_message_only_the_beginning_is_fetched(mail: RealMail) -> None:
    sink = Kept()
    asyncio.run(listened(mail, sink, count=0))
    mail.deliver("x" * 3_000_000)
    asyncio.run(listened(mail, sink, count=1))
    assert 200_000 < len(sink.heard[0]) < 263_000
