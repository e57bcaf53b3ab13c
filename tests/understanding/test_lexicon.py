"""Phrases of the domain, and the repair of what was meant to be one."""

from __future__ import annotations

import pytest

from maraude.core.need import Need
from maraude.understanding.lexicon.book import book, questions
from maraude.understanding.lexicon.phrases import Phrasebook
from maraude.understanding.lexicon.repair import Repair
from maraude.understanding.reading import Reader
from maraude.understanding.rules import disjoint, needs_by_rule


def test_articles_and_gaps_do_not_hide_a_phrase() -> None:
    made = Phrasebook()
    made.add(["il me reste _ euros"], label="money")
    assert [hit.label for hit in made.find(["il", "me", "reste", "les", "quatre", "euros"])] == ["money"]


def test_a_star_matches_any_ending() -> None:
    made = Phrasebook()
    made.add(["herberge*", "hebergement*"], label="housing")
    assert [hit.first for hit in made.find(["un", "hebergements"])] == [1]


@pytest.mark.parametrize(
    ("typed", "meant"), [("logemnet", "logement"), ("lappartement", "appartement"), ("formatoin", "formation")]
)
def test_typos_are_repaired_towards_the_domain(typed: str, meant: str) -> None:
    assert Repair(domain=book().vocabulary, known=["maison"]).word(typed) == meant


def test_everyday_words_are_left_alone() -> None:
    assert Repair(domain=["raison"], known=["maison"]).word("maison") == "maison"


@pytest.mark.parametrize("need", list(Need))
def test_every_need_has_its_question_in_two_languages(need: Need) -> None:
    french, english = questions(need)
    assert french.endswith("?")
    assert english.endswith("?")


def test_rules_find_a_need_that_is_asked_for() -> None:
    found = needs_by_rule(Reader().read("jcherche un appart a saverne"))
    assert [(one.need, one.source) for one in found] == [(Need.HOUSING, "rule")]


def test_rules_leave_a_mention_alone() -> None:
    assert needs_by_rule(Reader().read("dans le film il cherche un appart")) == ()


def test_evidence_that_touches_is_made_one() -> None:
    assert disjoint({(0, 4), (5, 9), (20, 22)}) == ((0, 9), (20, 22))
