"""The sentences of matching, in French and in English: criteria, notes, and the short reasons under a proposal."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

type Pair = tuple[str, str]

FINDINGS: Final[Mapping[str, Pair]] = MappingProxyType(
    {
        "open_no": ("dit être fermé définitivement", "says it is closed for good"),
        "age_disability": (
            "après {0} ans, seulement avec une reconnaissance de handicap (RQTH)",
            "after {0}, only with a recognised disability (RQTH)",
        ),
        "age_said": ("dit recevoir {ages}", "says it receives {ages}"),
        "age_said_ask": ("dit recevoir {ages} : âge à demander", "says it receives {ages}: age to be asked"),
        "age_kind": ("reçoit {ages}", "receives {ages}"),
        "age_kind_ask": ("reçoit {ages} : âge à demander", "receives {ages}: age to be asked"),
        "age_kind_depends": ("reçoit {ages}, parfois au-delà : à vérifier", "receives {ages}, sometimes others: check"),
        "age_any": ("sans limite d'âge connue", "no age limit known"),
        "zone_open": ("aucune limite de territoire publiée", "no territory limit published"),
        "zone_france": ("toute la France", "all of France"),
        "zone_yes": ("le territoire comprend {0}", "its territory includes {0}"),
        "zone_no": ("le territoire ne comprend pas ce lieu", "its territory does not include this place"),
        "zone_unknown": (
            "territoire à vérifier : lieu pas assez précis",
            "territory to check: place not precise enough",
        ),
        "competence_yes": ("c'est celle ou celui de {0}", "it is the one for {0}"),
        "competence_epci": (
            "même intercommunalité : sans doute la bonne, à confirmer",
            "same group of communes: most likely the right one, to confirm",
        ),
        "competence_department": ("même département", "same département"),
        "competence_near": (
            "même département : demander si c'est bien son secteur",
            "same département: ask whether it is their area",
        ),
        "competence_far": (
            "autre département : elle dira où s'adresser",
            "another département: they will say whom to ask",
        ),
        "competence_neighbour": (
            "commune voisine : demander si elle reçoit aussi la vôtre",
            "neighbouring commune: ask whether they receive yours",
        ),
        "competence_ask": ("dépend de la commune : à demander", "depends on the commune: to be asked"),
        "competence_other_commune": ("ne reçoit que sa commune", "receives its own commune only"),
        "competence_other_department": ("ne reçoit que son département", "receives its own département only"),
        "audience_young": ("pour les jeunes", "for young people"),
        "audience_all": ("pour tout le monde", "for everybody"),
        "audience_kind": ("public non précisé, ouvert d'habitude", "audience not said, usually open"),
        "audience_unsaid": ("public non précisé : à vérifier", "audience not said: to check"),
        "audience_yes": ("pour : {publics}", "for: {publics}"),
        "audience_only": ("réservé : {publics}", "only for: {publics}"),
        "audience_disability": (
            "pour les personnes handicapées : à vérifier",
            "for people with a disability: to check",
        ),
        "status_out": ("pour qui n'est ni en cours ni en emploi", "for those out of school and work"),
        "status_busy": (
            "seulement pour qui n'est ni en cours ni en emploi",
            "only for those out of school and work",
        ),
        "status_ask": (
            "pour qui n'est ni en cours ni en emploi : à vérifier",
            "for those out of school and work: to check",
        ),
        "minor_lodging": (
            "mineur·e : l'accord des parents, ou de l'ASE, est à voir avec eux",
            "a minor: parents' or child-protection agreement, to be seen with them",
        ),
    }
)
NOTES: Final[Mapping[str, Pair]] = MappingProxyType(
    {
        "no_need": ("Aucun besoin donné : rien n'est proposé.", "No need given: nothing is proposed."),
        "place_unknown": (
            "Lieu inconnu : seulement ce qui marche à distance ou partout. Demander la commune.",
            "Place unknown: only what works at a distance or everywhere. Ask for the commune.",
        ),
        "place_not_found": ("« {0} » n'est pas un lieu connu de l'annuaire.", "“{0}” is no place known here."),
        "place_former": (
            "{0} fait maintenant partie de {1} : c'est là que l'on cherche.",
            "{0} is now part of {1}: that is where we look.",
        ),
        "place_postal": (
            "Le code postal {0} couvre plusieurs communes : cherché à {1}. Aussi : {2}.",
            "Postal code {0} covers several communes: looked in {1}. Also: {2}.",
        ),
        "place_postal_one": ("Code postal {0} compris comme {1}.", "Postal code {0} read as {1}."),
        "place_named": (
            "Plusieurs lieux s'appellent {0} : cherché à {1}. Aussi : {2}.",
            "Several places are called {0}: looked in {1}. Also: {2}.",
        ),
        "place_insee_or_postal": (
            "{0} est lu comme le code INSEE de {1} ; comme code postal, ce serait {2}.",
            "{0} is read as the INSEE code of {1}; as a postal code it would be {2}.",
        ),
        "place_city": (
            "{0} sans arrondissement : distances depuis le centre, territoires à vérifier.",
            "{0} without an arrondissement: distances from the centre, territories to check.",
        ),
        "place_department": (
            "Seul le département est connu ({0}) : aucune distance, territoires à vérifier.",
            "Only the département is known ({0}): no distance, territories to check.",
        ),
        "place_island": (
            "{0} est une île sans route : le reste demande un bateau ou un avion, ce qui est à distance passe avant.",
            "{0} is an island without a road: the rest takes a boat or a plane; what works at a distance comes first.",
        ),
        "place_without_point": (
            "{0} n'a pas de coordonnées : aucune distance n'est donnée.",
            "{0} has no coordinates: no distance is given.",
        ),
        "age_unknown": (
            "Âge inconnu : les limites d'âge sont à vérifier.",
            "Age unknown: age limits are to be checked.",
        ),
        "age_disability": (
            "De 26 à 29 ans, le contrat d'engagement jeune reste ouvert avec une reconnaissance de handicap.",
            "From 26 to 29, the youth engagement contract stays open with a recognised disability.",
        ),
        "age_child": (
            "Moins de 12 ans : l'annuaire des jeunes n'est pas fait pour ça. Enfance en danger : 119.",
            "Under 12: this directory is not made for it. A child in danger: 119.",
        ),
        "age_older": (
            "Au-delà de 29 ans : les services pour jeunes sont écartés par leur limite d'âge.",
            "Over 29: services for young people are left out by their age limit.",
        ),
        "no_youth_door": (
            "L'annuaire chargé ne contient ni mission locale ni point d'écoute jeunes pour ce lieu : il est incomplet.",
            "The directory loaded holds no mission locale or youth listening point for this place: it is incomplete.",
        ),
        "need_without_answer": ("Rien ici pour : {needs}.", "Nothing here for: {needs}."),
        "all_old": (
            "Toutes ces fiches ont plus de deux ans : appeler avant d'y envoyer quelqu'un.",
            "All these entries are over two years old: call before sending anybody there.",
        ),
        "fictional": ("Fiches inventées pour la démonstration.", "Entries invented for the demonstration."),
    }
)
REASONS: Final[Mapping[str, Pair]] = MappingProxyType(
    {
        "open": ("ouvert maintenant", "open now"),
        "closed": ("fermé en ce moment", "closed right now"),
        "opens": ("ouvre {0}", "opens {0}"),
        "walk_in": ("sans rendez-vous", "no appointment"),
        "free": ("gratuit", "free"),
        "remote": ("à distance", "at a distance"),
        "young": ("pour les jeunes", "for young people"),
        "territory": ("de son territoire", "of their territory"),
        "near_territory": ("secteur à vérifier", "area to check"),
        "same_commune": ("dans sa commune", "in their commune"),
        "boat": ("de l'autre côté de l'eau", "across the water"),
        "about": ("environ {0}", "about {0}"),
        "professional": ("sur demande d'un professionnel", "on a professional's request"),
        "implied": ("service habituel de ce type de lieu, non détaillé", "usual for such a place, not detailed"),
        "old": ("fiche de {0}, à vérifier", "entry of {0}, to check"),
        "place": ("adresse à vérifier", "address to check"),
    }
)
PUBLICS: Final[Mapping[str, Pair]] = MappingProxyType(
    {
        "actifs": ("personnes qui travaillent", "people who work"),
        "beneficiaires-des-minimas-sociaux": ("personnes aux minima sociaux", "people on income support"),
        "demandeurs-emploi": ("inscrits à France Travail", "registered job-seekers"),
        "etudiants": ("étudiants", "students"),
        "familles": ("familles", "families"),
        "femmes": ("femmes", "women"),
        "personnes-en-situation-de-handicap": ("personnes handicapées", "people with a disability"),
        "personnes-en-situation-durgence": ("situations d'urgence", "emergencies"),
        "personnes-en-situation-juridique-specifique": (
            "personnes suivies par la justice",
            "people under a court measure",
        ),
        "personnes-exilees": ("personnes exilées", "exiled people"),
        "residents-qpv-frr": ("habitants de quartiers prioritaires ou ruraux", "residents of priority or rural areas"),
        "seniors": ("seniors", "older people"),
        "jeunes": ("jeunes", "young people"),
        "tous-publics": ("tout le monde", "everybody"),
    }
)

NEEDS: Final[Mapping[str, Pair]] = MappingProxyType(
    {
        "housing": ("logement", "housing"),
        "employment": ("travail", "work"),
        "training": ("formation", "training"),
        "guidance": ("orientation", "finding one's way"),
        "money": ("argent", "money"),
        "food_equipment": ("manger, s'habiller, s'équiper", "food, clothes, furniture"),
        "mobility": ("se déplacer", "getting around"),
        "admin_rights": ("papiers et droits", "papers and rights"),
        "justice": ("justice", "justice"),
        "mental_health": ("moral", "feeling low"),
        "health": ("santé", "health"),
        "addiction": ("addictions", "addiction"),
        "sexual_health": ("santé sexuelle", "sexual health"),
        "family": ("famille", "family"),
        "isolation": ("solitude", "loneliness"),
        "digital": ("téléphone et internet", "phone and internet"),
        "literacy": ("lire, écrire, parler français", "reading, writing, French"),
        "violence": ("violences", "violence"),
        "international": ("partir à l'étranger", "going abroad"),
        "entrepreneurship": ("créer son activité", "own business"),
    }
)


_SPANS: Final = frozenset(code for code, (french, _) in FINDINGS.items() if "{ages}" in french)


def side(pair: Pair, language: str) -> str:
    """Return the French or the English of a pair; French for any other language."""
    return pair[1] if language.startswith("en") else pair[0]


def ages(least: int, most: int, language: str) -> str:
    """Say a range of ages.

    >>> ages(16, 25, "fr"), ages(18, 120, "fr"), ages(0, 25, "en")
    ('16–25 ans', '18 ans et plus', 'up to 25')
    """
    is_english = language.startswith("en")
    if least <= 0:
        return f"up to {most}" if is_english else f"jusqu'à {most} ans"
    if most >= 100:
        return f"{least} and over" if is_english else f"{least} ans et plus"
    return f"{least}–{most}" if is_english else f"{least}–{most} ans"


def distance(kilometres: float, language: str) -> str:
    """Say a distance.

    >>> distance(0.34, "fr"), distance(1.24, "fr"), distance(23.6, "en")
    ('340 m', '1,2 km', '24 km')
    """
    if kilometres < 0.995:
        return f"{max(50, round(kilometres * 100) * 10)} m"
    text = f"{kilometres:.1f}" if kilometres < 10 else f"{kilometres:.0f}"
    return f"{text if language.startswith('en') else text.replace('.', ',')} km"


def note_text(code: str, values: tuple[object, ...], language: str) -> str:
    """Return the sentence of a note."""
    needs = ", ".join(side(NEEDS[str(value)], language) for value in values if str(value) in NEEDS)
    return side(NOTES[code], language).format(*values, needs=needs)


def finding_text(code: str, values: tuple[object, ...], language: str) -> str:
    """Return the sentence of a criterion."""
    publics = ", ".join(side(PUBLICS[str(value)], language) for value in values if str(value) in PUBLICS)
    span = ages(int(str(values[0])), int(str(values[1])), language) if len(values) > 1 and code in _SPANS else ""
    return side(FINDINGS[code], language).format(*values, ages=span, publics=publics)
