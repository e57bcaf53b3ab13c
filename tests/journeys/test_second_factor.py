"""A real installation, not the demo: nobody enters without a second factor, an app's code or a passkey."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.house import eventually, free_port

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

EMAIL, PASSWORD = "ines@veilleurs.example", "une-phrase-de-passe"


@contextmanager
def running(home: Path) -> Iterator[str]:
    """Start an association's own installation and return its address; passkeys want a name, hence localhost."""
    port = free_port()
    url = f"http://localhost:{port}"
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("MARAUDE_", "DJANGO_"))}
    env = {**clean, "MARAUDE_HOME": str(home), "PORT": str(port), "MARAUDE_PUBLIC_URL": url}
    maraude = [sys.executable, "-m", "maraude.cli.main"]
    made = ("admin", "create", "--organisation", "Les Veilleurs", "--email", EMAIL, "--name", "Inès")
    subprocess.run([*maraude, *made, "--password", PASSWORD], env=env, check=True, capture_output=True, timeout=90)
    server = subprocess.Popen([*maraude, "up"], env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        eventually(lambda: _is_up(url))
        yield url
    finally:
        server.terminate()
        server.wait(30)


def _is_up(url: str) -> bool:
    try:
        return httpx.get(f"{url}/accounts/login/", trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    home = tmp_path_factory.mktemp("own")
    home.chmod(0o755)
    with running(home / "home") as url:
        yield url


def log_in(page: Page, address: str) -> None:
    page.goto(address)
    page.fill("#id_login", EMAIL)
    page.fill("#id_password", PASSWORD)
    page.click("main button.button--main")


def test_a_passkey_is_added_then_opens_the_house(browser: Browser, address: str) -> None:
    with browser.new_context(locale="fr-FR") as context:
        page = context.new_page()
        device = context.new_cdp_session(page)
        device.send("WebAuthn.enable")
        options = {"protocol": "ctap2", "transport": "internal", "hasUserVerification": True, "isUserVerified": True}
        device.send("WebAuthn.addVirtualAuthenticator", {"options": options | {"automaticPresenceSimulation": True}})
        log_in(page, address)
        page.wait_for_url("**/accounts/2fa/")
        page.click("a[href='/accounts/2fa/webauthn/add/']")
        page.click("main button.button--main")
        page.wait_for_url("**/recovery-codes/")
        expect(page.locator(".accounts__codes li")).to_have_count(10)
        page.goto(f"{address}/inbox/")
        assert page.url.endswith("/inbox/")
        context.clear_cookies()
        log_in(page, address)
        page.wait_for_url("**/authenticate/**")
        page.click("[data-maraude-passkey] button")
        page.wait_for_url("**/inbox/**")


def test_without_javascript_the_app_is_still_there(browser: Browser, address: str) -> None:
    with browser.new_context(locale="fr-FR", java_script_enabled=False) as context:
        page = context.new_page()
        log_in(page, address)
        expect(page.locator("h1")).to_be_visible(timeout=15_000)
        first = page.locator("a[href='/accounts/2fa/totp/activate/']")  # nobody has added a factor before this test
        if first.count():
            first.click()
        expect(page.locator("#id_code")).to_be_visible(timeout=15_000)
