"""The key that wraps all other keys, and the keys of an association."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from maraude.lib import crypto

INDEX_PURPOSE = "index"


@cache
def kek() -> bytes:
    """Return the key-encryption key of this installation."""
    return crypto.read_or_create_kek(settings.KEK_FILE)
