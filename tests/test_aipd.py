"""Each measure that the impact study names is shown by tests that exist, or says what is missing."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
AIPD = ROOT / "docs" / "aipd"
MEASURES: dict[str, dict[str, Any]] = tomllib.loads((AIPD / "measures.toml").read_text(encoding="utf-8"))
_IDS = {f"S-{number:02}" for number in range(1, 35)} | {f"P-{number:02}" for number in range(1, 21)} | {"IP"}


def test_every_measure_is_named_with_its_state() -> None:
    assert set(MEASURES) == _IDS
    assert {name for name, one in MEASURES.items() if one["state"] not in {"in_place", "partly", "not_yet"}} == set()


@pytest.mark.parametrize("name", sorted(MEASURES))
def test_what_is_said_to_be_in_place_is_shown_by_tests(name: str) -> None:
    measure = MEASURES[name]
    if measure["state"] == "not_yet":
        assert (measure["tests"], bool(measure["missing"])) == ([], True)
        return
    assert measure["tests"]
    assert bool(measure.get("missing")) == (measure["state"] == "partly")
    for test in measure["tests"]:
        path, _, function = test.partition("::")
        source = (ROOT / path).read_text(encoding="utf-8")
        assert re.search(rf"^def {function}\(", source, re.MULTILINE), test


def test_the_study_names_only_measures_that_exist_and_says_which_are_missing() -> None:
    text = (AIPD / "aipd.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\b([SP]-\d\d|IP)\b", text))
    assert named - set(MEASURES) == set()
    missing = {name for name, one in MEASURES.items() if one["state"] == "not_yet"}
    section = text.split("## 6. ", 1)[1].split("\n## ", 1)[0]
    assert missing - set(re.findall(r"\b([SP]-\d\d)\b", section)) == set()
