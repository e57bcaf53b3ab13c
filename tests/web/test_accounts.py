"""Accounts of staff: the second factor, its loss, sessions, tries, and proving again who one is."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.cache import cache
from django.test import Client
from django.urls import URLResolver, get_resolver

from maraude.apps.orgs.models import User
from maraude.lib import clock
from tests.support.world import PASSWORD

LOGIN, SET_UP = "/accounts/login/", "/accounts/2fa/"
SECRET = "JBSWY3DPEHPK3PXP"
NOUR = "nour@la-lanterne.example"


@pytest.fixture(autouse=True)
def _no_tries_yet() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def nour(lanterne: Any) -> User:
    return User.objects.get(id=lanterne.staff["nour"])


def log_in(client: Client, email: str = NOUR, password: str = PASSWORD) -> Any:
    return client.post(LOGIN, {"login": email, "password": password})


def code_now(secret: str = SECRET) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return str(format_hotp_value(hotp_value(secret, counter)))


def inside(user: User) -> Client:
    """Return a browser where this account is signed in with its password and its code."""
    TOTP.activate(user, SECRET)
    client = Client()
    log_in(client, email=user.email)
    client.post("/accounts/2fa/authenticate/", {"code": code_now()})
    return client


def test_a_password_alone_leads_to_the_set_up_and_nowhere_else(nour: User) -> None:
    client = Client()
    log_in(client, email=nour.email)
    for page in ("/inbox/", "/accounts/sessions/", "/accounts/password/change/", "/settings/"):
        assert client.get(page).headers["location"] == SET_UP
    page = client.get(SET_UP).content.decode()
    assert "style=" not in page
    assert "/accounts/2fa/totp/activate/" in page


def test_an_app_is_set_up_its_codes_are_shown_and_the_inbox_opens(nour: User) -> None:
    client = Client()
    log_in(client, email=nour.email)
    page = client.get("/accounts/2fa/totp/activate/")
    assert page.content.decode().count("data:image/svg+xml") == 1
    answer = client.post("/accounts/2fa/totp/activate/", {"code": code_now(page.context["form"].secret)})
    assert answer.headers["location"] == "/accounts/2fa/recovery-codes/"
    assert len(client.get("/accounts/2fa/recovery-codes/").context["unused_codes"]) == 10
    assert client.get("/inbox/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(nour: User) -> None:
    RecoveryCodes.activate(nour)
    client = Client()
    client.force_login(nour)
    assert client.get("/inbox/").headers["location"] == SET_UP


def test_the_secrets_of_second_factors_are_sealed_in_the_database(nour: User) -> None:
    TOTP.activate(nour, SECRET)
    RecoveryCodes.activate(nour)
    kept = list(Authenticator.objects.values_list("data", flat=True))
    assert SECRET not in str(kept)
    assert all("sealed:" in str(data) for data in kept)


def test_a_code_opens_and_a_wrong_or_a_used_one_does_not(nour: User) -> None:
    TOTP.activate(nour, SECRET)
    client = Client()
    assert log_in(client, email=nour.email).headers["location"].startswith("/accounts/2fa/authenticate/")
    assert client.get("/inbox/").headers["location"].startswith(LOGIN)
    assert client.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    code = code_now()
    assert client.post("/accounts/2fa/authenticate/", {"code": code}).headers["location"] == "/"
    again = Client()
    log_in(again, email=nour.email)
    assert again.post("/accounts/2fa/authenticate/", {"code": code}).status_code == 200


def test_a_recovery_code_opens_once(nour: User) -> None:
    TOTP.activate(nour, SECRET)
    code = RecoveryCodes.activate(nour).get_unused_codes()[0]
    answers = []
    for _ in range(2):
        client = Client()
        log_in(client, email=nour.email)
        answers.append(client.post("/accounts/2fa/authenticate/", {"code": code}).status_code)
    assert answers == [302, 200]


@pytest.mark.parametrize(
    "junk", ["{}", "not json", '{"id": "x", "response": {}}', "[]", "7", "null", '{"a":' * 50, '{"id": 7, "rawId": 7}']
)
def test_a_passkey_that_is_none_is_refused_without_breaking(nour: User, junk: str) -> None:
    TOTP.activate(nour, SECRET)
    client = Client()
    log_in(client, email=nour.email)
    client.get("/accounts/2fa/authenticate/")
    assert client.post("/accounts/2fa/authenticate/", {"credential": junk}).status_code == 200
    assert client.get("/inbox/").status_code == 302


@pytest.mark.parametrize("junk", ["[]", '{"id": "x", "rawId": "x", "response": {"clientDataJSON": "e30"}}', "7"])
def test_a_passkey_that_is_none_is_not_added(nour: User, junk: str) -> None:
    client = inside(nour)
    client.get("/accounts/2fa/webauthn/add/")
    assert client.post("/accounts/2fa/webauthn/add/", {"name": "Clé", "credential": junk}).status_code == 200
    assert not Authenticator.objects.filter(type="webauthn").exists()


def test_the_last_second_factor_stays(nour: User) -> None:
    client = inside(nour)
    client.post("/accounts/2fa/totp/deactivate/")
    assert Authenticator.objects.filter(user=nour, type="totp").exists()


def test_the_last_passkey_stays_too(nour: User) -> None:
    client = inside(nour)
    key = Authenticator.objects.create(user=nour, type="webauthn", data={"name": "Clé", "credential": {}})
    Authenticator.objects.filter(type="totp").delete()
    assert client.post(f"/accounts/2fa/webauthn/keys/{key.pk}/remove/").headers["location"] == SET_UP
    assert Authenticator.objects.filter(pk=key.pk).exists()


@pytest.mark.parametrize("page", ["signup/", "email/", "password/set/"])
def test_nobody_opens_links_or_renames_an_account_alone(nour: User, page: str) -> None:
    assert Client().get(f"/accounts/{page}").status_code == 404
    assert inside(nour).get(f"/accounts/{page}").status_code == 404


def test_the_eleventh_try_is_refused_whatever_the_password(nour: User) -> None:
    client = Client()
    for number in range(10):
        client.post(LOGIN, {"login": nour.email, "password": "faux"}, REMOTE_ADDR=f"10.1.0.{number}")
    answer = client.post(LOGIN, {"login": nour.email, "password": PASSWORD}, REMOTE_ADDR="10.1.0.99")
    assert answer.status_code in {200, 429}
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("nour")
def test_an_unknown_address_and_a_wrong_password_answer_the_same() -> None:
    pages = []
    for email in (NOUR, "personne@la-lanterne.example"):
        answer = log_in(Client(), email=email, password="faux-mot-de-passe")
        pages.append((answer.status_code, answer.content.decode().replace(email, "X")))
    assert [status for status, _ in pages] == [200, 200]
    assert without_tokens(pages[0][1]) == without_tokens(pages[1][1])


def without_tokens(page: str) -> list[str]:
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line]


@pytest.mark.usefixtures("nour")
def test_an_unknown_address_costs_the_same_work(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.contrib.auth.hashers import MD5PasswordHasher  # noqa: PLC0415 - once Django is there

    hashed: list[str] = []
    encode = MD5PasswordHasher.encode

    def counted(*told: Any) -> str:
        hashed.append("x")
        return encode(*told)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    for email in (NOUR, "personne@la-lanterne.example"):
        hashed.clear()
        log_in(Client(), email=email, password="faux-mot-de-passe")
        assert len(hashed) == 1, email


@pytest.mark.usefixtures("nour")
def test_a_forgotten_password_says_nothing_of_who_has_an_account(settings: Any, tmp_path: Any) -> None:
    settings.MAIL_URL = f"file://{tmp_path}"
    answers = [
        Client().post("/accounts/password/reset/", {"email": email}) for email in ("personne@la-lanterne.example", NOUR)
    ]
    assert len({(answer.status_code, answer.headers["location"]) for answer in answers}) == 1
    for _ in range(100):
        mails = [mail.read_text() for mail in tmp_path.glob("*.eml")]
        if all(mails) and mails:
            break
        time.sleep(0.02)
    assert [NOUR in mail for mail in mails] == [True]


def test_one_session_is_ended_from_another(nour: User) -> None:
    here, elsewhere = inside(nour), Client()
    log_in(elsewhere, email=nour.email)
    with time_machine.travel(clock.now() + timedelta(minutes=2), tick=False):
        elsewhere.post("/accounts/2fa/authenticate/", {"code": code_now()})
        rows = here.get("/accounts/sessions/").context["sessions"]
        assert len(rows) == 2
        assert here.post(f"/accounts/sessions/{rows[1].id}/end").status_code == 302
        assert elsewhere.get("/inbox/").headers["location"].startswith(LOGIN)
        assert here.get("/inbox/").status_code == 200


def test_nobody_ends_somebody_elses_session(lanterne: Any, nour: User) -> None:
    inside(nour)
    from allauth.usersessions.models import UserSession  # noqa: PLC0415 - once Django is there

    other = inside(User.objects.get(id=lanterne.staff["camille"]))
    theirs = UserSession.objects.get(user=nour)
    assert other.post(f"/accounts/sessions/{theirs.id}/end").status_code == 404
    assert str(theirs.ip) not in other.get("/accounts/sessions/").content.decode().replace("127.0.0.1", "", 1)


@pytest.mark.parametrize(("steps", "minutes"), [(1, 31), (31, 20)], ids=["idle", "ten hours"])
def test_a_session_ends_when_idle_and_after_ten_hours(nour: User, steps: int, minutes: int) -> None:
    client, now = inside(nour), clock.now()
    client.get("/inbox/")
    for step in range(1, steps + 1):
        with time_machine.travel(now + timedelta(minutes=minutes * step), tick=False):
            answer = client.get("/inbox/")
    assert answer.headers["location"].startswith(LOGIN)


def test_a_session_in_use_goes_on(nour: User) -> None:
    client, now = inside(nour), clock.now()
    for step in range(4):
        with time_machine.travel(now + timedelta(minutes=25 * step), tick=False):
            assert client.get("/inbox/").status_code == 200


def step_ups() -> set[str]:
    found: set[str] = set()

    def walk(resolver: URLResolver) -> None:
        for pattern in resolver.url_patterns:
            if isinstance(pattern, URLResolver):
                walk(pattern)
                continue
            view: Any = pattern.callback
            while view is not None:
                if getattr(view, "is_step_up", False):
                    found.add(str(pattern.name))
                view = getattr(view, "__wrapped__", None)

    walk(get_resolver())
    return found


def test_exports_and_keys_ask_again_who_it_is() -> None:
    assert step_ups() >= {"report_file", "add_telegram", "end_channel", "save_understanding", "save_contact"}


def test_after_ten_minutes_an_export_asks_for_the_password_again(lanterne: Any) -> None:
    client, now = inside(User.objects.get(id=lanterne.staff["camille"])), clock.now()
    assert client.get("/reports/figures.csv").status_code == 200
    with time_machine.travel(now + timedelta(minutes=11), tick=False):
        answer = client.get("/reports/figures.csv")
        assert answer.headers["location"] == "/accounts/reauthenticate/?next=%2Freports%2Ffigures.csv"
        wrong = client.post(answer.headers["location"], {"password": "faux", "next": "/reports/figures.csv"})
        assert wrong.status_code == 200
        right = client.post(answer.headers["location"], {"password": PASSWORD, "next": "/reports/figures.csv"})
        assert right.headers["location"] == "/reports/figures.csv"
        assert client.get("/reports/figures.csv").status_code == 200


def test_what_was_posted_too_late_is_neither_done_nor_kept(lanterne: Any) -> None:
    client, now = inside(User.objects.get(id=lanterne.staff["camille"])), clock.now()
    with time_machine.travel(now + timedelta(minutes=11), tick=False):
        answer = client.post("/settings/channels/telegram", {"token": "jeton-secret"})
        assert answer.headers["location"].startswith("/accounts/reauthenticate/")
        assert "jeton-secret" not in str(dict(client.session))


def test_the_demo_says_that_no_second_factor_is_asked(lanterne: Any, signed_in: Callable[[int], Client]) -> None:
    client = signed_in(lanterne.staff["nour"])
    assert client.get("/inbox/").status_code == 200
    assert "aucun second facteur" in client.get(SET_UP).content.decode()
    assert "aucun second facteur" in Client(headers={"accept-language": "fr"}).get(LOGIN).content.decode()
