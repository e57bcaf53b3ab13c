from __future__ import annotations

from typing import Final

import msgspec

from maraude.channels.interface import Challenge

_PING_OF_EVENTS: Final = 0
_PING: Final = 1


class _Ping(msgspec.Struct):
    type: int
    event: msgspec.Raw = msgspec.Raw()


def handshake(body: bytes) -> Challenge | None:
    """Return the answer to a ping (`{"type":1}`, or 204 where events of the application go), none for all else."""
    try:
        ping = msgspec.json.decode(body, type=_Ping)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    if ping.type == _PING and not bytes(ping.event):
        return Challenge(body=b'{"type":1}', content_type="application/json")
    return Challenge(body=b"", content_type="application/json", status=204) if ping.type == _PING_OF_EVENTS else None
