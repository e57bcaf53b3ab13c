"""No commit and no send of a job is without its named point, and a house of real people has none armed."""

from __future__ import annotations

import ast

import pytest

from maraude.core.errors import WrongSetting
from maraude.lib import faults
from tests.faults.points import ROOT, called

_JOBS = sorted((ROOT / "jobs").glob("*.py"))
_SENDS = {"execute", "make_call", "send_letter"}
_ONLY_TOKENS = {"_wait_for_next"}  # its transaction takes tokens of a bucket: nothing to lose or to double


def _functions() -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    trees = [ast.parse(path.read_text()) for path in _JOBS]
    return [one for tree in trees for one in ast.walk(tree) if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)]


def _calls(function: ast.AST) -> list[ast.Call]:
    return [one for one in ast.walk(function) if isinstance(one, ast.Call)]


def test_every_transaction_of_a_job_is_named() -> None:
    unnamed = {
        function.name
        for function in _functions()
        for call in _calls(function)
        if called(call) == "tenant" and not any(keyword.arg == "step" for keyword in call.keywords)
    }
    assert unnamed == _ONLY_TOKENS


def test_every_claim_and_every_send_of_a_job_has_points_around_it() -> None:
    for function in _functions():
        names = [called(call) for call in sorted(_calls(function), key=lambda one: (one.lineno, one.col_offset))]
        if any(name.startswith("claim_") for name in names):
            assert "fault_point" in names, function.name
        for place, name in enumerate(names):
            if name in _SENDS:
                assert (names[place - 1], names[place + 1]) == ("fault_point", "fault_point"), function.name


def test_the_door_has_points_around_its_commit() -> None:
    source = (ROOT / "gateway" / "committer.py").read_text()
    places = [source.index(f'"{name}"') for name in ("door.before_write", "door.committed", "door.before_alert")]
    assert sorted(places) == places
    assert source.count(".transaction()") == 1


def test_a_point_does_nothing_where_no_bench_asked() -> None:
    assert not faults.is_test_bench()
    faults.fault_point("door.committed")


def test_a_house_of_real_people_refuses_to_be_broken(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr(faults, "_FOLDER", tmp_path)
    with pytest.raises(WrongSetting, match="test benches"):
        faults.refuse_faults_outside_demo(demo=False)
    faults.refuse_faults_outside_demo(demo=True)
