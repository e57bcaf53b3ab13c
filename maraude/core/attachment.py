"""Files that come with a message: named, never fetched. Which of them may hide words that nobody can read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from maraude.core.channel import Attachment

MOST: Final = 10
_SPOKEN: Final = {"voice", "audio", "video_note"}
_KNOWN: Final = _SPOKEN | {"photo", "video", "document", "sticker", "location"}
_NOT_A_FILE: Final = {"sticker", "location"}


def kinds(attachments: Iterable[Attachment]) -> list[str]:
    """Return what a thread shows in their place; a kind we do not know is a file.

    >>> kinds([Attachment(kind="voice"), Attachment(kind="gif")])
    ['voice', 'document']
    """
    return [one.kind if one.kind in _KNOWN else "document" for one in attachments][:MOST]


def is_spoken(attachments: Iterable[Attachment]) -> bool:
    """Say whether somebody spoke: words that no program screened, to be looked at by a person."""
    return any(one.kind in _SPOKEN for one in attachments)


def is_unopened(attachments: Iterable[Attachment]) -> bool:
    """Say whether somebody expects us to open something."""
    return any(one.kind not in _NOT_A_FILE for one in attachments)
