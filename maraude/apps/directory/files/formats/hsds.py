"""Open Referral HSDS 3, out and in: one organization or service a line, whole.

What HSDS has a place for stands there; what data·inclusion says besides is an attribute, by its name: nothing is lost.
Source: the HSDS 3 specification (docs.openreferral.org). Ids are UUIDs there, so ours are attributes too.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from maraude.apps.directory.files.formats.shape import Context, Format, Made, Values

_ORGANIZATION: Final = {"nom": "name", "description": "description", "courriel": "email", "site_web": "website"}
_SERVICE: Final = {
    "nom": "name",
    "description": "description",
    "courriel": "email",
    "lien_mobilisation": "url",
    "conditions_acces": "eligibility_description",
    "frais_precisions": "fees_description",
    "mobilisation_precisions": "application_process",
    "date_maj": "assured_date",
    "_maraude_age_min": "minimum_age",
    "_maraude_age_max": "maximum_age",
}
_ADDRESS: Final = {
    "adresse": "address_1",
    "complement_adresse": "address_2",
    "commune": "city",
    "code_postal": "postal_code",
}
_POINT: Final = {"latitude": "latitude", "longitude": "longitude"}
_ELSEWHERE: Final = frozenset({*_ADDRESS, *_POINT, "telephone", "horaires_accueil"})
_SCHEME: Final = "data-inclusion"


def organization(row: Values) -> dict[str, Any]:
    """Return a structure as an HSDS organization."""
    made = _shared(row, _ORGANIZATION)
    made.setdefault("description", "")
    return made | {"locations": _locations(row), "phones": _phones(row)}


def service(row: Values) -> dict[str, Any]:
    """Return a service as an HSDS service; its organization is on a line of its own."""
    made = _shared(row, _SERVICE)
    areas = [{"id": _uuid(f"{row['id']} {code}"), "name": code} for code in row.get("zone_eligibilite") or ()]
    return made | {
        "organization_id": _uuid(row["structure_id"]),
        "status": "active",
        "service_areas": areas,
        "service_at_locations": [{"id": one["id"], "location": one} for one in _locations(row)],
        "phones": _phones(row),
        "schedules": [{"id": _uuid(f"{row['id']} hours"), "description": row["horaires_accueil"]}]
        if row.get("horaires_accueil")
        else [],
    }


def _shared(row: Values, fields: Mapping[str, str]) -> dict[str, Any]:
    made: dict[str, Any] = {"id": _uuid(row["id"])}
    made |= {theirs: row[ours] for ours, theirs in fields.items() if ours in row}
    made["attributes"] = [
        {
            "id": _uuid(f"{row['id']} {name}"),
            "link_id": made["id"],
            "link_entity": "service" if "structure_id" in row else "organization",
            "link_type": _SCHEME,
            "label": name,
            "value": json.dumps(value, ensure_ascii=False),
        }
        for name, value in row.items()
        if name not in fields and (name not in _ELSEWHERE or (name == "horaires_accueil" and "structure_id" not in row))
    ]
    return made


def _locations(row: Values) -> list[dict[str, Any]]:
    address = {theirs: row[ours] for ours, theirs in _ADDRESS.items() if ours in row}
    point = {theirs: row[ours] for ours, theirs in _POINT.items() if ours in row}
    if not address and not point:
        return []
    id_ = _uuid(f"{row['id']} place")
    addresses = [{"id": id_, **address, "country": "FR", "address_type": "physical"}] if address else []
    return [{"id": id_, "location_type": "physical", **point, "addresses": addresses}]


def _phones(row: Values) -> list[dict[str, Any]]:
    return [{"id": _uuid(f"{row['id']} phone"), "number": row["telephone"]}] if row.get("telephone") else []


def _uuid(text: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"data-inclusion:{text}"))


def _convert(row: Values, context: Context) -> Iterator[Made]:
    del context
    said = [one for one in row.get("attributes") or () if one.get("link_type") == _SCHEME]
    made: Made = {one["label"]: json.loads(one["value"]) for one in said}
    is_service = "structure_id" in made
    fields = _SERVICE if is_service else _ORGANIZATION
    made |= {ours: row[theirs] for ours, theirs in fields.items() if row.get(theirs) not in (None, "")}
    if is_service:
        places = [one["location"] for one in row.get("service_at_locations") or ()]
    else:
        places = list(row.get("locations") or ())
    for place in places[:1]:
        made |= {ours: place[theirs] for ours, theirs in _POINT.items() if theirs in place}
        for address in place.get("addresses", ())[:1]:
            made |= {ours: address[theirs] for ours, theirs in _ADDRESS.items() if theirs in address}
    for phone in (row.get("phones") or ())[:1]:
        made["telephone"] = phone["number"]
    for schedule in (row.get("schedules") or ())[:1]:
        made["horaires_accueil"] = schedule["description"]
    yield made


HSDS = Format(id="hsds", marks=frozenset({"id", "name", "attributes", "phones"}), fields={}, convert=_convert)
