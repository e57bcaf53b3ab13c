"""Connecting a bot as a coordinator does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from maraude.apps.audit.models import AuditFact
from maraude.apps.ingest.models import ChannelAccount
from maraude.apps.ingest.secrets import account_secrets
from tests.support.telegram import TOKEN, Telegram, telegram_server

pytestmark = pytest.mark.enable_socket
PAGE, ADD = "/settings/channels", "/settings/channels/telegram"


@pytest.fixture
def telegram(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Telegram]:
    monkeypatch.setenv("MARAUDE_ALLOW_PRIVATE_ADDRESSES", "1")
    with telegram_server() as server:
        settings.TELEGRAM_API = server.url
        yield server


@pytest.fixture
def camille(lanterne: Any, signed_in: Callable[[int], Client]) -> Client:
    return signed_in(lanterne.staff["camille"])


def bot(association: Any) -> ChannelAccount:
    with association.inside():
        return ChannelAccount.objects.get(channel="telegram")


def test_a_token_connects_the_bot_and_tells_telegram_where_to_write(
    lanterne: Any, camille: Client, telegram: Telegram
) -> None:
    page = camille.post(ADD, {"token": f" {TOKEN} "}, follow=True).content.decode()
    account = bot(lanterne)
    assert "@lanterne_bot" in page
    assert telegram.webhook["url"].endswith(f"/in/telegram/{account.key}")
    with lanterne.inside():
        assert account_secrets(account) == {"secret": telegram.webhook["secret_token"], "token": TOKEN}
    assert TOKEN not in page


def test_what_a_young_person_reads_before_start_says_the_limits(camille: Client, telegram: Telegram) -> None:
    camille.post(ADD, {"token": TOKEN})
    said = {
        call[1]["language_code"]: call[1]["description"] for call in telegram.calls if call[0] == "setMyDescription"
    }
    assert set(said) == {"fr", ""}
    assert all(len(text) <= 512 and "112" in text and "Telegram" in text for text in said.values())


@pytest.mark.parametrize(
    "token", ["", "x", "123:short", TOKEN[:-1] + "!", "987654321:AAtest-token_of-somebody-else-entirely"]
)
def test_a_wrong_token_connects_nothing(lanterne: Any, camille: Client, telegram: Telegram, token: str) -> None:
    page = camille.post(ADD, {"token": token}, follow=True).content.decode()
    assert "BotFather" in page
    with lanterne.inside():
        assert not ChannelAccount.objects.filter(channel="telegram").exists()
    assert not telegram.webhook


def test_without_https_it_says_what_to_set(camille: Client, settings: Any) -> None:
    settings.TELEGRAM_API, settings.PUBLIC_URL = "", "http://127.0.0.1:8000"
    assert "MARAUDE_PUBLIC_URL" in camille.get(PAGE).content.decode()
    assert "https" in camille.post(ADD, {"token": TOKEN}, follow=True).content.decode()


def test_the_same_bot_is_not_connected_twice(lanterne: Any, camille: Client, telegram: Telegram) -> None:
    camille.post(ADD, {"token": TOKEN})
    camille.post(ADD, {"token": TOKEN})
    assert bot(lanterne).is_active
    assert [method for method, _ in telegram.calls].count("setWebhook") == 1


@pytest.mark.parametrize(("complaint", "said"), [("", "Ça marche"), ("Connection refused", "Connection refused")])
def test_a_check_says_what_telegram_says(
    lanterne: Any, camille: Client, telegram: Telegram, complaint: str, said: str
) -> None:
    camille.post(ADD, {"token": TOKEN})
    telegram.complaint = complaint
    page = camille.post(f"{PAGE}/{bot(lanterne).id}/check", follow=True, headers={"accept-language": "fr"})
    assert said in page.content.decode()


def test_disconnecting_closes_the_door_and_is_audited(lanterne: Any, camille: Client, telegram: Telegram) -> None:
    camille.post(ADD, {"token": TOKEN})
    camille.post(f"{PAGE}/{bot(lanterne).id}/end")
    assert not bot(lanterne).is_active
    assert telegram.calls[-1][0] == "deleteWebhook"
    with lanterne.inside():
        assert AuditFact.objects.filter(action="account_closed").count() == 1


def test_a_worker_connects_nothing(lanterne: Any, signed_in: Callable[[int], Client], telegram: Telegram) -> None:
    nour = signed_in(lanterne.staff["nour"])
    assert nour.get(PAGE).status_code == 403
    assert nour.post(ADD, {"token": TOKEN}).status_code == 403
    assert not telegram.calls
