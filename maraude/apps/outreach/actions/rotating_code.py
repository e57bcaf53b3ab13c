"""The code by which a young person checks who writes to them: six figures, ten minutes, one a worker (S-26)."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db.models import Q

from maraude.apps.orgs.actions.access_links import link_digest, make_link
from maraude.apps.orgs.models import AccessLink, LinkKind, Membership
from maraude.core.errors import Refused

LASTS = timedelta(minutes=10)
_FIGURES = 6
_TRIES = 20


class NoCodeFree(Refused):
    """No code is free now: press again in a minute."""

    code = "no_code_free"


def new_code(*, membership: Membership, at: datetime) -> str:
    """Return a new code of this worker; the one before ends."""
    codes = AccessLink.objects.filter(kind=LinkKind.VERIFY)
    codes.filter(Q(subject_id=membership.id) | Q(expires_at__lte=at)).delete()
    for _ in range(_TRIES):
        code = "".join(secrets.choice("0123456789") for _ in range(_FIGURES))
        if not codes.filter(digest=link_digest(code)).exists():
            return make_link(
                org_id=membership.org_id,
                kind=LinkKind.VERIFY,
                subject_id=membership.id,
                expires_at=at + LASTS,
                token=code,
            )
    raise NoCodeFree
