from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings

from maraude.apps.orgs.actions.access_links import make_link
from maraude.apps.orgs.models import LinkKind

QUESTION_LASTS = timedelta(days=45)


def question_page(org_id: int, referral_id: UUID, *, at: datetime) -> str:
    """Return a new address of the one question of a hand-over: it opens that question and nothing else."""
    token = make_link(org_id=org_id, kind=LinkKind.ANSWER, subject_id=referral_id, expires_at=at + QUESTION_LASTS)
    return f"{settings.PUBLIC_URL}/a/{token}"
