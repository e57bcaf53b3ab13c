"""How proposals are measured, and what they must be worth on our own judged set."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

import pytest

from maraude.bench.orientation.judged import Accepted, Judged, RefusedService, WrongLine, read_judged
from maraude.bench.orientation.measures import Measured, Shown, measure
from maraude.bench.orientation.own_set import SHIPPED

HERE = Judged(
    profile=read_judged(SHIPPED)[0].profile,
    accept=[
        Accepted(service_id="right", grade=3, needs=["guidance"]),
        Accepted(service_id="twin", grade=3, needs=["guidance"], same_as="right"),
        Accepted(service_id="door", grade=1),
    ],
    refuse=[RefusedService(service_id=["old"], why="age"), RefusedService(service_id="gone", why="closed")],
    door=["door"],
)


def worth(*services: str) -> Measured:
    return measure(HERE, [Shown(service_id=one, kind="") for one in services])


def test_all_that_is_good_first_is_worth_one() -> None:
    found = worth("right", "door")
    assert (found.p5, found.strict, found.ndcg, found.door, found.needs_met) == (1.0, 1.0, 1.0, True, 1)


def test_the_same_published_twice_counts_once() -> None:
    assert worth("right", "twin").p5 == 0.5


def test_what_is_refused_is_counted_under_its_rule() -> None:
    found = worth("old", "gone", "unknown")
    assert (found.ineligible, found.tombstoned, found.out_of_area, found.unjudged) == (1, 1, 0, 1)


def test_a_door_beyond_the_third_place_is_no_door() -> None:
    assert worth("right", "twin", "unknown", "door").door is False


@pytest.mark.parametrize("line", ["{", "[]", '{"accept": []}', '{"profile": {"age": "x"}}', "\x00"])
def test_a_wrong_line_is_named_by_its_number(tmp_path: Path, line: str) -> None:
    file = tmp_path / "judged.jsonl"
    file.write_text(SHIPPED.read_text().splitlines()[0] + "\n" + line + "\n")
    with pytest.raises(WrongLine, match="line 2"):
        read_judged(file)


def test_an_empty_file_is_said_to_be_empty(tmp_path: Path) -> None:
    (tmp_path / "judged.jsonl").write_text("\n")
    with pytest.raises(WrongLine, match="no judged profile"):
        read_judged(tmp_path / "judged.jsonl")


def test_our_own_set_is_wide_and_every_judgement_says_why() -> None:
    judged = read_judged(SHIPPED)
    assert len(judged) >= 300
    assert len({one.profile.commune for one in judged}) >= 60
    assert {"dense", "rural", "overseas", "island", "border"} <= {one.place for one in judged}
    assert all(named.reason for one in judged for named in (*one.accept, *one.refuse))


@pytest.mark.django_db
def test_proposals_on_our_own_set_do_not_get_worse(tmp_path: Path) -> None:
    """The figures published in docs/figures.md, with a little room."""
    from maraude.apps.directory.actions.import_directory import import_directory  # noqa: PLC0415 - after Django
    from maraude.apps.directory.actions.import_geo import import_geo  # noqa: PLC0415
    from maraude.bench.orientation.evaluate import our_figures  # noqa: PLC0415
    from tests.support.directory import LOADED_AT  # noqa: PLC0415
    from tests.support.roles import as_role  # noqa: PLC0415

    directory = tmp_path / "directory.jsonl"
    directory.write_bytes(lzma.decompress((SHIPPED.parent / "directory.jsonl.xz").read_bytes()))
    with as_role("owner"):
        import_geo(files=[SHIPPED.parent / "communes.csv"], gazetteer_path=tmp_path / "gazetteer", at=LOADED_AT)
        import_directory(files=[directory], at=LOADED_AT)
    found = our_figures(read_judged(SHIPPED), at=LOADED_AT)
    assert found["p5"]["value"] >= 0.9, json.dumps(found)
    assert found["youth_door_in_first_3"]["value"] >= 0.97
    assert (found["ineligible"], found["out_of_area"], found["tombstoned"]) == (0, 0, 0)
