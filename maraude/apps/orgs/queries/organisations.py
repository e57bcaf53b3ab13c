"""Looking organisations up before one is chosen: through the functions of the schema `doors`, as the jobs' role."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

from maraude.core.errors import Refused


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationName:
    """An organisation, by number and by name."""

    id: int
    slug: str
    name: str


class WhichOrganisation(Refused):
    """Say which association with --organisation."""

    code = "which_organisation"


def organisations() -> list[OrganisationName]:
    """Return every organisation of this installation."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, slug, name FROM doors.organisations()")
        return [OrganisationName(id=row[0], slug=row[1], name=row[2]) for row in cursor.fetchall()]


def organisation_called(slug: str | None) -> OrganisationName:
    """Return the organisation of this slug, or the only one. Raises `WhichOrganisation`, naming the choices."""
    known = organisations()
    chosen = [one for one in known if slug in (None, one.slug)]
    if len(chosen) == 1:
        return chosen[0]
    names = ", ".join(one.slug for one in known)
    if not known:
        raise WhichOrganisation("There is no association yet: make one with `maraude admin create`.")
    raise WhichOrganisation(f"Say which association with --organisation: {names}.")
