"""The secrets of a channel account: JSON, sealed under the KEK, tied to its row."""

from __future__ import annotations

import json
from collections.abc import Mapping
from uuid import UUID

from maraude.apps.ingest.models import ChannelAccount
from maraude.apps.tenancy.keyring import kek
from maraude.lib.crypto import associated, seal, unseal


def seal_secrets(secrets: Mapping[str, str], *, org_id: int, account_id: UUID) -> bytes:
    """Return the sealed secrets of an account."""
    return seal(kek(), json.dumps(dict(secrets)).encode(), bound_to=associated(org_id, "channel_account", account_id))


def account_secrets(account: ChannelAccount) -> dict[str, str]:
    """Return the secrets of an account, in memory."""
    place = associated(account.org_id, "channel_account", account.id)
    secrets: dict[str, str] = json.loads(unseal(kek(), bytes(account.sealed_secret), bound_to=place))
    return secrets
