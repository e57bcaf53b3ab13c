from __future__ import annotations

from pathlib import Path

import pytest

from maraude.core.need import Need
from tests.api.support.client import Api
from tests.api.support.world import Association, hear, needs
from tests.support.published import load, load_geo, service, structure


@pytest.fixture(autouse=True)
def _directory(tmp_path: Path, db: None) -> None:
    del db
    load_geo(tmp_path)
    load(tmp_path, structure(), service())


def test_a_thread_gets_proposals_for_what_it_says(lanterne: Association, nour: Api) -> None:
    conversation = hear(lanterne, "je cherche du taf", found=needs(Need.EMPLOYMENT))
    found = nour.get(f"/conversations/{conversation}/proposals").json
    assert found["proposals"] == []
    assert any("Lieu inconnu" in note for note in found["notes"])


def test_sentences_are_in_the_language_asked(lanterne: Association, nour: Api) -> None:
    conversation = hear(lanterne, "je cherche du taf", found=needs(Need.EMPLOYMENT))
    found = nour.get(f"/conversations/{conversation}/proposals", language="en").json
    assert any("Place unknown" in note for note in found["notes"])


def test_another_associations_thread_has_none(quai: Association, nour: Api) -> None:
    conversation = hear(quai, "je cherche du taf")
    assert nour.get(f"/conversations/{conversation}/proposals").status == 404


@pytest.mark.parametrize("limit", ["0", "51", "dix"])
def test_a_wrong_limit_is_refused(lanterne: Association, nour: Api, limit: str) -> None:
    conversation = hear(lanterne, "salut")
    assert nour.get(f"/conversations/{conversation}/proposals", limit=limit).status == 400
