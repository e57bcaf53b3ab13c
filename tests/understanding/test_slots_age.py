"""Age: the years of the person spoken of, now; not those of others, of the past, of prices or of the clock."""

from __future__ import annotations

import pytest

from maraude.understanding.reading import Reader
from maraude.understanding.slots.age import age
from maraude.understanding.slots.numbers import number_at

OWN = [
    ("slt g 17 ans", 17),
    ("17 piges et rien", 17),
    ("jai 15ans", 15),
    ("j ai 20 ans", 20),
    ("jé 20 an", 20),
    ("j'ai dix-sept ans", 17),
    ("vingt et un ans, sans taf", 21),
    ("Femme, 23 ans, sans toit", 23),
    ("bro 17 ans et jdors dans la cave", 17),
    ("bonsoir jeune homme de 18 ans, je cherche un foyer", 18),
    ("je suis agé de 17 ans", 17),
    ("j'en ai 24", 24),
    ("jsuis majeur j'ai 18", 18),
    ("elle a 16 moi 15", 15),
    ("man ni 16 an", 16),
    ("jviens d'avoir 16 ans", 16),
    ("jvais avoir 18 ans au printemps", 17),
    ("j'ai bientôt 19 ans", 18),
    ("a 19 ans jpeux encore passer mon bac ?", 19),
    ("à 22 piges jfais que dormir", 22),
    ("ils prennent encore à 20 ans ?", 20),
    ("j'ai 19 ans et mon père 45", 19),
]
NOT_OWN = [
    "jdors dehors depuis 3 ans",
    "ça fait 15 ans que ma mère boit",
    "j'ai 3 ans d'expérience",
    "j'ai 15 ans de retard sur tout",
    "j'ai que 12 euros",
    "j'ai 20 balles pour la semaine",
    "j'ai 18 de moyenne",
    "j'ai eu 16, la prof était contente",
    "j'ai 14 captures à rendre",
    "rdv à 16h",
    "j'arrive à 18",
    "quand j'avais 15 ans je fumais",
    "à 14 ans j'ai fugué",
    "un mec de 30 ans me suit",
    "un gars de 25 ans m'a proposé de l'argent",
    "ma sœur a 14 ans",
    "mon pote a 19 ans il deal",
    "mon grand-père, quatre-vingt-neuf ans, marche encore",
    "le RSA c'est à partir de 25 ans",
    "vous prenez jusqu'à 30 ans ?",
    "jeunes de 16 à 25 ans",
    "les 16-25 ans",
    "tu as 18 ans toi ?",
    "quand j'aurai 18 ans jpars",
    "le bus 17 passe à 18h",
    "le 17 octobre",
    "en 2015",
]
ANOTHERS = [
    ("un ami de 23 ans veut arreter", 23),
    ("ma sœur a 14 ans elle se scarifie", 14),
    ("ma sœur 19 a elle pleure", 19),
    ("mon pote 17 a un bouton bizarre", 17),
    ("sa copine elle a 17", 17),
    ("ma coloc (23) s'est fait frapper", 23),
    ("Mon frère de 8 ans bégaie", 8),
    ("c pour ma cousine, 16 ans, son copain la frappe", 16),
    ("il a quatre-vingt-un ans", 81),
    ("mon oncle est venu à vingt ans", None),
]


@pytest.mark.parametrize(("text", "years"), OWN)
def test_the_writers_age_is_read(text: str, years: int) -> None:
    assert age(Reader().read(text).folded, about="self") == years


@pytest.mark.parametrize("text", NOT_OWN)
def test_what_is_no_age_of_the_writer_is_left(text: str) -> None:
    assert age(Reader().read(text).folded, about="self") is None


@pytest.mark.parametrize(("text", "years"), ANOTHERS)
def test_the_age_of_the_person_worried_about_is_read(text: str, years: int | None) -> None:
    assert age(Reader().read(text).folded, about="other") == years


@pytest.mark.parametrize(
    ("said", "number"),
    [("soixante dix huit", 78), ("quatre vingt onze", 91), ("dis sept", 17), ("dis moi", None), ("2007", None)],
)
def test_numbers_are_read_as_they_are_said(said: str, number: int | None) -> None:
    found = number_at(said.split(), 0)
    assert (found[0] if found else None) == number
