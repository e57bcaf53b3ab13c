"""The corpus: readable, ours, without what may not stand in it, and large enough to say something."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache

import pytest

from maraude.core.need import Need
from maraude.core.safety import RiskKind, RiskLevel
from maraude.understanding.corpus_lines import LabelledLine, everyday_talk, plain_lines, read_writers, writers_folder

FORBIDDEN = {
    "phone": r"\b0[67](?:[ .]?\d\d){4}\b",
    "e-mail": r"\S+@\S+\.\w+",
    "address": r"https?://|www\.",
    "dose": r"\b\d+\s?(?:mg|cachets|comprim\w*|pilules|plaquettes)\b",
}
NEAR = 0.55  # of the runs of five letters, shared
SHORT = 25


@cache
def corpus() -> tuple[LabelledLine, ...]:
    return tuple(read_writers(writers_folder(), range(1, 100)))


def test_every_line_has_its_own_id_and_its_writer() -> None:
    ids = [str(line.id) for line in corpus()]
    assert len(set(ids)) == len(ids)
    assert all(name.startswith(f"{line.writer}-") for name, line in zip(ids, corpus(), strict=True))


@pytest.mark.parametrize("what", FORBIDDEN)
def test_nothing_forbidden_stands_in_any_line(what: str) -> None:
    found = re.compile(FORBIDDEN[what], re.IGNORECASE)
    texts = [(str(line.id), line.text) for line in (*corpus(), *plain_lines())]
    texts += [(f"talk-{number}", text) for number, text in enumerate(everyday_talk(), start=1)]
    assert [name for name, text in texts if found.search(text)] == []


def test_suicide_and_self_harm_always_carry_mental_health() -> None:
    hurt = {RiskKind.SUICIDE, RiskKind.SELF_HARM}
    lines = (*corpus(), *plain_lines())
    assert [str(line.id) for line in lines if hurt & {*line.risk.kinds} and Need.MENTAL_HEALTH not in line.needs] == []


def test_a_level_of_danger_has_a_kind_and_the_other_way_round() -> None:
    lines = (*corpus(), *plain_lines())
    assert [str(one.id) for one in lines if (one.risk.level is RiskLevel.NONE) == bool(one.risk.kinds)] == []


def test_places_and_dates_are_the_words_of_the_text() -> None:
    said = [(line, line.slots.get(name)) for line in corpus() for name in ("place", "since")]
    assert [str(line.id) for line, words in said if isinstance(words, str) and words not in line.text] == []


def test_the_counts_reach_what_was_asked() -> None:
    lines = corpus()
    needs = Counter(need for line in lines for need in line.needs)
    kinds = Counter(kind for line in lines for kind in line.risk.kinds)
    assert (len(lines) > 7_000, len({line.writer for line in lines}) >= 60) == (True, True)
    assert {need.value: needs[need] for need in Need if needs[need] < 100} == {}
    assert {kind.value: kinds[kind] for kind in RiskKind if kinds[kind] < 100} == {}
    assert sum(line.risk.level is not RiskLevel.NONE for line in lines) >= 1_500
    assert sum(line.family == "hard_negative" for line in lines) >= 1_700


def test_no_writer_repeats_another() -> None:
    grams = {str(line.id): _grams(line.text) for line in corpus() if len(line.text) > SHORT}
    holders: dict[str, list[str]] = defaultdict(list)
    for name, found in grams.items():
        for gram in sorted(found, key=hash)[:8]:  # eight lowest hashes: near texts share at least one (minhash)
            holders[gram].append(name)
    near = {
        (one, other)
        for names in holders.values()
        if len(names) < 40
        for one in names
        for other in names
        if one[:3] < other[:3] and _share(grams[one], grams[other]) > NEAR
    }
    assert len({name for pair in near for name in pair}) <= 0.01 * len(grams)


def _grams(text: str) -> frozenset[str]:
    plain = re.sub(r"\W+", " ", text.lower()).strip()
    return frozenset(plain[at : at + 5] for at in range(max(1, len(plain) - 4)))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)
