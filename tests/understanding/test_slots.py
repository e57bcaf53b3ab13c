"""Age, place, status, since: what is said, and nothing more."""

from __future__ import annotations

from pathlib import Path

import pytest

from maraude.understanding.gazetteer import BadGazetteer, Commune, Gazetteer, build, load, save
from maraude.understanding.reading import Reader
from maraude.understanding.slots.age import age
from maraude.understanding.slots.place import place
from maraude.understanding.slots.since import since
from maraude.understanding.slots.status import status
from maraude.understanding.values import About, Place


def commune(name: str, insee: str, population: int, *codes: str, old: tuple[str, ...] = ()) -> Commune:
    return Commune(
        name=name,
        insee=insee,
        postal_codes=codes,
        department=insee[:2],
        population=population,
        lat=48.0,
        lon=7.0,
        old_names=old,
    )


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return build(
        [
            commune("Saverne", "67437", 11_000, "67700"),
            commune("Strasbourg", "67482", 290_000, "67000", "67100"),
            commune("Paris 18e Arrondissement", "75118", 190_000, "75018"),
            commune("Saint-Denis", "93066", 113_000, "93200"),
            commune("Saint-Denis", "97411", 155_000, "97400"),
            commune("Arboys en Bugey", "01015", 700, "01300", old=("Arbignieu",)),
        ]
    )


@pytest.mark.parametrize(
    ("text", "about", "years"),
    [
        ("slt g 17 ans", "self", 17),
        ("17 piges et rien", "self", 17),
        ("j'ai dix-sept ans", "self", 17),
        ("vingt et un ans, sans taf", "self", 21),
        ("un ami de 23 ans veut arreter", "other", 23),
        ("jdors dehors depuis 3 ans", "self", None),
        ("ça fait 15 ans que ma mère boit", "self", None),
        ("j'ai 20 euros", "self", None),
        ("quand j'avais 15 ans je fumais", "self", None),
        ("un mec de 30 ans me suit", "self", None),
    ],
)
def test_an_age_is_read_when_it_is_said(text: str, about: About, years: int | None) -> None:
    assert age(Reader().read(text).folded, about=about) == years


@pytest.mark.parametrize(
    ("text", "written", "insee"),
    [
        ("jhabite a saverne", "saverne", "67437"),
        ("un foyer vers strasbourg stp", "strasbourg", "67482"),
        ("jsuis sur paris 18e", "paris 18e", "75118"),
        ("code postal 67700", "67700", "67437"),
        ("je vis à Arbignieu", "Arbignieu", "01015"),
        ("j'habite à strassbourg", "strassbourg", "67482"),
        ("on est dans le 93", "93", None),
        ("jviens du 9-3", "9-3", None),
        ("j'habite à Saint-Denis", "Saint-Denis", None),
    ],
)
def test_a_place_is_read_as_written(text: str, written: str, insee: str | None, gazetteer: Gazetteer) -> None:
    found = place(text, gazetteer=gazetteer)
    assert found is not None
    assert (found.text, found.insee) == (written, insee)


@pytest.mark.parametrize("text", ["j'en ai marre de tout", "rdv le 12 a 15h", "je suis sur le point de partir", ""])
def test_no_place_is_guessed(text: str, gazetteer: Gazetteer) -> None:
    assert place(text, gazetteer=gazetteer) is None


def test_without_a_gazetteer_a_place_stays_text() -> None:
    found = place("jhabite a Saverne", gazetteer=None)
    assert found is not None
    assert (found.text, found.insee) == ("Saverne", None)


def test_a_saved_gazetteer_is_the_same_when_loaded(gazetteer: Gazetteer, tmp_path: Path) -> None:
    save(gazetteer, tmp_path / "gazetteer")
    assert load(tmp_path / "gazetteer").named("saverne") == gazetteer.named("Saverne")


@pytest.mark.parametrize("content", [b"", b"anything", b"MARAUDE-GAZETTEER-1\n" + bytes(80)])
def test_a_foreign_gazetteer_is_refused(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "foreign").write_bytes(content)
    with pytest.raises(BadGazetteer):
        load(tmp_path / "foreign")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("g laché le lycée en mars", "dropped_out"),
        ("je suis en terminale", "in_school"),
        ("ni école ni taf", "neet"),
        ("chui apprenti boulanger", "apprentice"),
        ("jcherche une alternance", None),
        ("coucou", None),
    ],
)
def test_a_status_is_read_when_it_is_said(text: str, said: str | None) -> None:
    assert status(Reader().read(text).folded) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("je dors dans ma voiture depuis mardi", "depuis mardi"),
        ("Depuis que papa est parti, plus rien", "Depuis que papa est parti"),
        ("dps 3 mois jsors plus", "dps 3 mois"),
        ("depuis la rentrée je mange seule", "depuis la rentrée"),
        ("j'ai quitté le lycée en mars", "en mars"),
        ("on se voit en mars", None),
    ],
)
def test_since_keeps_the_words_of_the_writer(text: str, said: str | None) -> None:
    assert since(text) == said


@pytest.mark.parametrize(
    "text",
    [
        "l'école qui me prend est à Grenoble",
        "mon frère est parti à Cayenne",
        "la radio dit qu'on a retrouvé un gars à Lyon",
        "je suis né à Pointe-Noire",
    ],
)
def test_a_place_that_is_not_where_one_is_stays_unsaid(text: str) -> None:
    assert place(text, gazetteer=None) is None


def test_where_one_is_stays_said() -> None:
    assert place("je suis à Grenoble, le journal en parle", gazetteer=None) == Place(text="Grenoble")
