"""Every format, one line each, and which of them a file is in."""

from __future__ import annotations

from collections.abc import Collection

from maraude.apps.directory.files.formats.di_v0 import DI_V0, V0_ONLY
from maraude.apps.directory.files.formats.di_v1 import DI_V1
from maraude.apps.directory.files.formats.dila import DILA
from maraude.apps.directory.files.formats.education import EDUCATION
from maraude.apps.directory.files.formats.france_services import FRANCE_SERVICES
from maraude.apps.directory.files.formats.geojson import GEOJSON
from maraude.apps.directory.files.formats.hsds import HSDS
from maraude.apps.directory.files.formats.own_csv import OWN_CSV
from maraude.apps.directory.files.formats.shape import Format

FORMATS = {one.id: one for one in (DI_V1, DI_V0, DILA, FRANCE_SERVICES, EDUCATION, OWN_CSV, HSDS, GEOJSON)}


def format_of(columns: Collection[str]) -> Format | None:
    """Return the format that has these columns, None when none has: data·inclusion last, its marks are everybody's."""
    names = {name.lower() for name in columns}
    for one in (FRANCE_SERVICES, EDUCATION, OWN_CSV, DILA, HSDS, GEOJSON):
        if one.marks <= names:
            return one
    if not DI_V1.marks <= names:
        return None
    return DI_V0 if V0_ONLY & names else DI_V1
