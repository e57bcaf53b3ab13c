from __future__ import annotations

from maraude.apps.people.models.code_word import CodeWord
from maraude.apps.people.models.consent import Consent
from maraude.apps.people.models.identity import Identity
from maraude.apps.people.models.path_step import PathStep
from maraude.apps.people.models.person import Person, PersonKey

__all__ = ["CodeWord", "Consent", "Identity", "PathStep", "Person", "PersonKey"]
