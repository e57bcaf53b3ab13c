"""One measurement: labelled files, maybe misspelt on purpose, maybe everyday talk beside."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec

from maraude.understanding.corpus_lines import BadCorpus, LabelledLine, read_labelled
from maraude.understanding.evaluation.everyday import everyday_texts, everyday_volume
from maraude.understanding.evaluation.noise import misspelt
from maraude.understanding.evaluation.observed import observe
from maraude.understanding.evaluation.report import report
from maraude.understanding.pipeline import Pipeline

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
        **report(observe(lines, pipeline=pipeline)),
    }
    if everyday is None:
        return figures | {"everyday": None, "everyday_note": _UNMEASURED}
    return figures | {"everyday": everyday_volume(everyday_texts(everyday), pipeline=pipeline)}


def _labelled(path: Path) -> list[LabelledLine]:
    with path.open("rb") as file:
        return list(read_labelled(file, name=path.name, writer=path.stem))
