from __future__ import annotations

import secrets

from maraude.apps.ingest.actions.close_account import close_account
from maraude.apps.ingest.actions.open_account import open_account
from maraude.apps.ingest.models import ChannelAccount
from maraude.apps.ingest.secrets import account_secrets
from maraude.channels.telegram.bot import NoTelegram, WrongToken, bot_name, hush, listen, webhook_state
from maraude.core.errors import Refused


class NeedsHttps(Refused):
    """Telegram only writes to an https address: set MARAUDE_PUBLIC_URL to the public one."""

    code = "needs_https"


class AlreadyConnected(Refused):
    """This bot is connected already."""

    code = "already_connected"


def connect_telegram(
    *, org_id: int, organisation: str, token: str, public_url: str, actor: str, api: str = ""
) -> ChannelAccount:
    """Have a bot's messages come here, and show in its empty chats who reads them.

    `api`: a Bot API server of one's own, empty for Telegram's. It calls Telegram: seconds, in the caller's transaction,
    once in the life of a bot. Raises `WrongToken`, `NoTelegram`, `NeedsHttps`, `AlreadyConnected`.
    """
    if not api and not public_url.startswith("https://"):
        raise NeedsHttps
    name = bot_name(token.strip(), api=api)
    if ChannelAccount.objects.filter(channel="telegram", name=f"@{name}", is_active=True).exists():
        raise AlreadyConnected
    key, secret = secrets.token_urlsafe(24), secrets.token_urlsafe(32)
    address = f"{public_url.rstrip('/')}/in/telegram/{key}"
    listen(token.strip(), url=address, secret=secret, name=organisation, api=api)
    return open_account(
        org_id=org_id,
        channel="telegram",
        name=f"@{name}",
        actor=actor,
        key=key,
        secret=secret,
        token=token.strip(),
        outbound_url=api,
    )


def telegram_state(account: ChannelAccount) -> tuple[int, str]:
    """Return how many messages wait at Telegram, and its last complaint about us (empty: none). Raises as above."""
    said = webhook_state(account_secrets(account)["token"], api=account.outbound_url)
    return int(said.get("pending_update_count") or 0), str(said.get("last_error_message") or "")[:200]


def disconnect_telegram(*, account: ChannelAccount, actor: str) -> None:
    """Close the account here, whatever Telegram answers; it is asked to send nothing more."""
    close_account(account=account, actor=actor)
    try:
        hush(account_secrets(account)["token"], api=account.outbound_url)
    except (WrongToken, NoTelegram):
        return  # a token taken back, a network away: nothing comes in all the same
