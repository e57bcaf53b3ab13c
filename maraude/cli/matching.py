"""`maraude evaluate matching`: proposals against judgements, with data·inclusion's own search beside them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from maraude.cli.house import open_house
from maraude.lib import clock
from maraude.lib.roles import APP


@click.command(name="matching")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option("--failures", is_flag=True, help="Write each answer that could be better to standard error, one a line.")
@click.option("--json", "as_json", is_flag=True)
def evaluate_matching(*, file: Path | None, failures: bool, as_json: bool) -> None:
    """Measure proposals on a judged JSONL file: on the directory that lies beside it, else on the one imported here.

    Without FILE: our own set, 370 profiles in 125 communes, on its invented directory.
    """
    from maraude.bench.orientation.own_set import SHIPPED  # noqa: PLC0415 - keeps the other commands quick

    path = file or SHIPPED
    with _house(path):
        from maraude.bench.orientation.evaluate import evaluate  # noqa: PLC0415 - after django.setup()
        from maraude.bench.orientation.judged import read_judged  # noqa: PLC0415
        from maraude.bench.orientation.prose import prose  # noqa: PLC0415

        figures, could_be_better = evaluate(read_judged(path), at=clock.now())
    figures = {"file": path.name, **figures}
    if failures:
        for one in could_be_better:
            click.echo(json.dumps(one, ensure_ascii=False), err=True)
    click.echo(json.dumps(figures, ensure_ascii=False) if as_json else prose(figures))


@contextmanager
def _house(path: Path) -> Iterator[None]:
    from maraude.bench.orientation.own_set import has_own_directory, own_house  # noqa: PLC0415

    if has_own_directory(path):
        with own_house(path):
            yield
        return
    with open_house(role=APP):
        yield
