"""Connecting a mailbox as a coordinator does, on a real dovecot and a mail server of the loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from maraude.apps.audit.models import AuditFact
from maraude.apps.ingest.models import ChannelAccount
from tests.support.mail_server import ADDRESS, PASSWORD, WHY_NOT, RealMail, real_mail

pytestmark = [pytest.mark.enable_socket, pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT)]
PAGE = "/settings/channels/email"


@pytest.fixture(scope="module")
def mail() -> Iterator[RealMail]:
    with real_mail() as server:
        yield server


@pytest.fixture
def camille(
    lanterne: Any, signed_in: Callable[[int], Client], mail: RealMail, monkeypatch: pytest.MonkeyPatch
) -> Client:
    monkeypatch.setenv("MARAUDE_PRIVATE_PEERS", mail.peers)
    client = signed_in(lanterne.staff["camille"])
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "fr"
    return client


def connect(client: Client, mail: RealMail, **other: str) -> str:
    servers = {"imap": f"127.0.0.1:{mail.imap_port}", "smtp": f"127.0.0.1:{mail.smtp_port}"}
    typed = {"address": ADDRESS, "shown": "La Lanterne", "user": "", "password": PASSWORD, **servers, **other}
    return client.post(f"{PAGE}/add", typed, follow=True).content.decode()


def mailboxes(association: Any) -> list[ChannelAccount]:
    with association.inside():
        return list(ChannelAccount.objects.filter(channel="email", is_active=True))


def test_a_mailbox_is_connected_once_both_servers_opened(lanterne: Any, camille: Client, mail: RealMail) -> None:
    page = connect(camille, mail, address=ADDRESS.upper())
    (account,) = mailboxes(lanterne)
    assert account.name == ADDRESS
    assert f"{ADDRESS} est écoutée" in page
    assert PASSWORD not in page
    assert mail.sent == []


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"password": "x"}, "refuse cet utilisateur"),
        ({"password": ""}, "refuse cet utilisateur"),
        ({"password": "é"}, "refuse cet utilisateur"),
        ({"address": "ecoute"}, "ne peut pas être juste"),
        ({"address": "a@b.example\r\nBcc: x@y.example"}, "ne peut pas être juste"),
        ({"imap": "http://x"}, "comme imap."),
        ({"imap": "127.0.0.1:9"}, "ne répond pas"),
        ({"smtp": "127.0.0.1:9"}, "ne répond pas"),
        ({"smtp": "169.254.169.254:587"}, "ne répond pas"),
    ],
)
def test_what_the_servers_would_refuse_connects_nothing_and_stays_typed(
    lanterne: Any, camille: Client, mail: RealMail, typed: dict[str, str], said: str
) -> None:
    page = connect(camille, mail, **typed)
    assert said in page
    assert 'value="La Lanterne"' in page
    assert mailboxes(lanterne) == []


def test_the_same_mailbox_is_not_connected_twice(lanterne: Any, camille: Client, mail: RealMail) -> None:
    connect(camille, mail)
    assert "déjà" in connect(camille, mail)
    assert len(mailboxes(lanterne)) == 1


def test_checking_tells_the_truth(lanterne: Any, camille: Client, mail: RealMail) -> None:
    connect(camille, mail)
    (account,) = mailboxes(lanterne)
    check = f"{PAGE}/{account.id}/check"
    assert "Les deux serveurs s&#x27;ouvrent" in camille.post(check, follow=True).content.decode()
    mail.stop()
    try:
        assert "ne répond pas" in camille.post(check, follow=True).content.decode()
    finally:
        mail.start()


def test_disconnecting_closes_it_here_and_is_recorded(lanterne: Any, camille: Client, mail: RealMail) -> None:
    connect(camille, mail)
    (account,) = mailboxes(lanterne)
    camille.post(f"{PAGE}/{account.id}/end")
    assert mailboxes(lanterne) == []
    with lanterne.inside():
        assert AuditFact.objects.filter(action="account_closed", subject_id=account.id).exists()
