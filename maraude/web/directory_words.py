"""The words for the fields of a published service."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

DIRECTORY_WORDS = {
    "nom": _("Name"),
    "telephone": _("Phone"),
    "courriel": _("E-mail"),
    "adresse": _("Address"),
    "code_postal": _("Postal code"),
    "commune": _("Commune"),
    "horaires_accueil": _("Opening hours"),
    "thematiques": _("Themes"),
    "publics": _("For whom"),
    "conditions_acces": _("Conditions"),
    "frais": _("Price"),
    "zone_eligibilite": _("Territory"),
}
