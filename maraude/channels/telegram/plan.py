"""What leaves for Telegram: one call a part of at most 4,096 UTF-16 units, cut between words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import msgspec

from maraude.channels.interface import Account, Plan, Refuse, Send, WireRequest
from maraude.core.channel import Bucket, Capabilities, Outbound, Purpose, ReceiptLevel, ReplyState

API: Final = "https://api.telegram.org"
LONGEST: Final = 4096
CAPABILITIES = Capabilities(
    channel="telegram",
    max_text=LONGEST,
    text_unit="utf16",
    receipt_level=ReceiptLevel.SENT,  # a bot is told of no delivery and no reading
    idempotent_send=False,
    edits_in=True,
    deletes_in=False,  # Telegram tells a bot nothing of what a person deletes
    buckets=(Bucket(scope="account", count=25, seconds=1.0), Bucket(scope="conversation", count=1, seconds=1.0)),
    proof="double",
)


def plan(outbound: Outbound, *, state: ReplyState, account: Account) -> Plan:
    """Refuse after a STOP or a block (a safety line excepted), else send."""
    if state.is_stopped and outbound.purpose != Purpose.SAFETY:
        return Refuse(reason="no_consent")
    address = f"{account.outbound_url or API}/bot{account.secrets.get('token', '')}/sendMessage"
    headers = {"content-type": "application/json"}
    return Send(
        requests=tuple(
            WireRequest(
                url=address,
                headers=headers,
                body=msgspec.json.encode(
                    {
                        "chat_id": int(outbound.recipient.id),
                        "text": part,
                        "link_preview_options": {"is_disabled": True},
                    }
                ),
            )
            for part in parts(outbound.text)
        )
    )


def parts(text: str, *, longest: int = LONGEST) -> Iterator[str]:
    """Cut a text into parts of at most `longest` UTF-16 units, after a line or a word where there is one.

    >>> list(parts("un deux trois", longest=8))
    ['un deux', 'trois']
    """
    rest = text
    while rest:
        fits = _fitting(rest, longest)
        if fits < len(rest):
            cut = max(rest.rfind("\n", 0, fits + 1), rest.rfind(" ", 0, fits + 1))
            fits = cut if cut > 0 else fits
        yield rest[:fits].rstrip() or rest[:fits]
        rest = rest[fits:].lstrip()


def _fitting(text: str, longest: int) -> int:
    """Return how many characters fit into `longest` UTF-16 units; at least one."""
    units = 0
    for place, character in enumerate(text):
        units += 2 if ord(character) > 0xFFFF else 1
        if units > longest:
            return max(1, place)
    return len(text)
