"""One measurement: labelled files, maybe misspelt on purpose, maybe everyday talk beside."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec

from maraude.understanding.corpus_lines import BadCorpus, LabelledLine, read_labelled
from maraude.understanding.evaluation.comparators import words_and_regression
from maraude.understanding.evaluation.everyday import everyday_figures, everyday_texts
from maraude.understanding.evaluation.noise import misspelt
from maraude.understanding.evaluation.observed import observe
from maraude.understanding.evaluation.personas import personas
from maraude.understanding.evaluation.report import report
from maraude.understanding.pipeline import Pipeline

_QUARTER: Final = 0.25
_UNMEASURED: Final = "No everyday text was named (--everyday): its volume is not measured."


def measure(
    files: Sequence[Path], *, pipeline: Pipeline, everyday: Path | None = None, noise: float = 0.0
) -> dict[str, object]:
    """Return every figure of labelled JSONL files. Raises `BadCorpus` or `NoEverydayText` with what is wrong."""
    lines = [line for path in files for line in _labelled(path)]
    if not lines:
        raise BadCorpus("There is no labelled line in these files: give JSONL with text, needs and risk.")
    if noise:
        texts = misspelt([line.text for line in lines], share=noise)
        lines = [msgspec.structs.replace(line, text=text) for line, text in zip(lines, texts, strict=True)]
    figures: dict[str, object] = {
        "model": {"name": pipeline.name.name, "version": pipeline.name.version},
        "notice": pipeline.notice,
        "noise": noise,
        **report(observe(lines, pipeline=pipeline), personas=personas(list(files))),
    }
    if everyday is None:
        return figures | {"everyday": None, "everyday_note": _UNMEASURED}
    return figures | {"everyday": everyday_figures(everyday_texts(everyday), pipeline=pipeline)}


def measure_with_comparators(
    files: Sequence[Path], *, pipeline: Pipeline, everyday: Path | None, noise: float
) -> dict[str, object]:
    """Return the figures, and in the same run: a quarter of the words misspelt, rules alone, words and regression."""
    figures = measure(files, pipeline=pipeline, everyday=everyday, noise=noise)
    lines = [line for path in files for line in _labelled(path)]
    floor = Pipeline(model=None, gazetteer=None)
    return figures | {
        "misspelt": _brief(measure(files, pipeline=pipeline, noise=_QUARTER)),
        "rules_alone": _brief(measure(files, pipeline=floor)),
        "words_and_regression": words_and_regression(lines),
    }


def _brief(figures: dict[str, object]) -> dict[str, object]:
    return {name: figures[name] for name in ("macro_f1", "micro_f1", "false_needs", "danger")}


def _labelled(path: Path) -> list[LabelledLine]:
    with path.open("rb") as file:
        return list(read_labelled(file, name=path.name, writer=path.stem))
