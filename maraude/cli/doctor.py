"""`maraude doctor`: is everything in order, and if not, what to do."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from maraude.cli.house import open_house
from maraude.cli.settings_check import check_settings, misspelt
from maraude.core.errors import MaraudeError
from maraude.lib import clock, env
from maraude.lib.line_state import read_line_state
from maraude.lib.mail import check_mail_url

_LEAST_FREE = 1_000_000_000  # bytes: a day of messages, and room for the database to clean up


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at; `detail` says what was found, or what to do."""

    name: str
    ok: bool
    detail: str


@click.command()
@click.option("--json", "as_json", is_flag=True)
def doctor(*, as_json: bool) -> None:
    """Check settings, database, model, mail, keys and disk; exit 1 with what to do when something is wrong."""
    checks = _checks()
    if as_json:
        click.echo(json.dumps({"checks": [asdict(check) for check in checks]}, ensure_ascii=False))
    else:
        for check in checks:
            click.echo(f"{'ok ' if check.ok else 'NOT'} {check.name:<10} {check.detail}")
    if not all(check.ok for check in checks):
        sys.exit(1)


def _checks() -> list[Check]:
    checks = [_check("settings", _settings), _check("disk", _disk), _check("mail", _mail), _check("model", _model)]
    try:
        with open_house():
            checks += [_check("database", _database), _check("clock", _clock), _check("channels", _channels)]
    except MaraudeError as error:
        checks.append(Check(name="database", ok=False, detail=str(error)))
    return checks


def _check(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name=name, ok=True, detail=look())
    except MaraudeError as error:
        return Check(name=name, ok=False, detail=str(error))


def _settings() -> str:
    check_settings(host=env.text("MARAUDE_HOST", "127.0.0.1"), demo=env.flag("MARAUDE_DEMO"))
    unknown = [name for name, _ in misspelt()]
    return f"all can work; not ours: {', '.join(unknown)}" if unknown else "all can work"


def _disk() -> str:
    home = env.home()
    free = shutil.disk_usage(home if home.exists() else home.parent).free
    if free < _LEAST_FREE:
        raise MaraudeError(
            f"Only {free // 1_000_000} MB are free where MARAUDE_HOME lives: make room before it is full."
        )
    return f"{free // 1_000_000_000} GB free"


def _mail() -> str:
    url = env.text("MARAUDE_MAIL_URL")
    check_mail_url(url)
    if not url and not env.flag("MARAUDE_DEMO"):
        raise MaraudeError(
            "No mail server: the person on duty is not called. Set MARAUDE_MAIL_URL (smtp+starttls://…)."
        )
    return "a mail server is set" if url else "the demo keeps its mail in a folder"


def _model() -> str:
    from maraude.understanding.pipeline import load  # noqa: PLC0415 - loading it is the check

    given = env.text("MARAUDE_UNDERSTANDING_MODEL")
    understood = load(model=Path(given) if given else None).understand("bonjour")
    return f"{understood.model.name} {understood.model.version}"


def _database() -> str:
    from django.db import connection  # noqa: PLC0415 - after django.setup()

    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), pg_size_pretty(pg_database_size(current_database()))")
        version, size = cursor.fetchone()
    return f"PostgreSQL {version}, {size}"


def _clock() -> str:
    from django.db import connection  # noqa: PLC0415 - after django.setup()

    from maraude.lib import clock  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        drift = abs(float(cursor.fetchone()[0]) - clock.unix())
    if drift > 60:
        raise MaraudeError(f"This machine and the database disagree by {drift:.0f} s: set their clocks (NTP).")
    return f"within {drift:.1f} s of the database"


def _channels() -> str:
    from maraude.channels.registry import CHANNELS  # noqa: PLC0415 - after django.setup()

    folders = sorted(path.parent for path in (env.home() / "lines").glob("*/state.json"))
    down = [state.code for state in (read_line_state(one, at=clock.unix()) for one in folders) if not state.is_up]
    broken = [code for code in down if code != "silent"]  # silent: nobody keeps lines up just now
    if broken:
        raise MaraudeError(
            f"{len(broken)} line(s) to platforms are down ({', '.join(sorted(set(broken)))}): see Settings, Health."
        )
    return ", ".join(CHANNELS)
