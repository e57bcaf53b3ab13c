"""The service that every structure of a kind offers, for those that published none (core/directory/structure_kinds)."""

from __future__ import annotations

from datetime import datetime
from itertools import batched

from django.db.models import Exists, OuterRef

from maraude.apps.directory.actions.keep_rows import owners_of
from maraude.apps.directory.actions.load_rows import Loader
from maraude.apps.directory.files.derive import ServiceRow, implied_row
from maraude.apps.directory.files.places import Geography
from maraude.apps.directory.models import Service, Structure
from maraude.core.directory.structure_kinds import BOOK

_BATCH = 2_000


def imply_services(*, geography: Geography, at: datetime) -> int:
    """Bring implied services up to date after an import; return how many there are.

    A mission locale that published nothing still receives the young of its territory: without this, the directory
    would send them to a counter for paperwork. They are marked, and gone as soon as something is published.
    """
    published = Service.objects.filter(structure_id=OuterRef("pk"), is_implied=False)
    Service.objects.filter(is_implied=True).filter(
        Exists(Service.objects.filter(structure_id=OuterRef("structure_id"), is_implied=False))
    ).delete()
    Service.objects.filter(is_implied=True, structure__gone_on__isnull=False).delete()
    kinds = [kind.id for kind in BOOK.kinds.values() if kind.implied_fr]
    silent = list(
        Structure.objects.filter(~Exists(published), kind__in=kinds, gone_on=None).values_list("id", flat=True)
    )
    loader = Loader(model=Service, fields=ServiceRow._fields, loaded_at=at)
    for ids in batched(silent, _BATCH):
        loader.add([implied_row(owner, geography) for owner in owners_of(ids).values()])
    loader.write()
    return len(silent)
