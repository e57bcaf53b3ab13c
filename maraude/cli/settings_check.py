"""Every setting is looked at before anything starts: a wrong one stops `up` with one sentence (security.md S-30)."""

from __future__ import annotations

import difflib
import os
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from maraude.core.errors import WrongSetting
from maraude.lib import env
from maraude.lib.database_url import check_database_url
from maraude.lib.faults import refuse_faults_outside_demo
from maraude.lib.mail import check_mail_sender, check_mail_url

_LONGEST_LIST = 32  # processes of one kind


def check_settings(*, host: str, demo: bool) -> None:
    """Raise `WrongSetting` for the first setting that cannot work; nothing is written."""
    for look in KNOWN.values():
        look()
    _home(env.home())
    _listening(host, demo=demo)
    _test_benches(demo=demo)
    refuse_faults_outside_demo(demo=demo)


def misspelt(given: Mapping[str, str] | None = None) -> Iterator[tuple[str, str]]:
    """Yield (name, nearest name of ours or nothing) for each MARAUDE_… that we do not know."""
    for name in sorted(os.environ if given is None else given):
        if name.startswith("MARAUDE_") and name not in KNOWN and name.removesuffix("_FILE") not in _WITH_FILE:
            yield name, next(iter(difflib.get_close_matches(name, KNOWN, n=1, cutoff=0.85)), "")


def _home(home: Path) -> None:
    if home.exists() and not home.is_dir():
        raise WrongSetting(f"MARAUDE_HOME={str(home)!r} is a file: give a folder, which will be made.")
    nearest = next(path for path in (home, *home.parents) if path.exists())
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise WrongSetting(f"MARAUDE_HOME={str(home)!r} cannot be written to by the account that runs Maraude.")


def _key_file() -> None:
    given = env.text("MARAUDE_KEK_FILE")
    path = Path(given) if given else env.home() / "keys" / "kek"
    if path.is_dir():
        raise WrongSetting(f"MARAUDE_KEK_FILE={given!r} is a folder: give the file that holds the key.")
    if path.exists() and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise WrongSetting(f"The key file {path} can be read by others on this machine: chmod 600 {path}")


def _secret_key() -> None:
    given = env.text("MARAUDE_SECRET_KEY")
    if given and (len(given) < 32 or len(set(given)) < 8):
        raise WrongSetting("MARAUDE_SECRET_KEY can be guessed: give at least 32 characters by chance, or none at all.")


def _listening(host: str, *, demo: bool) -> None:
    if demo and not env.is_loopback(host):
        raise WrongSetting(f"The demo lets anybody in: it serves this machine only, not {host}.")
    if not env.is_loopback(host) and not env.text("MARAUDE_PUBLIC_URL"):
        raise WrongSetting(
            f"MARAUDE_HOST={host!r} needs MARAUDE_PUBLIC_URL, the https:// address that leads people there."
        )
    if "/" in host or " " in host or not host:
        raise WrongSetting(f"MARAUDE_HOST={host!r} must be an address of this machine, like 127.0.0.1 or 0.0.0.0.")


def _test_benches(*, demo: bool) -> None:
    url = env.origin("MARAUDE_PUBLIC_URL", "http://127.0.0.1:8000")
    is_public = url.startswith("https://")
    if is_public and demo:
        raise WrongSetting("MARAUDE_DEMO lets anybody in: it cannot be at a public address (MARAUDE_PUBLIC_URL).")
    if is_public and env.flag("MARAUDE_TEST"):
        raise WrongSetting("MARAUDE_TEST keeps passwords badly, for tests: it cannot be at a public address.")
    if is_public and env.flag("MARAUDE_ALLOW_PRIVATE_ADDRESSES"):
        raise WrongSetting(
            "MARAUDE_ALLOW_PRIVATE_ADDRESSES serves test benches only: name MARAUDE_PRIVATE_PEERS instead."
        )
    if demo and env.text("MARAUDE_DATABASE_URL"):
        raise WrongSetting(
            "The demo writes invented people: it takes no MARAUDE_DATABASE_URL, its own database is made."
        )


def _second_reader() -> None:
    encoder, head = env.text("MARAUDE_UNDERSTANDING_ENCODER"), env.text("MARAUDE_UNDERSTANDING_HEAD")
    if head and not encoder:
        raise WrongSetting("MARAUDE_UNDERSTANDING_HEAD needs MARAUDE_UNDERSTANDING_ENCODER, which it was trained on.")
    url, model = env.text("MARAUDE_UNDERSTANDING_LLM_URL"), env.text("MARAUDE_UNDERSTANDING_LLM_MODEL")
    if model and not url:
        raise WrongSetting("MARAUDE_UNDERSTANDING_LLM_MODEL needs MARAUDE_UNDERSTANDING_LLM_URL, where it is asked.")
    if encoder or url:
        from maraude.understanding.second.configured import second_readers  # noqa: PLC0415 - loads a model

        second_readers()


def _model() -> None:
    given = env.text("MARAUDE_UNDERSTANDING_MODEL")
    if given and not Path(given).is_dir():
        raise WrongSetting(f"MARAUDE_UNDERSTANDING_MODEL={given!r} is not a folder: give the one that holds the model.")


def _flag(name: str) -> Callable[[], object]:
    return lambda: env.flag(name)


def _count(name: str, default: int, minimum: int, maximum: int) -> Callable[[], object]:
    return lambda: env.integer(name, default, minimum=minimum, maximum=maximum)


def _elsewhere() -> None:
    """Looked at where it is used, or set by Maraude for its own processes."""


# Every setting of docs/howto/settings.md, and what looks at it.
KNOWN: Mapping[str, Callable[[], object]] = {
    "MARAUDE_HOME": _elsewhere,
    "MARAUDE_PUBLIC_URL": lambda: env.origin("MARAUDE_PUBLIC_URL", "http://127.0.0.1:8000"),
    "MARAUDE_HOST": _elsewhere,
    "MARAUDE_PORT": _count("MARAUDE_PORT", 8000, 1, 65_535),
    "MARAUDE_GATEWAYS": _count("MARAUDE_GATEWAYS", 1, 1, _LONGEST_LIST),
    "MARAUDE_PROCESSORS": _count("MARAUDE_PROCESSORS", 1, 1, _LONGEST_LIST),
    "MARAUDE_ALLOWED_HOSTS": lambda: env.host_names("MARAUDE_ALLOWED_HOSTS", default=""),
    "MARAUDE_DATABASE_URL": lambda: check_database_url(env.text("MARAUDE_DATABASE_URL")),
    "MARAUDE_DATABASE_ROLE": _elsewhere,
    "MARAUDE_SECRET_KEY": _secret_key,
    "MARAUDE_KEK_FILE": _key_file,
    "MARAUDE_MAIL_URL": lambda: check_mail_url(env.text("MARAUDE_MAIL_URL")),
    "MARAUDE_MAIL_FROM": lambda: check_mail_sender(env.text("MARAUDE_MAIL_FROM", "maraude@localhost")),
    "MARAUDE_IDLE_MINUTES": _count("MARAUDE_IDLE_MINUTES", 30, 5, 600),
    "MARAUDE_EXIT_URL": lambda: env.web_address("MARAUDE_EXIT_URL", "/infos/month"),
    "MARAUDE_UNDERSTANDING_MODEL": _model,
    "MARAUDE_UNDERSTANDING_ENCODER": _second_reader,
    "MARAUDE_UNDERSTANDING_HEAD": _elsewhere,
    "MARAUDE_UNDERSTANDING_LLM_URL": _elsewhere,
    "MARAUDE_UNDERSTANDING_LLM_MODEL": _elsewhere,
    "MARAUDE_DISCORD_API": lambda: env.api_address("MARAUDE_DISCORD_API"),
    "MARAUDE_GRAPH_API": lambda: env.api_address("MARAUDE_GRAPH_API"),
    "MARAUDE_TELEGRAM_API": lambda: env.api_address("MARAUDE_TELEGRAM_API"),
    "MARAUDE_PRIVATE_PEERS": lambda: env.peers("MARAUDE_PRIVATE_PEERS"),
    "MARAUDE_ALLOW_PRIVATE_ADDRESSES": _flag("MARAUDE_ALLOW_PRIVATE_ADDRESSES"),
    "MARAUDE_DEMO": _flag("MARAUDE_DEMO"),
    "MARAUDE_DEMO_VISITORS": _flag("MARAUDE_DEMO_VISITORS"),
    "MARAUDE_TEST": _flag("MARAUDE_TEST"),
    "MARAUDE_FAULTS": _elsewhere,
    "MARAUDE_WEB_SOCKET": _elsewhere,
    "MARAUDE_EVERYDAY_TEXT": _elsewhere,
}
_WITH_FILE = {"MARAUDE_SECRET_KEY", "MARAUDE_KEK", "MARAUDE_MAIL_URL", "MARAUDE_DATABASE_URL"}
