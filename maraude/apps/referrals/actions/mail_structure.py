"""The link of a released sheet, by e-mail to the service: one address, no word about anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from maraude.apps.orgs.models import Organisation
from maraude.apps.people.vault import person_keys
from maraude.apps.referrals.actions.due_tasks import drop_task
from maraude.apps.referrals.actions.move_referral import HOUSE, add_event, hold, say_in_thread
from maraude.apps.referrals.models import Referral, TaskKind
from maraude.apps.referrals.vault import read_card, read_words
from maraude.core.referral import State
from maraude.lib.mail import send_mail

MOST_ATTEMPTS = 5
_UNREAD = {State.RELEASED.value, State.QUESTIONED.value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Whom to write to, and the address that opens the sheet."""

    email: str
    url: str
    association: str


def structure_page(referral: Referral) -> str | None:
    """Return the address that the structure opens: none before the release, once taken back, or once it ended."""
    if referral.released_at is None or referral.state in {State.WITHDRAWN, State.CANCELLED, State.EXPIRED}:
        return None
    code = read_words(person_keys([referral.person_id]), referral, referral.sealed_structure_code, column="code")
    return f"{settings.PUBLIC_URL}/s/{code}" if code else None


def prepare_letter(referral_id: UUID) -> Letter | None:
    """Return the letter to send, None when it needs not leave any more."""
    referral, _conversation = hold(referral_id)
    url = structure_page(referral) if referral.state in _UNREAD and referral.mailed_at is None else None
    card = read_card(person_keys([referral.person_id]), referral)
    if url is None or card is None or not card.email:
        drop_task(referral, kind=TaskKind.MAIL)
        return None
    return Letter(email=card.email, url=url, association=Organisation.objects.get(id=referral.org_id).name)


def send_letter(letter: Letter) -> None:
    """Hand the e-mail to the mail server. Raises `MailRefused`."""
    with translation.override("fr"):
        send_mail(
            settings.MAIL_URL,
            sender=settings.MAIL_FROM,
            recipient=letter.email,
            subject=_("%(association)s sends you a sheet") % {"association": letter.association},
            body=_("Somebody agreed to be put in touch with you. Open the sheet, no account needed: %(url)s")
            % {"url": letter.url},
        )


def record_letter(referral_id: UUID, *, at: datetime) -> None:
    """Note that a server took the e-mail."""
    referral, conversation = hold(referral_id)
    Referral.objects.filter(id=referral_id).update(mailed_at=at)
    drop_task(referral, kind=TaskKind.MAIL)
    add_event(referral, what="mailed", doer=HOUSE, at=at)
    del conversation


def give_up_letter(referral_id: UUID, *, at: datetime) -> None:
    """Call a worker back: the link has to be given in another way."""
    referral, conversation = hold(referral_id)
    drop_task(referral, kind=TaskKind.MAIL)
    add_event(referral, what="mail_failed", doer=HOUSE, at=at)
    say_in_thread(referral, conversation, what="mail_failed", doer=HOUSE, at=at)
