from __future__ import annotations

import secrets as randomness
from collections.abc import Mapping

from maraude.apps.audit.actions.record import record
from maraude.apps.ingest.models import ChannelAccount
from maraude.apps.ingest.secrets import seal_secrets
from maraude.lib.ids import uuid7


def open_account(
    *,
    org_id: int,
    channel: str,
    name: str,
    actor: str,
    key: str = "",
    secret: str = "",
    outbound_url: str = "",
    token: str = "",
    more: Mapping[str, str] | None = None,
) -> ChannelAccount:
    """Open an account on a channel with an unguessable address and a fresh secret (or the ones given).

    `token`: what the platform gave us to speak with; `more`: what else the channel must know of this account.
    """
    account_id = uuid7()
    secrets = (
        {"secret": secret or randomness.token_urlsafe(32)} | ({"token": token} if token else {}) | dict(more or {})
    )
    sealed = seal_secrets(secrets, org_id=org_id, account_id=account_id)
    account = ChannelAccount.objects.create(
        org_id=org_id,
        id=account_id,
        channel=channel,
        key=key or randomness.token_urlsafe(24),
        name=name,
        sealed_secret=sealed,
        outbound_url=outbound_url,
    )
    record(org_id=org_id, actor=actor, action="account_opened", subject_kind="channel_account", subject_id=account_id)
    return account
