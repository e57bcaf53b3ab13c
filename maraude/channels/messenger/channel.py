"""Messenger, by a Page of the association's: the young person writes first (channels.md)."""

from __future__ import annotations

from typing import Final

from maraude.channels.graph.channel import PageChannel
from maraude.channels.graph.parse import Side
from maraude.core.channel import Bucket, Capabilities, ReceiptLevel

_SIDE: Final = Side(object="page", channel="messenger", scheme="meta.psid")
_DAY_S: Final = 86_400
CAPABILITIES: Final = Capabilities(
    channel="messenger",
    max_text=2000,
    text_unit="chars",
    receipt_level=ReceiptLevel.DELIVERED,
    idempotent_send=False,
    reply_window_s=_DAY_S,
    human_extension_s=7 * _DAY_S,  # from the same message, for a person's own words, once Meta granted Human Agent
    edits_in=True,
    deletes_in=False,  # Messenger tells a Page nothing of what a person removes
    buckets=(Bucket(scope="account", count=40, seconds=1.0), Bucket(scope="conversation", count=1, seconds=1.0)),
    proof="double",
)


class MessengerChannel(PageChannel):
    """The Messenger channel."""

    def __init__(self) -> None:
        """Be this side."""
        super().__init__(side=_SIDE, capabilities=CAPABILITIES)
