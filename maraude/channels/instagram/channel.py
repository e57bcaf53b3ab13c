"""Instagram, by a professional account linked to a Page: the young person writes first (channels.md)."""

from __future__ import annotations

from typing import Final

from maraude.channels.graph.channel import PageChannel
from maraude.channels.graph.parse import Side
from maraude.core.channel import Bucket, Capabilities, ReceiptLevel

_SIDE: Final = Side(object="instagram", channel="instagram", scheme="ig.igsid")
_DAY_S: Final = 86_400
CAPABILITIES: Final = Capabilities(
    channel="instagram",
    max_text=1000,
    text_unit="bytes",
    receipt_level=ReceiptLevel.READ,
    idempotent_send=False,
    reply_window_s=_DAY_S,
    human_extension_s=7 * _DAY_S,  # from the same message, for a person's own words, once Meta granted Human Agent
    edits_in=True,
    deletes_in=True,
    buckets=(Bucket(scope="account", count=40, seconds=1.0), Bucket(scope="conversation", count=1, seconds=1.0)),
    proof="double",
)


class InstagramChannel(PageChannel):
    """The Instagram channel."""

    def __init__(self) -> None:
        """Be this side."""
        super().__init__(side=_SIDE, capabilities=CAPABILITIES)
