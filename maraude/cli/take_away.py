"""What a person takes away, for who answers their request by hand."""

from __future__ import annotations

import json
from uuid import UUID

from django.utils import translation

from maraude.apps.orgs.queries.organisations import organisation_called
from maraude.apps.privacy.actions.note_export import note_export
from maraude.apps.privacy.queries.export import export_of
from maraude.apps.privacy.queries.kept import kept_of, person_of_page
from maraude.apps.tenancy.context import tenant
from maraude.core.errors import Refused
from maraude.lib import clock
from maraude.web.me.export import export_page


class NobodyHere(Refused):
    """There is nobody with this id here, or they were erased."""

    code = "nobody_here"


def written_export(*, person_id: UUID, slug: str | None, with_notes: bool, as_json: bool) -> str:
    """Return the file of a person. Raises `NobodyHere`."""
    with tenant(organisation_called(slug).id), translation.override("fr"):
        person = person_of_page(person_id)
        if person is None:
            raise NobodyHere
        note_export(person=person, actor="cli", with_notes=with_notes)
        if not as_json:
            return export_page(person, with_notes=with_notes)
        data = export_of(kept_of(person), at=clock.now(), with_notes=with_notes)
        return json.dumps(data, ensure_ascii=False, indent=1)
