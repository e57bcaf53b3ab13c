"""The link of a released sheet, by e-mail to the service: one address, no word about anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from maraude.apps.orgs.models import Organisation
from maraude.apps.people.vault import person_keys
from maraude.apps.referrals.actions.due_tasks import drop_task, plan_task
from maraude.apps.referrals.actions.move_referral import HOUSE, add_event, hold, say_in_thread
from maraude.apps.referrals.models import Referral, TaskKind
from maraude.apps.referrals.queries.partners import agreement_with
from maraude.apps.referrals.vault import read_card, read_words
from maraude.core.referral import UNDECIDED_FOR, State
from maraude.lib.mail import send_mail

MOST_ATTEMPTS = 5
_UNREAD = {State.RELEASED.value, State.QUESTIONED.value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """Whom to write to, and the address that opens the sheet."""

    email: str
    url: str
    association: str
    is_reminder: bool = False


def structure_page(referral: Referral) -> str | None:
    """Return the address that the structure opens: none before the release, once taken back, or once it ended."""
    if referral.released_at is None or referral.state in {State.WITHDRAWN, State.CANCELLED, State.EXPIRED}:
        return None
    code = read_words(person_keys([referral.person_id]), referral, referral.sealed_structure_code, column="code")
    return f"{settings.PUBLIC_URL}/s/{code}" if code else None


def letter_email(referral: Referral, *, at: datetime) -> str:
    """Return where the structure's mail goes: to the contact of an agreement, else to the service; empty if nowhere."""
    partner = agreement_with(referral.structure_id, on=at.date())
    if partner is not None and partner.contact_email:
        return partner.contact_email
    card = read_card(person_keys([referral.person_id]), referral)
    return card.email if card else ""


def plan_letters(referral: Referral, *, at: datetime) -> None:
    """Plan the letter of a released sheet, and one reminder after the days that the structure promised (ten)."""
    if not settings.MAIL_URL or not letter_email(referral, at=at):
        return
    partner = agreement_with(referral.structure_id, on=at.date())
    wait = timedelta(days=partner.answers_within_days) if partner else UNDECIDED_FOR
    plan_task(referral, kind=TaskKind.MAIL, due_at=at)
    plan_task(referral, kind=TaskKind.NUDGE, due_at=at + wait)


def drop_letters(referral: Referral) -> None:
    """Forget the letters of a sheet that was answered or taken back."""
    drop_task(referral, kind=TaskKind.MAIL)
    drop_task(referral, kind=TaskKind.NUDGE)


def prepare_letter(referral_id: UUID, *, kind: TaskKind, at: datetime) -> Letter | None:
    """Return the letter to send, None when it needs not leave any more."""
    referral, _conversation = hold(referral_id)
    url = structure_page(referral) if _is_wanted(referral, kind) else None
    email = letter_email(referral, at=at)
    if url is None or not email:
        drop_task(referral, kind=kind)
        return None
    association = Organisation.objects.get(id=referral.org_id).name
    return Letter(email=email, url=url, association=association, is_reminder=kind is TaskKind.NUDGE)


def _is_wanted(referral: Referral, kind: TaskKind) -> bool:
    if kind is TaskKind.NUDGE:
        return referral.state == State.RELEASED and referral.answered_at is None
    return referral.state in _UNREAD and referral.mailed_at is None


def send_letter(letter: Letter) -> None:
    """Hand the e-mail to the mail server. Raises `MailRefused`."""
    with translation.override("fr"):
        subject = _("%(association)s sends you a sheet")
        body = _("Somebody agreed to be put in touch with you. Open the sheet, no account needed: %(url)s")
        if letter.is_reminder:
            subject = _("%(association)s waits for your answer")
            body = _("Somebody waits for your answer, yes or no, in one press. No account needed: %(url)s")
        send_mail(
            settings.MAIL_URL,
            sender=settings.MAIL_FROM,
            recipient=letter.email,
            subject=subject % {"association": letter.association},
            body=body % {"url": letter.url},
        )


def record_letter(referral_id: UUID, *, kind: TaskKind, at: datetime) -> None:
    """Note that a server took the e-mail."""
    referral, _conversation = hold(referral_id)
    if kind is TaskKind.MAIL:
        Referral.objects.filter(id=referral_id).update(mailed_at=at)
    drop_task(referral, kind=kind)
    add_event(referral, what="nudged" if kind is TaskKind.NUDGE else "mailed", doer=HOUSE, at=at)


def give_up_letter(referral_id: UUID, *, kind: TaskKind, at: datetime) -> None:
    """Call a worker back: the link has to be given in another way."""
    referral, conversation = hold(referral_id)
    drop_task(referral, kind=kind)
    add_event(referral, what="mail_failed", doer=HOUSE, at=at)
    say_in_thread(referral, conversation, what="mail_failed", doer=HOUSE, at=at)
