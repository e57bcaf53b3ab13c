"""The official files to import, by the names under which they are published. Addresses change; names do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialFile:
    """A published file: what it is called, who publishes it, under which licence, and how it is read here."""

    name: str
    publisher: str | Promise
    licence: str
    what: str | Promise
    command: str


OFFICIAL_FILES: Sequence[OfficialFile] = (
    OfficialFile(
        name="data·inclusion — offre d’insertion, schéma v1 (structures, services)",
        publisher="Plateforme de l’inclusion (data.gouv.fr)",
        licence="Licence Ouverte 2.0",
        what=_("The services themselves. Any edition; structures and services together."),
        command="maraude import directory structures.parquet services.parquet",
    ),
    OfficialFile(
        name="Service-public.fr — annuaire de l’administration, base locale (*.gouv_local.json)",
        publisher="DILA (data.gouv.fr)",
        licence="Licence Ouverte 2.0",
        what=_("The communes that each mission locale receives, and other counters."),
        command="maraude import directory 2026-11-25.gouv_local.json",
    ),
    OfficialFile(
        name="Liste des structures France services",
        publisher="ANCT (data.gouv.fr)",
        licence="Licence Ouverte 2.0",
        what=_("Where one is helped with papers, with opening hours."),
        command="maraude import directory liste-france-services-20261101.csv",
    ),
    OfficialFile(
        name="Annuaire de l’éducation",
        publisher="Ministère de l’éducation nationale (data.education.gouv.fr)",
        licence="Licence Ouverte 2.0",
        what=_("CIO and micro-lycées: ways back to school."),
        command="maraude import directory fr-en-annuaire-education.csv",
    ),
    OfficialFile(
        name="maraude.csv",
        publisher=_("Your own table"),
        licence="—",
        what=_("What nobody publishes: PAEJ, E2C, MDA, local rounds. Columns: docs/howto/directory.md."),
        command="maraude import directory maraude.csv",
    ),
    OfficialFile(
        name="Base officielle des codes postaux",
        publisher="La Poste (data.gouv.fr)",
        licence="Licence Ouverte 2.0",
        what=_("Communes and their postal codes."),
        command="maraude import geo laposte_hexasmal.csv",
    ),
    OfficialFile(
        name="Code officiel géographique",
        publisher="INSEE (data.gouv.fr)",
        licence="Licence Ouverte 2.0",
        what=_("Communes, former communes, départements, régions."),
        command="maraude import geo communes.csv departements.csv regions.csv",
    ),
    OfficialFile(
        name="Liste des EPCI à fiscalité propre",
        publisher="DGCL, Banatic (data.gouv.fr)",
        licence="Licence Ouverte 2.0",
        what=_("Groups of communes, by which some services say their territory."),
        command="maraude import geo epci.csv",
    ),
)
