"""Two-word names for people whose name nobody asks: « Renard Calme »."""

from __future__ import annotations

_ANIMALS = [
    "Renard",
    "Hérisson",
    "Luciole",
    "Chouette",
    "Loutre",
    "Mésange",
    "Castor",
    "Belette",
    "Papillon",
    "Dauphin",
    "Lynx",
    "Moineau",
    "Écureuil",
    "Héron",
    "Tortue",
    "Cigale",
    "Marmotte",
    "Faucon",
    "Libellule",
    "Panda",
    "Gecko",
    "Corail",
    "Alouette",
    "Bison",
    "Colibri",
    "Grillon",
    "Phoque",
    "Martre",
    "Sittelle",
    "Vanneau",
    "Chamois",
    "Pinson",
    "Cormoran",
    "Lièvre",
    "Rainette",
    "Tamia",
    "Hirondelle",
    "Blaireau",
    "Abeille",
    "Caribou",
]
# One form for all: adjectives and nouns that do not change with gender.
_QUALITIES = [
    "Calme",
    "Libre",
    "Agile",
    "Solaire",
    "Tranquille",
    "Rapide",
    "Utile",
    "Sage",
    "Habile",
    "Lunaire",
    "Intrépide",
    "Magnifique",
    "Fidèle",
    "Stable",
    "Souple",
    "Nomade",
    "Rebelle",
    "Sensible",
    "Pacifique",
    "Drôle",
    "Lucide",
    "Modeste",
    "Robuste",
    "Sincère",
    "Timide",
    "Vaste",
    "Brave",
    "Fantasque",
    "Honnête",
    "Espiègle",
    "Paisible",
    "Solide",
    "Digne",
    "Énergique",
    "Noble",
    "Simple",
    "Mystère",
    "Unique",
    "Tendre",
    "Aurore",
]


def pseudonym(number: int) -> str:
    """Return the name that goes with a whole number: the same number, the same name (1,600 names, then a figure).

    >>> pseudonym(0)
    'Renard Calme'
    """
    round_number, place = divmod(number, len(_ANIMALS) * len(_QUALITIES))
    animal, quality = divmod(place, len(_QUALITIES))
    name = f"{_ANIMALS[animal]} {_QUALITIES[quality]}"
    return f"{name} {round_number + 1}" if round_number else name
