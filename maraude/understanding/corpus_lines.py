"""Labelled lines: the corpus as we ship it, and the files people measure us on (contracts.md, evaluate)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import IO, Final

import msgspec

from maraude.core.errors import Refused
from maraude.core.need import Need
from maraude.core.safety import RiskKind, RiskLevel

TRAIN_WRITERS: Final = (*range(1, 41), *range(65, 100))  # those above 64 came later, labelled once
DEV_WRITERS: Final = range(41, 49)
TEST_WRITERS: Final = range(49, 65)
PLAIN: Final = "plain"
_WRITER_FILE: Final = re.compile(r"w(\d+)\.jsonl")


class BadCorpus(Refused):
    """A labelled line cannot be read."""

    code = "bad_corpus"


class LabelledRisk(msgspec.Struct, frozen=True, kw_only=True):
    """The danger a labeller saw."""

    level: RiskLevel = RiskLevel.NONE
    kinds: tuple[RiskKind, ...] = ()


class LabelledLine(msgspec.Struct, frozen=True, kw_only=True):
    """One labelled message. `slots` holds age, place, status, since, about when said; the rest is optional."""

    id: str | int | None = None
    text: str
    needs: tuple[Need, ...] = ()
    risk: LabelledRisk = LabelledRisk()
    slots: dict[str, str | int | dict[str, str | None] | None] = {}
    family: str | None = None
    tags: tuple[str, ...] = ()
    writer: str | None = None
    register: str | None = None


_DECODER: Final = msgspec.json.Decoder(LabelledLine)


def read_labelled(file: IO[bytes], *, name: str, writer: str | None = None) -> Iterator[LabelledLine]:
    """Yield the lines of a labelled JSONL file. Raises `BadCorpus` with the line's number and what is wrong."""
    for number, raw in enumerate(file, start=1):
        if not raw.strip():
            continue
        try:
            line = _DECODER.decode(raw)
        except (msgspec.MsgspecError, UnicodeDecodeError, ValueError) as error:
            raise BadCorpus(f"{name}, line {number}: {error}") from error
        yield msgspec.structs.replace(line, writer=line.writer or writer) if writer else line


def writers_folder() -> Path:
    """Return the folder of the shipped corpus."""
    return Path(str(files("maraude.understanding"))) / "corpus" / "writers"


def everyday_talk() -> list[str]:
    """Return our own everyday talk, a message each: nothing needed, no danger, whatever the words."""
    text = (writers_folder().parent / "everyday" / "talk.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line]


def plain_lines() -> list[LabelledLine]:
    """Return our plain hand: the barest way to say each need and danger, which no writer of the corpus uses."""
    text = (writers_folder().parent / "everyday" / "plain.tsv").read_text(encoding="utf-8")
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        needs, level, kinds, said = line.split("\t")
        found.append(
            LabelledLine(
                id=f"plain-{number:03d}",
                text=said,
                needs=tuple(Need(one) for one in _codes(needs)),
                risk=LabelledRisk(level=RiskLevel(level), kinds=tuple(RiskKind(one) for one in _codes(kinds))),
                writer=PLAIN,
            )
        )
    return found


def _codes(written: str) -> list[str]:
    return [] if written == "-" else written.split(",")


def read_writers(folder: Path, numbers: Sequence[int]) -> list[LabelledLine]:
    """Return the lines of the writers numbered so, in order. Raises `BadCorpus` when there are none."""
    found: list[LabelledLine] = []
    for path in sorted(folder.glob("w*.jsonl")):
        match = _WRITER_FILE.fullmatch(path.name)
        if match is not None and int(match[1]) in numbers:
            with path.open("rb") as file:
                found.extend(read_labelled(file, name=path.name, writer=path.stem))
    if not found:
        asked = f"w{numbers[0]:02d} to w{numbers[-1]:02d}"
        raise BadCorpus(f"No writer from {asked} stands in {folder}: name the corpus with --data.")
    return found
