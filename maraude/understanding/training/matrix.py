"""Readings as one sparse matrix: buckets weighed by how rare they are, then the signs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from maraude.core.errors import Refused
from maraude.understanding.model.features import BUCKETS, Features, Floats, extract
from maraude.understanding.reading import Reader

_SEEN_IN: Final = 2  # messages: what a single one holds teaches nothing
_SIGN_WEIGHT: Final = 1.0


class NoScikitLearn(Refused):
    """Training needs scikit-learn: install the extra « train » (pip install maraude[train])."""

    code = "no_scikit_learn"


def library(name: str) -> Any:  # noqa: ANN401 - an untyped library, kept at this edge
    """Return a module of scikit-learn or SciPy. Raises `NoScikitLearn`."""
    try:
        return import_module(name)
    except ImportError as error:
        raise NoScikitLearn from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Vectors:
    """`buckets` (SciPy CSR, messages x BUCKETS, before rarity) and `signs` (messages x SIGNS)."""

    buckets: Any
    signs: Floats

    def joined(self, rarity: Floats) -> Any:  # noqa: ANN401
        """Return one CSR matrix: buckets times rarity, then signs."""
        sparse = library("scipy.sparse")
        return sparse.hstack([self.buckets.multiply(rarity), sparse.csr_matrix(self.signs * _SIGN_WEIGHT)]).tocsr()

    def rows(self, chosen: npt.NDArray[np.bool_]) -> Vectors:
        """Return some of the messages."""
        return Vectors(buckets=self.buckets[np.flatnonzero(chosen)], signs=self.signs[chosen])


def vectors(texts: Sequence[str], reader: Reader) -> Vectors:
    """Return the features of texts as a matrix."""
    found: list[Features] = [extract(reader.read(text)) for text in texts]
    ends = np.cumsum([0, *(len(one.buckets) for one in found)])
    data = (np.concatenate([one.weights for one in found]), np.concatenate([one.buckets for one in found]), ends)
    buckets = library("scipy.sparse").csr_matrix(data, shape=(len(texts), BUCKETS))
    buckets.sum_duplicates()
    return Vectors(buckets=buckets, signs=np.array([one.signs for one in found]))


def stacked(parts: Sequence[Vectors]) -> Vectors:
    """Return several matrices as one, in order."""
    buckets = library("scipy.sparse").vstack([part.buckets for part in parts]).tocsr()
    return Vectors(buckets=buckets, signs=np.concatenate([part.signs for part in parts]))


def rarity(given: Vectors) -> Floats:
    """Return the weight of each bucket: its inverse frequency, 0 for what fewer than two messages hold."""
    seen = np.bincount(given.buckets.indices, minlength=BUCKETS)
    weights: Floats = np.where(seen >= _SEEN_IN, np.log((1 + given.buckets.shape[0]) / (1 + seen)) + 1, 0.0)
    return weights


def everyday_words(texts: Sequence[str]) -> frozenset[str]:
    """Return the words seen in two messages or more: right as they are, not to be repaired."""
    reader = Reader()
    seen = Counter(word for text in texts for word in set(reader.read(text).folded))
    return frozenset(word for word, count in seen.items() if count >= _SEEN_IN and word.isalpha())
