"""The model on disk and what is asked of it: refused when foreign, never without a floor, made from the corpus."""

from __future__ import annotations

import io
import json
import shutil
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import IO, cast

import msgspec
import pytest

from maraude.understanding.corpus_lines import (
    TRAIN_WRITERS,
    LabelledLine,
    everyday_talk,
    plain_lines,
    read_writers,
    writers_folder,
)
from maraude.understanding.evaluation.summary import read_summary
from maraude.understanding.lines import understand_lines
from maraude.understanding.model.files import BadModel, load_model, save_model, shipped_folder
from maraude.understanding.pipeline import load
from maraude.understanding.training.train import fitted, version_of

ODD = ["", "\x00", "\ud800", "😂😂", "aGVsbG8gd29ybGQ=" * 50, "помогите", "مرحبا", "救命", "x" * 100_000, "\u200b"]


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(shipped_folder(), tmp_path / "model"))


def test_the_shipped_model_was_made_from_the_shipped_corpus() -> None:
    lines = [*read_writers(writers_folder(), TRAIN_WRITERS), *plain_lines()]
    assert load_model(shipped_folder()).version == version_of(lines, everyday_talk())


def test_the_card_shown_in_the_product_is_of_the_shipped_model() -> None:
    card = read_summary(shipped_folder())
    assert card is not None
    assert card.version == load_model(shipped_folder()).version


@pytest.mark.parametrize("text", ["jsp si je rentre ce soir, chez moi ça crie", "j'en peux plus de tout ça"])
def test_more_caution_never_sees_less(text: str) -> None:
    ready = load()
    levels = [ready.understand(text, caution=caution).risk.level.rank for caution in (0, 1, 2)]
    assert levels == sorted(levels)


def test_a_damaged_model_is_refused_with_a_sentence(copied: Path) -> None:
    packed = (copied / "model.npz").read_bytes()
    (copied / "model.npz").write_bytes(packed[:-100] + bytes(100))
    with pytest.raises(BadModel, match="damaged"):
        load_model(copied)


@pytest.mark.parametrize("content", [b"", b"\x80\x04K\x01.", b"{}", b'{"format":"other"}', b"[1,2"])
def test_a_foreign_description_is_refused(copied: Path, content: bytes) -> None:
    (copied / "model.json").write_bytes(content)
    with pytest.raises(BadModel):
        load_model(copied)


def test_without_a_model_the_floor_goes_on_and_says_so(tmp_path: Path) -> None:
    ready = load(model=tmp_path)
    assert ready.notice is not None
    assert ready.understand("je veux mourir ce soir").risk.level.is_alert


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_get_a_valid_line(text: str) -> None:
    (line,) = understand_lines(io.BytesIO(json.dumps({"id": 1, "text": text}).encode() + b"\n"), pipeline=load())
    answer = json.loads(line)
    assert (answer["id"], answer["needs"]) == (1, [])


def test_what_is_not_json_gets_an_error_and_the_run_goes_on() -> None:
    answers = [json.loads(one) for one in understand_lines(io.BytesIO(b'no\n[]\n{"text":"ok"}\n'), pipeline=load())]
    assert ["error" in one for one in answers] == [True, True, False]


class _Endless(io.RawIOBase):
    """A hundred thousand short lines, never all in memory."""

    def __init__(self) -> None:
        self._lines: Iterator[bytes] = (b'{"id":%d,"text":"x%d"}\n' % (at, at) for at in range(100_000))

    def readline(self, size: int | None = -1, /) -> bytes:
        del size
        return next(self._lines, b"")


def test_a_hundred_thousand_lines_take_constant_memory() -> None:
    answers = understand_lines(cast("IO[bytes]", _Endless()), pipeline=load(model=Path("/nowhere")))
    for _ in range(1_000):
        next(answers)
    tracemalloc.start()
    count = sum(1 for _ in zip(range(3_000), answers, strict=False))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (count, most < 30_000_000) == (3_000, True)


def test_training_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    pytest.importorskip("sklearn", reason="the extra « train » is not installed")
    lines = _few()
    for name in ("one", "two"):
        save_model(fitted(lines, lines[:60]), tmp_path / name)
    for part in ("model.npz", "model.json"):
        assert (tmp_path / "one" / part).read_bytes() == (tmp_path / "two" / part).read_bytes()


def _few() -> list[LabelledLine]:
    return [msgspec.structs.replace(line, writer=f"w{at % 5}") for at, line in enumerate(plain_lines())]
