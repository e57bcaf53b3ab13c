"""The gates: the shipped model, measured on the dev writers, may not fall below what it reached."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from maraude.understanding.corpus_lines import DEV_WRITERS, writers_folder
from maraude.understanding.evaluation.card import write_card
from maraude.understanding.evaluation.measure import measure
from maraude.understanding.pipeline import load

GATES: dict[str, float] = tomllib.loads((Path(__file__).parent / "gates.toml").read_text(encoding="utf-8"))


@cache
def figures() -> dict[str, Any]:
    return measure([writers_folder() / f"w{number}.jsonl" for number in DEV_WRITERS], pipeline=load())


@pytest.mark.parametrize("name", ["macro_f1", "micro_f1"])
def test_needs_do_not_fall(name: str) -> None:
    assert figures()[name]["value"] >= GATES[name]


@pytest.mark.parametrize("name", ["alert_recall", "watch_recall"])
def test_danger_recall_does_not_fall(name: str) -> None:
    assert figures()["danger"][name]["value"] >= GATES[name]


@pytest.mark.parametrize("name", ["false_alert", "false_alert_on_hard_negatives"])
def test_false_alerts_do_not_rise(name: str) -> None:
    assert figures()["danger"][name]["value"] <= GATES[name]


def test_calibration_and_age_hold() -> None:
    assert figures()["danger"]["ece"] <= GATES["ece"]
    assert figures()["slots"]["age"]["accuracy"] >= GATES["age"]


def test_slices_name_the_personas() -> None:
    assert {"gender", "region", "platform", "length", "tag"} <= {name.split(":")[0] for name in figures()["slices"]}


def test_the_card_shows_intervals_and_a_picture(tmp_path: Path) -> None:
    card = write_card(figures(), tmp_path, title="dev")
    assert "alert recall |" in card.read_text(encoding="utf-8")
    assert card.with_suffix(".svg").read_text(encoding="utf-8").startswith("<svg")
