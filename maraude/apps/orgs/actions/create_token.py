from __future__ import annotations

import hashlib
import secrets

from maraude.apps.audit.actions.record import record
from maraude.apps.orgs.models import ApiToken


def token_digest(token: str) -> bytes:
    """Return how a token is kept: its SHA-256."""
    return hashlib.sha256(token.encode()).digest()


def create_token(*, org_id: int, name: str, user_id: int | None, actor: str) -> str:
    """Make a bearer token and return it, the only time it is seen. With a user it acts as that person."""
    token = f"mrd_{secrets.token_urlsafe(32)}"
    row = ApiToken.objects.create(org_id=org_id, name=name, user_id=user_id, digest=token_digest(token))
    record(org_id=org_id, actor=actor, action="token_created", subject_kind="api_token", subject_id=row.id)
    return token
