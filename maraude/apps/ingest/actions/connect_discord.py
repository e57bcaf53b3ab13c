from __future__ import annotations

from maraude.apps.ingest.actions.close_account import close_account
from maraude.apps.ingest.actions.connect_telegram import AlreadyConnected
from maraude.apps.ingest.actions.open_account import open_account
from maraude.apps.ingest.models import ChannelAccount
from maraude.apps.ingest.secrets import account_secrets
from maraude.channels.discord.application import (
    DiscordCannotReachUs,
    NoDiscord,
    WrongDiscordToken,
    application,
    hush,
    listen,
    register,
)


def connect_discord(*, org_id: int, token: str, actor: str, api: str = "") -> ChannelAccount:
    """Keep an application's token and what Discord says of it; nothing comes in before `switch_discord_on`.

    `api`: a Discord of one's own, empty for Discord's. Raises `WrongDiscordToken`, `NoDiscord`, `AlreadyConnected`.
    """
    found = application(token.strip(), api=api)
    for account in ChannelAccount.objects.filter(channel="discord", is_active=True):
        if account_secrets(account).get("application_id") == found.id:
            raise AlreadyConnected
    return open_account(
        org_id=org_id,
        channel="discord",
        name=found.name[:80],
        actor=actor,
        token=token.strip(),
        outbound_url=api,
        more={"application_id": found.id, "public_key": found.verify_key},
    )


def switch_discord_on(*, account: ChannelAccount, public_url: str) -> None:
    """Register the commands and give Discord our address, which it tries at once: the account must be committed.

    Safe to repeat. Raises `DiscordCannotReachUs`, `WrongDiscordToken`, `NoDiscord`.
    """
    secrets = account_secrets(account)
    if not account.outbound_url and not public_url.startswith("https://"):
        raise DiscordCannotReachUs
    register(secrets["token"], application_id=secrets["application_id"], api=account.outbound_url)
    listen(secrets["token"], url=discord_address(account, public_url=public_url), api=account.outbound_url)


def is_discord_on(account: ChannelAccount, *, public_url: str) -> bool:
    """Say whether Discord sends interactions and events to our address. Raises `WrongDiscordToken`, `NoDiscord`."""
    found = application(account_secrets(account)["token"], api=account.outbound_url)
    address = discord_address(account, public_url=public_url)
    return found.interactions_endpoint_url == found.event_webhooks_url == address and found.event_webhooks_status == 2


def discord_address(account: ChannelAccount, *, public_url: str) -> str:
    """Return where Discord writes to us."""
    return f"{public_url.rstrip('/')}/in/discord/{account.key}"


def disconnect_discord(*, account: ChannelAccount, actor: str) -> None:
    """Close the account here, whatever Discord answers; it is asked to show our commands no more."""
    close_account(account=account, actor=actor)
    secrets = account_secrets(account)
    try:
        hush(secrets["token"], application_id=secrets["application_id"], api=account.outbound_url)
    except (WrongDiscordToken, NoDiscord, DiscordCannotReachUs):
        return  # a token taken back, a network away: nothing comes in all the same
