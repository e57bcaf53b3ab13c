from __future__ import annotations

from maraude.apps.audit.actions.record import record
from maraude.apps.ingest.models import ChannelAccount


def close_account(*, account: ChannelAccount, actor: str) -> None:
    """Close an account here: what the platform still sends finds nothing any more, and nothing leaves. Threads stay."""
    ChannelAccount.objects.filter(id=account.id).update(is_active=False)
    record(
        org_id=account.org_id,
        actor=actor,
        action="account_closed",
        subject_kind="channel_account",
        subject_id=account.id,
    )
