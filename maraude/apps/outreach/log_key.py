"""The key of the logs that wait on a worker's telephone: they seal with its public half, only the server opens.

It is made from the association's key each time, and kept nowhere: a telephone that is lost reads nothing of it.
"""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

from maraude.apps.orgs.queries.keys import index_key
from maraude.lib import crypto
from maraude.lib.sealed_box import private_half


def log_key(*, user_id: int) -> EllipticCurvePrivateKey:
    """Return the private half of this worker's key, in the current association."""
    return private_half(crypto.blind_index(index_key(), "round_logs", str(user_id)))
