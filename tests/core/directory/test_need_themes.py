from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from maraude.core.directory.need_themes import LEAVES, ROOT_SIZES, fit, spread_roots, wanted_leaves
from maraude.core.need import Need

VOCABULARY = Path(__file__).parents[4] / "shared" / "data" / "data-inclusion" / "referentiels_v1.json"
SANTE = ("acces-aux-soins", "addictions", "constituer-un-dossier-mdph-invalidite", "sante-mentale", "sante-sexuelle")


def test_every_need_leads_somewhere() -> None:
    assert set(LEAVES) == set(Need)
    assert all(max(leaves.values()) == 1.0 and min(leaves.values()) > 0 for leaves in LEAVES.values())


def test_every_leaf_is_in_the_vocabulary_and_every_root_has_its_size() -> None:
    if not VOCABULARY.exists():
        pytest.skip("../shared/data is absent: the vocabulary of data·inclusion could not be compared")
    known = {row["value"] if isinstance(row, dict) else row for row in json.loads(VOCABULARY.read_text())["Thematique"]}
    assert set(wanted_leaves(Need)) <= known
    assert dict(ROOT_SIZES) == dict(Counter(theme.partition("--")[0] for theme in known))


def test_a_root_spread_over_all_its_leaves_is_no_match_for_one_of_them() -> None:
    everything = tuple(f"sante--{leaf}" for leaf in SANTE)
    assert spread_roots(everything) == {"sante"}
    assert fit(Need.MENTAL_HEALTH, everything) == 0
    assert fit(Need.MENTAL_HEALTH, ("sante--sante-mentale",)) == 1


def test_a_spread_root_is_a_weak_match_for_a_need_that_is_about_all_of_it() -> None:
    mobility = tuple(LEAVES[Need.MOBILITY])
    assert 0 < fit(Need.MOBILITY, mobility) < 0.5


def test_a_form_where_much_was_ticked_says_less_of_each() -> None:
    many = ("sante--addictions", *(leaf for leaf in LEAVES[Need.EMPLOYMENT]))
    assert fit(Need.ADDICTION, many) < fit(Need.ADDICTION, ("sante--addictions",))
