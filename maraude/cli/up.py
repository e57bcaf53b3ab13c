"""`maraude up`: the whole house in one process tree."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

import click
import httpx

from maraude.cli.settings_check import check_settings, misspelt
from maraude.core.errors import MaraudeError
from maraude.lib import env
from maraude.lib.database import Cluster, shared_server
from maraude.lib.database_url import is_embedded
from maraude.lib.faults import is_test_bench
from maraude.lib.processes import FIRST_DELAY_S, LONGEST_DELAY_S, ProcessSpec, ProcessTree


class PortTaken(MaraudeError):
    """Another program already listens there."""


class NotPrepared(MaraudeError):
    """The tables could not be brought up to date: see what was printed above."""


@click.command()
@click.option("--host", default=lambda: env.text("MARAUDE_HOST", "127.0.0.1"), show_default="127.0.0.1")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=lambda: env.integer("PORT", 8000, minimum=1, maximum=65535)
)
@click.option(
    "--demo", is_flag=True, default=lambda: env.flag("MARAUDE_DEMO"), help="Two invented associations to try."
)
def up(*, host: str, port: int, demo: bool) -> None:
    """Start the database, the gateway, the processor, the sender and the pages; Ctrl-C stops them all."""
    for name, meant in misspelt():
        hint = f": did you mean {meant}?" if meant else ""
        click.echo(f"{name} is not a setting of Maraude and changes nothing{hint}", err=True)
    check_settings(host=host, demo=demo)
    _refuse_taken_port(host, port)
    home = env.home()
    home.mkdir(parents=True, exist_ok=True, mode=0o711)
    server = shared_server(home) if is_embedded() else nullcontext()
    with tempfile.TemporaryDirectory(prefix="maraude-") as folder, server as cluster:
        _set_environment(home, host, port, demo, Path(folder) / "pages")
        url = os.environ["MARAUDE_PUBLIC_URL"]
        _prepare(demo=demo)
        specs = [*_database(cluster), *_specs(url, demo=demo)]
        longest_delay_s = FIRST_DELAY_S if is_test_bench() else LONGEST_DELAY_S  # a bench kills by the hundred
        ProcessTree(specs=specs, say=click.echo, longest_delay_s=longest_delay_s).run()


def _set_environment(home: Path, host: str, port: int, demo: bool, web_socket: Path) -> None:
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


def _prepare(*, demo: bool) -> None:
    """Bring tables and static files up to date in a process of its own: only it works as the owner."""
    command = [sys.executable, "-m", "maraude.cli.main", "prepare", *(["--demo"] if demo else [])]
    if subprocess.run(command, check=False).returncode != 0:
        raise NotPrepared
    click.echo("tables and static files are up to date")


def _database(cluster: Cluster | None) -> list[ProcessSpec]:
    """Watch over the embedded server; it stops when its last user leaves, commands in other terminals included."""
    if cluster is None:
        return []
    return [
        ProcessSpec(
            name="database",
            detail="PostgreSQL, private socket",
            spawn=cluster.spawn,
            ready=cluster.is_ready,
            stop=lambda _grace_s: None,
        )
    ]


def _specs(url: str, *, demo: bool) -> list[ProcessSpec]:
    python, web_socket = sys.executable, Path(os.environ["MARAUDE_WEB_SOCKET"])
    return [
        ProcessSpec(
            name="pages",
            detail="Django",
            argv=[python, "-m", "maraude.web.serve"],
            ready=lambda: _answers(web_socket),
        ),
        *(
            ProcessSpec(
                name=f"gateway{number}",
                detail="shares the port",
                argv=[python, "-m", "maraude.gateway.serve"],
                waits=False,
            )
            for number in range(2, env.integer("MARAUDE_GATEWAYS", 1, minimum=1, maximum=32) + 1)
        ),
        ProcessSpec(
            name="gateway",
            detail=_welcome(url, demo=demo),
            argv=[python, "-m", "maraude.gateway.serve"],
            ready=_is_healthy,
            waits=False,
        ),
        *_processors(),
        ProcessSpec(
            name="sender",
            detail="outbox, calls to the person on duty",
            argv=[python, "-m", "maraude.jobs.run", "sender"],
            waits=False,
        ),
        ProcessSpec(
            name="listener",
            detail="lines of channels that do not write to us",
            argv=[python, "-m", "maraude.gateway.listen"],
            waits=False,
        ),
        *(_visitors() if demo and env.flag("MARAUDE_DEMO_VISITORS", default=True) else ()),
    ]


def _processors() -> list[ProcessSpec]:
    """Return the processors, the first after the first page, which wants all cores. They share the conversations."""
    count = env.integer("MARAUDE_PROCESSORS", 1, minimum=1, maximum=32)
    argv = [sys.executable, "-m", "maraude.jobs.run", "processor"]
    return [
        ProcessSpec(
            name="processor" if number == 1 else f"processor{number}",
            detail="ordered, claims conversations",
            argv=argv,
            waits=number == 1,
        )
        for number in range(1, count + 1)
    ]


def _visitors() -> list[ProcessSpec]:
    """Let the demo's invented people write while somebody looks."""
    argv = [sys.executable, "-m", "maraude.simulation.live"]
    return [ProcessSpec(name="visitors", detail="invented people who write by the door", argv=argv, waits=False)]


def _welcome(url: str, *, demo: bool) -> str:
    if not demo:
        return f"open {url}"
    who = "nour@lanterne.example (worker) or camille@lanterne.example (coordinator)"
    return f"open {url}\n  demo: {who}, password maraude-de-nuit"


def _answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(path)) == 0


def _is_healthy() -> bool:
    """Ask our own port: the public address may lead through a proxy that is not there yet."""
    host, port = os.environ["MARAUDE_HOST"], os.environ["MARAUDE_PORT"]
    near = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - not bound here, asked
    try:
        url = f"http://[{near}]:{port}" if ":" in near else f"http://{near}:{port}"
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
            raise PortTaken(
                f"Port {port} of {host} is not free ({error.strerror}): choose another one with PORT=."
            ) from error
