"""The oracle itself: each promise, broken on paper, is named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.faults.ledger import Class, Ledger, Said
from tests.faults.mutants import MUTANTS, ROOT, Mutant, mutate
from tests.faults.oracle import Row, View, verdict

_HOME = {"": 1, "other": 2}


def ledger() -> Ledger:
    said = [
        Said(event_id="n", kind=Class.NORMAL, conversation="c", text="bonjour à tous", acknowledged_at=1.0),
        Said(event_id="d", kind=Class.DANGER, conversation="d", text="je veux mourir", acknowledged_at=1.0),
        Said(event_id="k", kind=Class.KILLER, conversation="k", text="KILLER", acknowledged_at=1.0),
        Said(event_id="o", kind=Class.OTHER, conversation="o", text="bonjour", acknowledged_at=1.0),
        Said(event_id="x", kind=Class.NORMAL, conversation="c", text="perdu sans réponse"),
    ]
    return Ledger(said=said, answers={"a": "réponse"})


def held() -> View:
    return View(
        rows=[
            Row(org_id=1, id="1", conversation="C", event_id="n"),
            Row(org_id=1, id="2", conversation="D", event_id="d"),
            Row(org_id=1, id="3", conversation="K", event_id="k", is_unreadable=True),
            Row(org_id=2, id="4", conversation="O", event_id="o"),
        ],
        alerts={"A": "D", "B": "K"},
        told={"A": 1.5, "B": 1.5},
        texts={"n": "bonjour à tous"},
        delivered={"réponse": {"a"}},
        answers={"a": "done"},
    )


def test_a_house_that_kept_its_promises_is_not_blamed() -> None:
    assert verdict(ledger(), held(), organisations=_HOME) == []


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda view: view.rows.pop(0), "lost"),
        (lambda view: view.rows.append(view.rows[0]), "duplicated"),
        (lambda view: view.alerts.pop("A"), "no alert"),
        (lambda view: view.alerts.update(Z="D"), "alert twice"),
        (lambda view: view.told.pop("A"), "untold"),
        (lambda view: view.rows.append(Row(org_id=1, id="9", conversation="O", event_id="o")), "tenant"),
        (lambda view: view.texts.update(n="autre chose"), "words"),
        (lambda view: setattr(view, "stuck", 1), "stuck"),
        (lambda view: view.answers.clear(), "lost: the answer"),
        (lambda view: view.delivered.clear(), "untrue"),
        (lambda view: setattr(view, "logs", "x je veux mourir x"), "log"),
    ],
)
def test_each_broken_promise_is_named(change: object, word: str) -> None:
    view = held()
    assert callable(change)
    change(view)
    assert any(word in line for line in verdict(ledger(), view, organisations=_HOME))


@pytest.mark.parametrize("mutant", MUTANTS, ids=[one.name for one in MUTANTS])
def test_each_known_mistake_can_still_be_made_in_a_copy(mutant: Mutant, tmp_path: Path) -> None:
    for path, old, _ in mutant.changes:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / path, tmp_path / path)
        assert (ROOT / path).read_text(encoding="utf-8").count(old) == 1
    mutate(mutant, tmp_path)
    for path, _, new in mutant.changes:
        assert new in (tmp_path / path).read_text(encoding="utf-8")
        compile((tmp_path / path).read_text(encoding="utf-8"), path, "exec")
