"""Everyday talk as the model sees it: counts of hashed runs of letters, enough to learn « nothing », no word kept.

Half of the validation turns of XPersona in French (Lin and others, 2020, MIT licence) were read once by
`maraude train understanding --everyday FOLDER`; the test half is only ever measured on. No text is kept.
"""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Final

import numpy as np

from maraude.understanding.model.features import BUCKETS, SIGNS, Features, extract
from maraude.understanding.reading import Reader
from maraude.understanding.training.matrix import Vectors, library

LEARNED_FILE: Final = "Fr_persona_split_valid_human_annotated.json"
_EVERY: Final = 2  # turns: one speaker of each dialogue
_MOST: Final = 255  # counts are bytes


def learned_turns(folder: Path) -> list[str]:
    """Return the everyday turns one may learn from, of a folder of XPersona files."""
    talks = json.loads((folder / LEARNED_FILE).read_text(encoding="utf-8"))
    return [turn for talk in talks for pair in talk["dialogue"] for turn in pair][::_EVERY]


def background_file() -> Path:
    """Return where the counts of everyday talk are kept."""
    return Path(str(files("maraude.understanding"))) / "corpus" / "everyday" / "background.npz"


def write_background(texts: Sequence[str], reader: Reader, path: Path) -> None:
    """Write the counts of texts; the same texts give the same bytes."""
    rows = [extract(reader.read(text)) for text in texts]
    kinds = [_counted(row) for row in rows]
    packed = io.BytesIO()
    np.savez_compressed(
        packed,
        ends=np.cumsum([0, *(pairs.shape[1] for pairs, _ in kinds)]).astype(np.uint32),
        buckets=np.concatenate([pairs[0] for pairs, _ in kinds]).astype(np.uint16),
        sizes=np.concatenate([pairs[1] for pairs, _ in kinds]).astype(np.uint16),
        counts=np.concatenate([counts for _, counts in kinds]).clip(0, _MOST).astype(np.uint8),
        signs=np.array([row.signs for row in rows], dtype=np.float32),
    )
    path.write_bytes(packed.getvalue())


def _counted(row: Features) -> tuple[np.ndarray, np.ndarray]:
    """Return (bucket, how many runs its share was taken of) pairs, and how often each stands in the text."""
    sizes = np.round(1 / row.weights**2).astype(np.int64)
    pairs, counts = np.unique(np.stack([row.buckets, sizes]), axis=1, return_counts=True)
    return pairs, counts


def read_background(path: Path) -> Vectors | None:
    """Return the counts as training rows, None when they were made for other features."""
    with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as kept:
        signs = kept["signs"].astype(np.float64)
        if signs.shape[1] != len(SIGNS):
            return None
        weights = kept["counts"] / np.sqrt(kept["sizes"].astype(np.float64))
        ends, columns = kept["ends"].astype(np.int64), kept["buckets"].astype(np.int64)
    buckets = library("scipy.sparse").csr_matrix((weights, columns, ends), shape=(len(signs), BUCKETS))
    buckets.sum_duplicates()
    return Vectors(buckets=buckets, signs=signs)
