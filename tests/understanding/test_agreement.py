"""Agreement of two labellers, and what the corpus' own labels say."""

from __future__ import annotations

import pytest

from maraude.understanding.corpus_lines import read_writers, writers_folder
from maraude.understanding.evaluation.agreement import BadLabels, agreement, alpha, read_labels

LABELS = writers_folder().parent / "labels"


def test_alpha_of_a_known_example() -> None:
    # Krippendorff's binary example: ten units, two observers, 4 disagreements; alpha = 0.095
    first, second = "0100000010", "1110010000"
    assert alpha(list(zip(first, second, strict=True))) == pytest.approx(0.095, abs=0.001)


def test_perfect_agreement_is_one_and_chance_is_about_zero() -> None:
    assert alpha([("a", "a"), ("b", "b"), ("a", "a")]) == 1
    assert alpha([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")] * 50) == pytest.approx(0, abs=0.01)


def test_a_single_value_says_nothing() -> None:
    assert alpha([("a", "a")] * 5) is None


def test_other_lines_are_refused() -> None:
    with pytest.raises(BadLabels):
        agreement({}, {})


def test_both_labellers_read_every_line_and_agree_on_danger() -> None:
    first, second = read_labels(LABELS / "first"), read_labels(LABELS / "second")
    assert first.keys() == {str(line.id) for line in read_writers(writers_folder(), range(1, 65))}
    found = agreement(first, second)
    assert (found["alert"] or 0) > 0.95
    assert min(value for value in found.values() if value is not None) > 0.6


def test_where_both_agreed_the_corpus_says_the_same_danger() -> None:
    first, second = read_labels(LABELS / "first"), read_labels(LABELS / "second")
    for line in read_writers(writers_folder(), range(1, 65)):
        name = str(line.id)
        if first[name] == second[name]:
            assert line.risk.level is first[name].level, name
