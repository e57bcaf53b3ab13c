"""Colleagues whom a structure invites to a sheet: each has an address of their own, ended by one gesture."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.conf import settings

from maraude.apps.inbox.models import Conversation
from maraude.apps.orgs.actions.access_links import make_link, revoke_links
from maraude.apps.orgs.models import LinkKind
from maraude.apps.referrals.actions.keep_open import STAYS_OPEN
from maraude.apps.referrals.actions.move_referral import Doer, add_event, say_in_thread
from maraude.apps.referrals.models import Adviser, Referral
from maraude.apps.referrals.vault import seal_words
from maraude.core.errors import Refused
from maraude.core.guest_words import guest_name
from maraude.core.referral import LASTS, Side, State, TakenBack, TooLate
from maraude.lib.ids import uuid7

MOST_ADVISERS = 5


class NameNeeded(Refused):
    """Give a name, in letters."""

    code = "guest_name_needed"


class EnoughAdvisers(Refused):
    """Five colleagues read this sheet already: end somebody's address first."""

    code = "enough_advisers"


def invite_adviser(*, referral: Referral, conversation: Conversation, name: str, at: datetime) -> str:
    """Let a colleague of the structure read the sheet; return their own address, seen this once.

    The worker is told in the thread, and the young person reads the name on their page.

    Raises `NameNeeded`, `EnoughAdvisers`, `TakenBack` or `TooLate`; nothing is written then.
    """
    called = guest_name(name)
    if not called:
        raise NameNeeded
    _check_open(referral)
    if Adviser.objects.filter(referral_id=referral.id).count() >= MOST_ADVISERS:
        raise EnoughAdvisers
    adviser_id = uuid7()
    Adviser.objects.create(
        org_id=referral.org_id,
        id=adviser_id,
        referral_id=referral.id,
        person_id=referral.person_id,
        sealed_name=seal_words(referral, called, column="adviser", row_id=adviser_id),
        created_at=at,
    )
    lasts = STAYS_OPEN if referral.answered_at else LASTS
    code = make_link(org_id=referral.org_id, kind=LinkKind.ADVISER, subject_id=adviser_id, expires_at=at + lasts)
    doer = Doer(side=Side.STRUCTURE)
    add_event(referral, what="invited", doer=doer, at=at, words=called)
    say_in_thread(referral, conversation, what="invited", doer=doer, at=at, words=called)
    return f"{settings.PUBLIC_URL}/s/{code}"


def end_adviser(*, referral: Referral, adviser_id: UUID, doer: Doer, at: datetime) -> None:
    """End a colleague's address, as the structure or as a worker; ended twice, it is ended once."""
    if not Adviser.objects.filter(id=adviser_id, referral_id=referral.id).exists():
        return
    revoke_links(kind=LinkKind.ADVISER, subject_id=adviser_id, at=at)
    Adviser.objects.filter(id=adviser_id).delete()
    add_event(referral, what="uninvited", doer=doer, at=at)


def _check_open(referral: Referral) -> None:
    if referral.state in {State.WITHDRAWN, State.CANCELLED} or referral.released_at is None:
        raise TakenBack
    if referral.state == State.EXPIRED:
        raise TooLate
