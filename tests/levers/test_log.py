"""The log of contracts.md: read with the place of what is wrong, written as it is read, evaluated or refused."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from maraude.cli.main import cli
from maraude.levers.encoding import MOST_EFFECTS, encoding_of
from maraude.levers.evaluation.log import Line, LogRefused, log_line, read_log
from maraude.levers.evaluation.report import report

GOOD: dict[str, Any] = {
    "at": "2026-11-01T00:00:00+00:00",
    "context": {"need": "training", "stage": "wondering", "register": "chat", "hour": "evening"},
    "arm": "autonomy",
    "propensity": 0.25,
    "reward": 1,
    "rewarded_at": "2026-11-04T00:00:00+00:00",
}


def log(count: int, *, seed: int = 1, arms: Sequence[str] = ("a", "b", "c", "d"), scale: float = 1.0) -> list[Line]:
    """Equal chances; `a` brings a step half the time, the others one time in ten."""
    random = np.random.default_rng(seed)
    lines = []
    for _ in range(count):
        arm = str(random.choice(list(arms)))
        reward = float(random.random() < (0.5 if arm == "a" else 0.1))
        line = Line(
            at=datetime(2026, 11, 1, tzinfo=UTC),
            context={"need": str(random.choice(["x", "y"]))},
            arm=arm,
            propensity=scale / len(arms),
            reward=reward,
            rewarded_at=None,
        )
        lines.append(line)
    return lines


def test_a_line_is_written_as_it_is_read() -> None:
    line = read_log([json.dumps(GOOD).encode()])[0]
    assert (line.arm, line.propensity, line.reward) == ("autonomy", 0.25, 1.0)
    assert set(json.loads(log_line(line))) == set(GOOD)
    assert read_log([log_line(line)]) == [line]


@pytest.mark.parametrize(
    "changed",
    [
        {"propensity": 0},
        {"propensity": 1.1},
        {"propensity": -0.1},
        {"propensity": "x"},
        {"reward": 2},
        {"reward": -1},
        {"at": "yesterday"},
        {"at": "2026-11-01T00:00:00"},
        {"rewarded_at": "2026-10-01T00:00:00+00:00"},
        {"context": {"need": ["x"]}},
        {"context": "x"},
        {"arm": None},
        {"arms": ["curiosity"]},
    ],
)
def test_a_wrong_line_is_refused_with_its_place(changed: dict[str, Any]) -> None:
    lines = [json.dumps(GOOD).encode(), b"", json.dumps(GOOD | changed).encode()]
    with pytest.raises(LogRefused, match="Line 3"):
        read_log(lines)


@pytest.mark.parametrize("text", [b"\xff\xfe", b"{", b"[]", b"null", b'{"at":1e999}'])
def test_what_is_no_line_is_refused(text: bytes) -> None:
    with pytest.raises(LogRefused, match="Line 1"):
        read_log([text])


def test_enough_decisions_conclude_and_hold_the_truth() -> None:
    found = report(log(3_000))
    assert found["conclusive"]
    best = found["policies"]["always:a"]
    assert best["dr"]["low"] < 0.5 < best["dr"]["high"]
    assert best["verdict"] == "more"
    assert found["policies"]["always:b"]["verdict"] == "fewer"
    assert found["policies"]["uniform"]["verdict"] == "no_difference"
    assert found["policies"]["learned"]["dr"]["value"] == pytest.approx(0.48, abs=0.05)


def test_below_an_effective_sample_of_200_it_refuses() -> None:
    found = report(log(500))  # 500 equal chances out of four are worth 125
    assert not found["conclusive"]
    assert found["why"] == "small_ess"
    assert found["policies"]["always:a"]["verdict"] == ""
    assert found["policies"]["uniform"]["conclusive"]  # what was played is worth all 500


def test_propensities_that_cannot_be_right_are_refused() -> None:
    found = report(log(3_000, scale=0.5))
    assert (found["conclusive"], found["why"]) == (False, "wrong_propensities")


def test_open_decisions_are_counted_apart() -> None:
    lines = log(1_000)
    still_open = [
        Line(at=one.at, context=one.context, arm=one.arm, propensity=0.25, reward=None, rewarded_at=None)
        for one in lines
    ]
    assert report([*lines, *still_open]) == report(lines) | {"decisions": 2_000, "pending": 1_000}


def test_nothing_is_computed_from_nothing() -> None:
    assert report([]) == {
        "decisions": 0,
        "pending": 0,
        "least_ess": 200.0,
        "conclusive": False,
        "policies": {},
        "why": "too_few",
        "policy": "learned",
    }


def test_the_same_log_and_seed_give_the_same_figures() -> None:
    assert report(log(800), seed=3) == report(log(800), seed=3)


def test_a_lever_that_did_not_fit_gets_no_chance() -> None:
    narrow = [
        Line(
            at=one.at,
            context=one.context,
            arm=one.arm,
            propensity=0.5,
            reward=one.reward,
            rewarded_at=None,
            arms=("a", "b"),
        )
        for one in log(2_000, arms=("a", "b"))
    ]
    found = report([*narrow, *log(2_000, seed=2)])
    assert found["policies"]["uniform"]["ess"] == pytest.approx(4_000, rel=0.01)
    assert found["conclusive"]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "log.jsonl"
    path.write_bytes(b"".join(log_line(line) + b"\n" for line in log(3_000)))
    return path


def test_the_command_prints_one_object(file: Path) -> None:
    found = json.loads(CliRunner().invoke(cli, ["evaluate", "levers", str(file), "--json"]).output)
    assert found["conclusive"] is True
    assert set(found["policies"]["always:a"]) >= {"ips", "snips", "dr", "ess"}


def test_the_command_says_no_value_when_it_refuses(file: Path) -> None:
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:300]))
    text = CliRunner().invoke(cli, ["evaluate", "levers", str(file)]).output
    assert "always:a: refuses to conclude (effective sample size below 200), ESS" in text
    assert "learned: refuses to conclude" in text.splitlines()[-1]


def test_the_policy_it_is_about_can_be_named(file: Path) -> None:
    for name, conclusive in (("a", True), ("uniform", True), ("nobody", False)):
        done = CliRunner().invoke(cli, ["evaluate", "levers", str(file), "--policy", name, "--json"])
        assert json.loads(done.output)["conclusive"] is conclusive


def test_a_log_full_of_ids_is_read_without_an_effect_for_each() -> None:
    lines = [
        Line(
            at=one.at,
            context={**one.context, "id": str(number), "hash": f"h{number}"},
            arm=one.arm,
            propensity=one.propensity,
            reward=one.reward,
            rewarded_at=None,
        )
        for number, one in enumerate(log(3_000))
    ]
    encoding = encoding_of([line.context for line in lines], ["a", "b", "c", "d"])
    assert encoding.size <= MOST_EFFECTS + 10
    assert set(encoding.fields["need"]) == {"x", "y"}


@pytest.mark.parametrize("arms", [1, 2, 300])
def test_one_arm_or_very_many_are_read(arms: int) -> None:
    lines = log(300, arms=[str(number) for number in range(arms)])
    assert report(lines)["conclusive"] is (arms == 1)
