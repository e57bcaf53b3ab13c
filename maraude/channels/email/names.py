"""What an address looks like, and the names of our own messages: what a bounce, an answer or a loop tells of them."""

from __future__ import annotations

import re
from typing import Final

ADDRESS: Final = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE)
_OURS: Final = re.compile(r"<(?P<message>[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})\.maraude@[^\s<>]{1,250}>")


def name_of(message_id: str, *, address: str) -> str:
    """Return the Message-ID of one of ours: the same at each try, so that a reader's program sees it once."""
    return f"<{message_id}.maraude@{address.rpartition('@')[2]}>"


def ours_in(text: str) -> str | None:
    """Return the name of the first of our messages in a text, or none.

    >>> ours_in("In-Reply-To: <0199e3a0-5f6b-7c11-9c2e-6b6f1f0c7a11.maraude@lanterne.example>")
    '0199e3a0-5f6b-7c11-9c2e-6b6f1f0c7a11'
    """
    found = _OURS.search(text)
    return found["message"] if found is not None else None
