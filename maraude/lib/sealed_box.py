"""Sealed boxes: whoever holds the public half may put something in, only the private half opens it.

P-256 (which every browser's WebCrypto has), a key of the moment, HKDF-SHA256, AES-256-GCM. A box is
65 bytes of public point, 12 of nonce, the ciphertext and its tag; `static/js/rounds-seal.js` makes the same.
"""

from __future__ import annotations

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from maraude.lib.crypto import Unreadable

_CURVE = ec.SECP256R1()
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_POINT_BYTES, _NONCE_BYTES = 65, 12
_PURPOSE = b"maraude sealed box 1"


def private_half(seed: bytes) -> ec.EllipticCurvePrivateKey:
    """Return the private half that 32 secret bytes always give."""
    return ec.derive_private_key(int.from_bytes(seed) % (_ORDER - 1) + 1, _CURVE)


def public_half(private: ec.EllipticCurvePrivateKey) -> bytes:
    """Return the 65 bytes to give away."""
    return private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def seal_box(public: bytes, plain: bytes, *, bound_to: bytes) -> bytes:
    """Put `plain` in a box tied to `bound_to`."""
    ours = ec.generate_private_key(_CURVE)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, public)
    point, nonce = public_half(ours), os.urandom(_NONCE_BYTES)
    key = _key(ours.exchange(ec.ECDH(), theirs), point)
    return point + nonce + AESGCM(key).encrypt(nonce, plain, bound_to)


def open_box(private: ec.EllipticCurvePrivateKey, box: bytes, *, bound_to: bytes) -> bytes:
    """Return what is in a box. Raises `Unreadable` for another's, an altered or a made-up one."""
    point, nonce = box[:_POINT_BYTES], box[_POINT_BYTES : _POINT_BYTES + _NONCE_BYTES]
    try:
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(_CURVE, point)
        key = _key(private.exchange(ec.ECDH(), theirs), point)
        return AESGCM(key).decrypt(nonce, box[_POINT_BYTES + _NONCE_BYTES :], bound_to)
    except (ValueError, InvalidTag) as error:
        raise Unreadable from error


def _key(shared: bytes, point: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=point, info=_PURPOSE).derive(shared)
