"""Envelope encryption: one key-encryption key, one data key per person, per tenant and purpose, or per tenant and day.

AES-256-GCM with associated data for content, AES-KW (RFC 3394) for keys, HMAC-SHA256 for blind indexes.
"""

from __future__ import annotations

import base64
import contextlib
import hmac
import os
from functools import lru_cache
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from maraude.core.errors import MaraudeError, WrongSetting

KEY_BYTES = 32
_FORMAT = b"\x01"
_NONCE_BYTES = 12


class Unreadable(MaraudeError):
    """This content cannot be read: it was altered, moved, or its key was destroyed."""


def new_key() -> bytes:
    """Return 32 random bytes."""
    return os.urandom(KEY_BYTES)


def associated(*parts: object) -> bytes:
    """Return the associated data that ties a ciphertext to its place (tenant, person, table, column, row)."""
    return "\x1f".join(str(part) for part in parts).encode()


@lru_cache(maxsize=256)
def _cipher(key: bytes) -> AESGCM:
    """Return the cipher of a key; making one costs as much as encrypting a message."""
    return AESGCM(key)


def seal(key: bytes, plain: bytes, *, bound_to: bytes) -> bytes:
    """Encrypt `plain` and tie it to `bound_to`: one format byte, twelve of nonce, the ciphertext and its tag."""
    nonce = os.urandom(_NONCE_BYTES)
    return _FORMAT + nonce + _cipher(key).encrypt(nonce, plain, bound_to)


def unseal(key: bytes, sealed: bytes, *, bound_to: bytes) -> bytes:
    """Decrypt what `seal` made.

    Raises `Unreadable` when a byte changed, the row was swapped, or the key is another one.
    """
    if sealed[:1] != _FORMAT or len(sealed) <= _NONCE_BYTES:
        raise Unreadable
    try:
        return _cipher(key).decrypt(sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :], bound_to)
    except InvalidTag as error:
        raise Unreadable from error


def wrap(kek: bytes, key: bytes) -> bytes:
    """Wrap a data key under the key-encryption key (40 bytes for a 32-byte key)."""
    return aes_key_wrap(kek, key)


def unwrap(kek: bytes, wrapped: bytes) -> bytes:
    """Return the data key; raises `Unreadable` when it was wrapped under another key-encryption key."""
    try:
        return aes_key_unwrap(kek, wrapped)
    except InvalidUnwrap as error:
        raise Unreadable("This key was wrapped under another key-encryption key.") from error


def blind_index(key: bytes, *parts: str) -> bytes:
    """Return 32 bytes that find a value again without telling it: keyed, so two tenants' indexes never match."""
    return hmac.digest(key, "\x1f".join(parts).encode(), "sha256")


def read_or_create_kek(path: Path) -> bytes:
    """Return the key-encryption key of `path` (base64, mode 600), made at the first call.

    Raises `WrongSetting` when the file exists and does not hold 32 bytes: a new one would lose every message.
    """
    if not path.exists():
        _create_kek(path)
    return _read_kek(path)


def _create_kek(path: Path) -> None:
    """Write the key beside its place, then link it there: another process sees a whole key or none."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(base64.b64encode(new_key()) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    except OSError as error:
        raise WrongSetting(f"The key file {path} can be neither read nor made ({error.strerror}).") from error


def _read_kek(path: Path) -> bytes:
    try:
        key = base64.b64decode(path.read_bytes().strip(), validate=True)
    except (OSError, ValueError) as error:
        raise WrongSetting(f"The key file {path} cannot be read: restore it from your backup.") from error
    if len(key) != KEY_BYTES:
        raise WrongSetting(f"The key file {path} must hold 32 bytes in base64: restore it from your backup.")
    return key
