"""`maraude bench [NAME]`: our figures, each with its comparator measured in the same run, one JSON line each."""

from __future__ import annotations

import json
import subprocess
import sys

import click

from maraude.core.errors import MaraudeError

_BENCHES = {  # name: module
    "ingest": "ingest",
    "processor": "processor",
    "inbox": "inbox",
    "live": "live",
    "import": "imports",
    "match": "match",
    "levers": "levers.figures",
}
_SHORTER = {"inbox", "live", "levers"}  # those that know --small


class BenchFailed(MaraudeError):
    """A bench could not be run: see what it printed above."""


@click.command()
@click.argument("name", type=click.Choice(list(_BENCHES)), required=False)
@click.option("--small", is_flag=True, help="A quick run of inbox, live and levers, with less of everything.")
def bench(*, name: str | None, small: bool) -> None:
    """Run one bench, or all of them, each in a process and a house of its own."""
    for one in (name,) if name else _BENCHES:
        more = "is_small=True" if small and one in _SHORTER else ""
        command = [sys.executable, "-c", _RUN.format(name=_BENCHES[one], more=more)]
        done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True)
        if done.returncode != 0:
            raise BenchFailed(f"The bench {one} could not be run: see what it printed above.")
        click.echo(json.dumps(json.loads(done.stdout.splitlines()[-1])))


_RUN = "import json; from maraude.bench.{name} import run; print(json.dumps(run({more})))"
