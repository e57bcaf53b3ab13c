"""`maraude bench [NAME]`: our figures, each with its comparator measured in the same run, one JSON line each."""

from __future__ import annotations

import json
import subprocess
import sys

import click

from maraude.core.errors import MaraudeError

_BENCHES = {"ingest": "ingest", "processor": "processor", "import": "imports", "match": "match"}  # name: module


class BenchFailed(MaraudeError):
    """A bench could not be run: see what it printed above."""


@click.command()
@click.argument("name", type=click.Choice(list(_BENCHES)), required=False)
def bench(*, name: str | None) -> None:
    """Run one bench, or all of them, each in a process and a house of its own."""
    for one in (name,) if name else _BENCHES:
        command = [sys.executable, "-c", _RUN.format(name=_BENCHES[one])]
        done = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True)
        if done.returncode != 0:
            raise BenchFailed(f"The bench {one} could not be run: see what it printed above.")
        click.echo(json.dumps(json.loads(done.stdout.splitlines()[-1])))


_RUN = "import json; from maraude.bench.{name} import run; print(json.dumps(run()))"
