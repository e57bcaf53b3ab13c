from __future__ import annotations

from uuid import UUID

from maraude.apps.audit.models import AuditFact


def record(
    *, org_id: int, actor: str, action: str, subject_kind: str, subject_id: UUID | int | str, reason: str = ""
) -> None:
    """Append one fact in the caller's transaction. `reason` is a code of ours, never free text."""
    AuditFact.objects.create(
        org_id=org_id, actor=actor, action=action, subject_kind=subject_kind, subject_id=str(subject_id), reason=reason
    )


def user_actor(user_id: int) -> str:
    """Return how a person is named in the audit.

    >>> user_actor(12)
    'user:12'
    """
    return f"user:{user_id}"
