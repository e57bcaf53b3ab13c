"""Contexts and arms as places in a vector: shared effects, effects of an arm, effects of an arm in a context."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]

MOST_EFFECTS = 1_500  # their covariance is square


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoding:
    """Where each effect is. A field's value that is not known here has no effect of its own.

    Row of a pair (context, arm): intercept, one shared effect a field, the arm, the arm under each field. All ones, so
    a row is its places. `spare` is the place of what is unknown: it is held at zero.
    """

    fields: Mapping[str, Sequence[str]]
    arms: Sequence[str]
    _rows: dict[tuple[str, ...], Places] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Return how many effects there are, the spare one included."""
        return 1 + self._values + len(self.arms) * (1 + self._values) + 1

    @property
    def spare(self) -> int:
        """Return the place that stays zero."""
        return self.size - 1

    @property
    def _values(self) -> int:
        return sum(len(values) for values in self.fields.values())

    def groups(self) -> Places:
        """Return the group of each place: 0 intercept, 1 shared, 2 arms, 3… an arm under each field, -1 spare."""
        under = [3 + number for number, values in enumerate(self.fields.values()) for _ in values]
        each_arm = [2, *under]
        return np.array([0, *[1] * self._values, *each_arm * len(self.arms), -1], dtype=np.int64)

    def rows(self, context: Mapping[str, str]) -> Places:
        """Return the places of every arm in this context: one row an arm."""
        key = tuple(context.get(name, "") for name in self.fields)
        known = self._rows.get(key)
        if known is None:
            known = self._rows[key] = self._made(key)
        return known

    def _made(self, key: Sequence[str]) -> Places:
        values, offset = [], 0
        for value, known in zip(key, self.fields.values(), strict=True):
            values.append(offset + known.index(value) if value in known else -1)
            offset += len(known)
        rows = []
        for number in range(len(self.arms)):
            begins = 1 + offset + number * (1 + offset)
            shared = [self.spare if one < 0 else 1 + one for one in values]
            under = [self.spare if one < 0 else begins + 1 + one for one in values]
            rows.append([0, *shared, begins, *under])
        return np.array(rows, dtype=np.int64)


def encoding_of(contexts: Sequence[Mapping[str, str]], arms: Sequence[str], *, most: int = MOST_EFFECTS) -> Encoding:
    """Return the encoding of what a log holds, in sorted order.

    At most so many effects: a value that is rarer than its field has room for (an id, a measure) has none of its own.
    """
    counts: dict[str, Counter[str]] = {}
    for context in contexts:
        for name, value in context.items():
            counts.setdefault(name, Counter())[value] += 1
    room = max((most - len(arms)) // (1 + len(arms)) // max(len(counts), 1), 0)
    fields = {name: sorted(_commonest(counts[name], room)) for name in sorted(counts)}
    return Encoding(fields={name: values for name, values in fields.items() if values}, arms=sorted(arms))


def _commonest(counted: Counter[str], room: int) -> list[str]:
    return sorted(counted, key=lambda value: (-counted[value], value))[:room]
