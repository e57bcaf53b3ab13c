from __future__ import annotations

from maraude.apps.directory.models.area import Area
from maraude.apps.directory.models.commune import Commune, FormerCommune
from maraude.apps.directory.models.loaded_file import LoadedFile
from maraude.apps.directory.models.own_word import OwnWord
from maraude.apps.directory.models.service import Service
from maraude.apps.directory.models.sought_place import SoughtPlace
from maraude.apps.directory.models.spot import Spot
from maraude.apps.directory.models.structure import Structure

__all__ = ["Area", "Commune", "FormerCommune", "LoadedFile", "OwnWord", "Service", "SoughtPlace", "Spot", "Structure"]
