"""`maraude up`: the whole house in one process tree."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import click
import httpx

from maraude.core.errors import MaraudeError, WrongSetting
from maraude.lib import env
from maraude.lib.database import Cluster
from maraude.lib.database_url import is_embedded
from maraude.lib.mail import check_mail_url
from maraude.lib.processes import ProcessSpec, ProcessTree

_LOOPBACK = {"127.0.0.1", "::1", "localhost"}


class PortTaken(MaraudeError):
    """Another program already listens there."""


@click.command()
@click.option("--host", default=lambda: env.text("MARAUDE_HOST", "127.0.0.1"), show_default="127.0.0.1")
@click.option("--port", type=click.IntRange(1, 65535), default=lambda: env.integer("PORT", 8000, minimum=1, maximum=65535))
@click.option("--demo", is_flag=True, default=lambda: env.flag("MARAUDE_DEMO"), help="Two invented associations to try.")
def up(*, host: str, port: int, demo: bool) -> None:
    """Start the database, the gateway, the processor, the sender and the pages; Ctrl-C stops them all."""
    if demo and host not in _LOOPBACK:
        raise WrongSetting(f"The demo lets anybody in: it serves this machine only, not {host}.")
    check_mail_url(env.text("MARAUDE_MAIL_URL"))
    _refuse_taken_port(host, port)
    home = env.home()
    home.mkdir(parents=True, exist_ok=True, mode=0o711)
    cluster = Cluster(home)
    if is_embedded():
        cluster.prepare()
    with tempfile.TemporaryDirectory(prefix="maraude-") as folder:
        _set_environment(home, host, port, demo, Path(folder) / "pages")
        _run(cluster, host, port, demo=demo)


def _run(cluster: Cluster, host: str, port: int, *, demo: bool) -> None:
    url = os.environ["MARAUDE_PUBLIC_URL"]
    ProcessTree(specs=[*_database(cluster), *_specs(url, demo=demo)], say=click.echo).run()
    del host, port


def _set_environment(home: Path, host: str, port: int, demo: bool, web_socket: Path) -> None:  # noqa: FBT001 - private
    shown = f"[{host}]" if ":" in host else host
    os.environ.update(
        MARAUDE_HOME=str(home),
        MARAUDE_HOST=host,
        MARAUDE_PORT=str(port),
        MARAUDE_WEB_SOCKET=str(web_socket),
        DJANGO_SETTINGS_MODULE="config.settings",
    )
    os.environ.setdefault("MARAUDE_PUBLIC_URL", f"http://{shown}:{port}")
    if demo:
        os.environ["MARAUDE_DEMO"] = "1"
        os.environ.setdefault("MARAUDE_MAIL_URL", f"file://{home / 'mail'}")


def _database(cluster: Cluster) -> list[ProcessSpec]:
    if not is_embedded():
        return []
    return [
        ProcessSpec(
            name="database",
            detail="PostgreSQL, private socket",
            spawn=cluster.spawn,
            ready=cluster.is_ready,
            stop=cluster.stop,
        )
    ]


def _specs(url: str, *, demo: bool) -> list[ProcessSpec]:
    python, web_socket = sys.executable, Path(os.environ["MARAUDE_WEB_SOCKET"])
    preparing = [python, "-m", "maraude.cli.main", "prepare", *(["--demo"] if demo else [])]
    prepared = _Once(preparing)
    return [
        ProcessSpec(name="tables", detail="up to date", spawn=prepared.spawn, ready=prepared.is_done, restart=False),
        ProcessSpec(
            name="pages",
            detail="Django",
            argv=[python, "-m", "maraude.web.serve"],
            ready=lambda: _answers(web_socket),
        ),
        ProcessSpec(name="processor", detail="ordered, claims conversations", argv=[python, "-m", "maraude.jobs.run", "processor"]),
        ProcessSpec(name="sender", detail="outbox, calls to the person on duty", argv=[python, "-m", "maraude.jobs.run", "sender"]),
        ProcessSpec(
            name="gateway",
            detail=_welcome(url, demo=demo),
            argv=[python, "-m", "maraude.gateway.serve"],
            ready=lambda: _is_healthy(url),
        ),
    ]


class _Once:
    """A step that must end well before the next ones start."""

    def __init__(self, argv: list[str]) -> None:
        self._argv = argv
        self._process: subprocess.Popen[bytes] | None = None

    def spawn(self) -> subprocess.Popen[bytes]:
        self._process = subprocess.Popen(self._argv, start_new_session=True)
        return self._process

    def is_done(self) -> bool:
        return self._process is not None and self._process.poll() == 0


def _welcome(url: str, *, demo: bool) -> str:
    if not demo:
        return f"open {url}"
    return f"open {url}\n  demo: nour@lanterne.example (worker) or camille@lanterne.example (coordinator), password maraude-de-nuit"


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(path)) == 0


def _is_healthy(url: str) -> bool:
    try:
        return httpx.get(f"{url}/healthz", timeout=1, trust_env=False).status_code == 200
    except httpx.HTTPError:
        return False


def _refuse_taken_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(f"Port {port} of {host} is not free ({error.strerror}): choose another one with PORT=.") from error
