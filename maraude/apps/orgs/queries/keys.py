from __future__ import annotations

from maraude.apps.orgs.models import OrganisationKey
from maraude.apps.tenancy.keyring import INDEX_PURPOSE, kek
from maraude.lib import crypto


def index_key() -> bytes:
    """Return the current organisation's key for blind indexes and conversation ids."""
    return crypto.unwrap(kek(), bytes(OrganisationKey.objects.get(purpose=INDEX_PURPOSE).wrapped))
