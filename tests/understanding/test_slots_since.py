"""Since when: the words of the writer, whole, and only when they tell a time."""

from __future__ import annotations

import pytest

from maraude.understanding.slots.since import since

SAID = [
    ("je dors dans ma voiture depuis mardi", "depuis mardi"),
    ("Depuis que papa est parti, plus rien", "Depuis que papa est parti"),
    ("dps 3 mois jsors plus", "dps 3 mois"),
    ("dp 10 jours jmange rien", "dp 10 jours"),
    ("jvais plus en cours dep la rentrée", "dep la rentrée"),
    ("depuis la rentrée je mange seule", "depuis la rentrée"),
    ("c fini depuis un an et demi.", "depuis un an et demi"),
    ("oui depuis six ou sept mois à peu près", "depuis six ou sept mois"),
    ("depuis le 9 janvier plus de contrat", "depuis le 9 janvier"),
    ("depuis le premier du mois je dors mal", "depuis le premier du mois"),
    ("depuis l'accident de mon frère je conduis plus", "depuis l'accident de mon frère"),
    ("jfume tout le temps depuis la dispute avec le chef", "depuis la dispute avec le chef"),
    ("depuis lété jtravaille plus", "depuis lété"),
    ("depuis que ma mère est morte mon père boit", "depuis que ma mère est morte"),
    ("depuis kil ma quitté jdors plus", "depuis kil ma quitté"),
    ("on est dehors depuis que la porte est fermée et il neige", "depuis que la porte est fermée"),
    ("dépi lindi man pa ka manjé", "dépi lindi"),
    ("ça fait deux mois que je cherche", "ça fait deux mois"),
    ("sa fé 2 semaine ke jdors pas", "sa fé 2 semaine"),
    ("4 mois que j'attends la réponse", "4 mois"),
    ("j'ai quitté le lycée en mars", "en mars"),
    ("viré du cfa l'an dernier", "l'an dernier"),
]
UNSAID = [
    "on se voit en mars",
    "on doit partir en juin",
    "ils me suivent depuis la gare",
    "j'écris depuis la cuisine",
    "il a crié. depuis je dors habillée",
    "depuis, rien",
    "il est parti et depuis la maison est calme",
    "un appel depuis Grenoble",
    "ça fait 12 euros",
    "c'est guéri, ça fait quatre ans",
    "",
]


@pytest.mark.parametrize(("text", "said"), SAID)
def test_since_keeps_the_words_of_the_writer(text: str, said: str) -> None:
    assert since(text) == said


@pytest.mark.parametrize("text", UNSAID)
def test_no_time_is_made_up(text: str) -> None:
    assert since(text) is None
