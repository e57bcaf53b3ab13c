from __future__ import annotations

import re

import pytest
from django.db import IntegrityError, transaction

from maraude.apps.levers.actions.keep_suggestion import (
    OwnWords,
    WrongSuggestion,
    approve_suggestion,
    end_suggestion,
    write_suggestion,
)
from maraude.apps.levers.models import OwnSuggestion
from maraude.apps.levers.queries.library import library, shipped
from maraude.core.lever import Lever, Moment, shown
from maraude.core.need import Need
from maraude.lib import clock
from tests.support.world import Association


def written(association: Association, *, words: str = "On prend un café ?", why: str = "Simple") -> OwnSuggestion:
    with association.inside():
        return write_suggestion(
            org_id=association.org_id,
            lever=Lever.BELONGING,
            moments=[Moment.WONDERING],
            needs=[],
            words=words,
            why=why,
            by_user_id=association.staff["camille"],
        )


def test_words_are_seen_by_two_people_before_anybody_takes_them(lanterne: Association) -> None:
    mine = written(lanterne)
    with lanterne.inside():
        with pytest.raises(OwnWords):
            approve_suggestion(suggestion=mine, by_user_id=lanterne.staff["camille"], at=clock.now())
        assert str(mine.id) not in {one.id for one in library(language="fr")}
        approve_suggestion(suggestion=mine, by_user_id=lanterne.staff["sacha"], at=clock.now())
        assert str(mine.id) in {one.id for one in library(language="fr")}
        end_suggestion(suggestion=mine, by_user_id=lanterne.staff["camille"], at=clock.now())
        assert str(mine.id) not in {one.id for one in library(language="fr")}


def test_the_database_itself_wants_two_pairs_of_eyes(lanterne: Association) -> None:
    mine = written(lanterne)
    with lanterne.inside(), pytest.raises(IntegrityError), transaction.atomic():
        OwnSuggestion.objects.filter(id=mine.id).update(approved_by_id=lanterne.staff["camille"])


@pytest.mark.parametrize(
    ("words", "why"), [(" ", "x"), ("x", " "), ("x" * 501, "x"), ("x", "x" * 201), ("va sur https://a.example", "x")]
)
def test_empty_long_or_linked_words_are_refused(lanterne: Association, words: str, why: str) -> None:
    with pytest.raises(WrongSuggestion):
        written(lanterne, words=words, why=why)


def test_another_associations_words_stay_there(lanterne: Association, quai: Association) -> None:
    mine = written(lanterne)
    with lanterne.inside():
        approve_suggestion(suggestion=mine, by_user_id=lanterne.staff["sacha"], at=clock.now())
    with quai.inside():
        assert str(mine.id) not in {one.id for one in library(language="fr")}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_what_comes_with_maraude_neither_orders_nor_promises(language: str) -> None:
    every = shipped(language)
    assert len({one.id for one in every}) == len(every)
    assert {one.lever for one in every} == set(Lever)
    orders = re.compile(r"!|tu dois|il faut que|you must|you have to|promets|promise|courage", re.I)
    assert [one.id for one in every if orders.search(one.words)] == []


@pytest.mark.parametrize("need", list(Need))
@pytest.mark.parametrize("moment", [None, *Moment])
def test_there_is_something_to_say_at_every_moment_of_every_need(need: Need, moment: Moment | None) -> None:
    assert len(shown(shipped("fr"), moment=moment, needs={need.value}, seed="x")) >= 2
