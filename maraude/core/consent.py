"""What a person agrees to, each apart, and which version of our words they read (security.md P-04)."""

from __future__ import annotations

from enum import StrEnum


class Purpose(StrEnum):
    """One thing that may be agreed to or withdrawn alone."""

    AI_HELP = "ai_help"  # a program helps to see what they need
    LEARNING = "learning"  # a program learns from their words
    CONTACT = "contact"  # we write to them
    SHARE = "share"  # one sheet to one structure
    GUEST = "guest"  # that structure writes to them, through us


# Changed with the words on the pages: a line of the ledger says which ones were read.
TEXT_VERSION = "2026-11"
