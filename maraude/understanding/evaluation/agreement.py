"""How far two labellers who did not see each other's work agree: Krippendorff's alpha, label by label.

Source: K. Krippendorff, Content Analysis, 4th ed. 2019, chapter 12 (nominal data, two observers, nothing missing).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from maraude.core.errors import Refused
from maraude.core.need import Need
from maraude.core.safety import RiskKind, RiskLevel


class BadLabels(Refused):
    """The two labellers' files do not hold the same lines."""

    code = "bad_labels"


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What one labeller saw in one line."""

    needs: frozenset[Need]
    level: RiskLevel
    kinds: frozenset[RiskKind]
    is_about_other: bool


def alpha(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Return Krippendorff's alpha for nominal labels by two observers; None when only one value was ever given.

    >>> alpha([("a", "a"), ("b", "b")])
    1.0
    """
    counts = Counter(value for pair in pairs for value in pair)
    total = 2 * len(pairs)
    same_by_chance = sum(count * (count - 1) for count in counts.values())
    apart_by_chance = total * (total - 1) - same_by_chance
    if apart_by_chance == 0:
        return None
    apart = 2 * sum(one != other for one, other in pairs)
    return 1 - apart * (total - 1) / apart_by_chance


def read_labels(folder: Path) -> dict[str, Labels]:
    """Return the labels of a labeller's TSV files: id, needs, level, kinds, about; `-` is nothing."""
    found: dict[str, Labels] = {}
    for path in sorted(folder.glob("w*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            name, needs, level, kinds, about = line.split("\t")
            found[name] = Labels(
                needs=frozenset(Need(code) for code in _codes(needs)),
                level=RiskLevel(level),
                kinds=frozenset(RiskKind(code) for code in _codes(kinds)),
                is_about_other=about == "other",
            )
    return found


def agreement(first: Mapping[str, Labels], second: Mapping[str, Labels]) -> dict[str, float | None]:
    """Return alpha for every need and kind, for the level, the two thresholds and `about`. Raises `BadLabels`."""
    if first.keys() != second.keys() or not first:
        raise BadLabels
    pairs = [(first[name], second[name]) for name in first]
    return {
        **{need.value: alpha([(need in a.needs, need in b.needs) for a, b in pairs]) for need in Need},
        **{f"kind:{kind.value}": alpha([(kind in a.kinds, kind in b.kinds) for a, b in pairs]) for kind in RiskKind},
        "any_need": alpha([(bool(a.needs), bool(b.needs)) for a, b in pairs]),
        "level": alpha([(a.level, b.level) for a, b in pairs]),
        "alert": alpha([(a.level.is_alert, b.level.is_alert) for a, b in pairs]),
        "watch": alpha([(a.level is RiskLevel.NONE, b.level is RiskLevel.NONE) for a, b in pairs]),
        "about": alpha([(a.is_about_other, b.is_about_other) for a, b in pairs]),
    }


def _codes(written: str) -> Iterable[str]:
    return () if written == "-" else written.split(",")
