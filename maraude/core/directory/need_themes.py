"""From needs to leaves of the data·inclusion vocabulary (v1), weighted by how directly each answers the need.

Sources: domain.md (Needs); the weights are ours and are reviewed with street workers, not learned.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from maraude.core.need import Need

_ADMIN = "difficultes-administratives-ou-juridiques--"
_MONEY = "difficultes-financieres--"
_GOODS = "equipement-et-alimentation--"
_HOME = "logement-hebergement--"
_JOB = "trouver-un-emploi--"
_APPLY = "preparer-sa-candidature--"
_TRADE = "choisir-un-metier--"
_MOVE = "mobilite--"
_BACK = "remobilisation--"
_ABROAD = "souvrir-a-linternational--"
_OWN = "creer-une-entreprise--"

LEAVES: Mapping[Need, Mapping[str, float]] = MappingProxyType(
    {
        Need.HOUSING: {
            _HOME + "rechercher-une-solution-dhebergement-temporaire": 1.0,
            _HOME + "louer-un-logement": 0.85,
            _HOME + "sinformer-sur-les-demarches-liees-a-lacces-au-logement": 0.8,
            _HOME + "se-maintenir-dans-le-logement": 0.6,
            _HOME + "reduire-les-impayes-de-loyer": 0.5,
            _HOME + "changer-de-logement": 0.5,
            _HOME + "acheter-un-logement": 0.05,
        },
        Need.EMPLOYMENT: {
            _JOB + "repondre-a-des-offres-demploi": 1.0,
            _APPLY + "organiser-ses-demarches-de-recherche-demploi": 0.95,
            _APPLY + "realiser-un-cv-et-ou-une-lettre-de-motivation": 0.9,
            _JOB + "convaincre-un-recruteur-en-entretien": 0.85,
            _JOB + "faire-des-candidatures-spontanees": 0.85,
            _APPLY + "valoriser-ses-competences": 0.8,
            _APPLY + "developper-son-reseau": 0.75,
            _JOB + "suivre-ses-candidatures-et-relancer-les-employeurs": 0.7,
            _TRADE + "connaitre-les-opportunites-demploi": 0.7,
            _JOB + "maintien-dans-lemploi": 0.3,
        },
        Need.TRAINING: {
            "se-former--trouver-sa-formation": 1.0,
            "se-former--monter-son-dossier-de-formation": 0.9,
            _TRADE + "confirmer-son-choix-de-metier": 0.5,
            _TRADE + "decouvrir-un-metier-ou-un-secteur-dactivite": 0.5,
        },
        Need.GUIDANCE: {
            _TRADE + "decouvrir-un-metier-ou-un-secteur-dactivite": 1.0,
            _TRADE + "identifier-ses-points-forts-et-ses-competences": 1.0,
            _TRADE + "confirmer-son-choix-de-metier": 0.9,
            _TRADE + "connaitre-les-opportunites-demploi": 0.8,
            "se-former--trouver-sa-formation": 0.6,
            _BACK + "bien-etre-confiance-en-soi": 0.4,
        },
        Need.MONEY: {
            _MONEY + "situation-dendettement-surendettement": 0.9,
            _MONEY + "prevenir-une-degradation-de-la-situation-financiere": 1.0,
            _MONEY + "ameliorer-sa-gestion-budgetaire": 0.8,
            _MONEY + "acquerir-une-autonomie-budgetaire": 0.85,
            _MONEY + "mettre-en-place-une-mesure-de-protection-financiere": 0.3,
            _ADMIN + "accompagnement-pour-lacces-aux-droits": 0.7,
        },
        Need.FOOD_EQUIPMENT: {
            _GOODS + "alimentation": 1.0,
            _GOODS + "habillement": 0.8,
            _GOODS + "electromenager": 0.5,
            _GOODS + "aide-menagere": 0.1,
        },
        Need.MOBILITY: {
            _MOVE + "etre-accompagne-dans-son-parcours-mobilite": 1.0,
            _MOVE + "preparer-un-permis": 1.0,
            _MOVE + "financer-ma-mobilite": 0.95,
            _MOVE + "mobilite-douce-partagee-collective": 0.8,
            _MOVE + "acceder-a-un-vehicule": 0.8,
            _MOVE + "entretenir-reparer-son-vehicule": 0.5,
        },
        Need.ADMIN_RIGHTS: {
            _ADMIN + "accompagnement-aux-demarches-administratives": 1.0,
            _ADMIN + "accompagnement-pour-lacces-aux-droits": 1.0,
            _ADMIN + "beneficier-dune-mesure-daccompagnement-adapte": 0.6,
            _ADMIN + "connaitre-ses-droits-face-a-une-discrimination": 0.6,
            _ADMIN + "accompagnement-pour-lacces-a-la-citoyennete": 0.6,
            "numerique--acceder-a-des-services-en-ligne": 0.4,
        },
        Need.JUSTICE: {
            _ADMIN + "prendre-en-compte-une-problematique-judiciaire": 1.0,
            _ADMIN + "accompagnement-pour-lacces-aux-droits": 0.25,
        },
        Need.MENTAL_HEALTH: {
            "sante--sante-mentale": 1.0,
            _BACK + "bien-etre-confiance-en-soi": 0.45,  # mostly workshops on the way to a job
        },
        Need.HEALTH: {
            "sante--acces-aux-soins": 1.0,
            "sante--constituer-un-dossier-mdph-invalidite": 0.6,
        },
        Need.ADDICTION: {"sante--addictions": 1.0},
        Need.SEXUAL_HEALTH: {"sante--sante-sexuelle": 1.0, "sante--acces-aux-soins": 0.4},
        Need.FAMILY: {
            "famille--surmonter-conflits-separation-violence": 1.0,
            "famille--soutien-a-la-parentalite-et-a-leducation": 0.4,  # of parents: they may be one
            "famille--soutien-aidants": 0.6,
            "famille--garde-denfants": 0.4,
            "famille--prise-en-charge-personne-dependante": 0.3,
        },
        Need.ISOLATION: {
            _BACK + "lien-social": 1.0,
            _BACK + "activites-sportives-et-culturelles": 0.9,
            _BACK + "benevolat-action-citoyenne": 0.8,
            _BACK + "bien-etre-confiance-en-soi": 0.6,
        },
        Need.DIGITAL: {
            "numerique--acceder-a-une-connexion-internet": 1.0,
            "numerique--acquerir-un-equipement": 1.0,
            "numerique--maitriser-les-fondamentaux-du-numerique": 0.8,
            "numerique--acceder-a-des-services-en-ligne": 0.8,
        },
        Need.LITERACY: {
            "lecture-ecriture-calcul--maitriser-le-francais": 1.0,
            "lecture-ecriture-calcul--maitriser-le-calcul": 0.8,
        },
        Need.VIOLENCE: {
            "famille--surmonter-conflits-separation-violence": 1.0,
            "sante--sante-mentale": 0.25,
            _ADMIN + "accompagnement-pour-lacces-aux-droits": 0.15,
        },
        Need.INTERNATIONAL: {
            _ABROAD + "connaitre-les-opportunites-demploi-a-letranger": 1.0,
            _ABROAD + "sinformer-sur-les-aides-pour-travailler-a-letranger": 1.0,
            _ABROAD + "sorganiser-suite-a-son-retour-en-france": 0.6,
        },
        Need.ENTREPRENEURSHIP: {
            _OWN + "definir-son-projet-de-creation-dentreprise": 1.0,
            _OWN + "structurer-son-projet-de-creation-dentreprise": 0.9,
            _OWN + "developper-son-entreprise": 0.5,
        },
    }
)
# Leaves of each root in the vocabulary: a service that lists them all said "health", not "mental health".
ROOT_SIZES = MappingProxyType(
    {
        "choisir-un-metier": 4,
        "creer-une-entreprise": 3,
        "difficultes-administratives-ou-juridiques": 6,
        "difficultes-financieres": 5,
        "equipement-et-alimentation": 4,
        "famille": 5,
        "lecture-ecriture-calcul": 2,
        "logement-hebergement": 7,
        "mobilite": 6,
        "numerique": 4,
        "preparer-sa-candidature": 4,
        "remobilisation": 4,
        "sante": 5,
        "se-former": 2,
        "souvrir-a-linternational": 3,
        "trouver-un-emploi": 5,
    }
)
_SMALL = 3  # a root of two or three leaves may honestly be offered whole
_FOCUSED = 6  # themes: a form where all was ticked says less of each
SPREAD = 0.35  # what is left of a leaf's weight when its root was spread, for a need that is about the whole root


def wanted_leaves(needs: Iterable[Need]) -> list[str]:
    """Return every leaf that answers one of the needs, sorted."""
    return sorted({leaf for need in needs for leaf in LEAVES[need]})


@lru_cache(maxsize=16_384)
def fit(need: Need, themes: tuple[str, ...]) -> float:
    """Return how directly themes answer a need, 0 to 1: its best leaf, little or nothing for a root spread over all.

    >>> fit(Need.ADDICTION, ("sante--addictions",))
    1.0
    """
    leaves, spread = LEAVES[need], spread_roots(themes)
    best = 0.0
    for theme in themes:
        weight = leaves.get(theme, 0.0)
        root = theme.partition("--")[0]
        if weight and root in spread:
            weight *= SPREAD if _covers_root(need, root) else 0.0
        best = max(best, weight)
    focus = min(1.0, float((_FOCUSED / max(len(themes), 1)) ** 0.3))
    return best * focus


@lru_cache(maxsize=16_384)
def spread_roots(themes: tuple[str, ...]) -> frozenset[str]:
    """Return the roots of which every leaf is listed: an old theme expanded, or a form where all was ticked."""
    counts = Counter(theme.partition("--")[0] for theme in themes)
    return frozenset(root for root, count in counts.items() if count >= max(ROOT_SIZES.get(root, 99), _SMALL + 1))


@cache
def _covers_root(need: Need, root: str) -> bool:
    own = sum(leaf.partition("--")[0] == root for leaf in LEAVES[need])
    return own * 2 >= ROOT_SIZES[root]
