"""Three hand-overs of the demo: one waits for the structure, one is answered, one led somewhere. All is invented."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from maraude.apps.directory.models import Structure
from maraude.apps.inbox.models import Conversation, Delivery, Message, OutboxItem, OutboxState
from maraude.apps.orgs.models import User
from maraude.apps.referrals.actions.answer_referral import Answer, answer_referral
from maraude.apps.referrals.actions.decide_sheet import agree_orally, release
from maraude.apps.referrals.actions.keep_partner import Agreement, keep_partner
from maraude.apps.referrals.actions.move_referral import Doer, hold
from maraude.apps.referrals.actions.prepare_referral import prepare_referral
from maraude.apps.referrals.actions.say_attendance import say_attendance
from maraude.apps.referrals.actions.send_sheet import send_sheet
from maraude.apps.referrals.models import OutcomeCount, Referral
from maraude.core.attendance import Outcome, Said
from maraude.core.referral import Gesture, Side
from maraude.core.referral_text import proposal_text
from maraude.core.service import ServiceCard
from maraude.lib.ids import uuid7


def _card(place: str, name: str, structure: str, *, commune: str, phone: str, address: str) -> ServiceCard:
    return ServiceCard(
        id=f"demo--{place}--accueil",
        name=name,
        structure_id=f"demo--{place}",
        structure_name=structure,
        commune=commune,
        phone=phone,
        address=address,
        is_fictional=True,
        source="démo",
    )


_LISTENING = _card(
    "maison-des-ados",
    "Accueil et écoute",
    "Maison des adolescents de Saverne",
    commune="Saverne",
    phone="01 99 00 47 11",
    address="3 rue des Tilleuls",
)
_JUSTICE = _card(
    "point-justice",
    "Permanence d'un avocat",
    "Point-justice de Molsheim",
    commune="Molsheim",
    phone="01 99 00 47 12",
    address="1 place du Marché",
)
_HOUSING = _card(
    "cllaj",
    "Recherche de logement",
    "CLLAJ du Piémont",
    commune="Molsheim",
    phone="01 99 00 47 13",
    address="8 rue du Canal",
)


def play_handovers(*, users: Mapping[str, User], ends_at: datetime) -> None:
    """Make them by the real actions, at their hours in the past, in the current tenant."""
    nour, camille = users["nour"].id, users["camille"].id
    _waiting(nour, ends_at)
    _answered(camille, ends_at)
    _entered(nour, ends_at)
    _agreements(camille, ends_at)
    _learnt()


def _agreements(coordinator_id: int, now: datetime) -> None:
    """Keep two agreements: whom to write to, and how fast they answer."""
    org_id = Conversation.objects.values_list("org_id", flat=True)[0]
    for card, contact, days in ((_LISTENING, "Ines D.", 5), (_HOUSING, "Yann R.", 10)):
        agreement = Agreement(contact_name=contact, contact_phone=card.phone, answers_within_days=days)
        keep_partner(
            org_id=org_id,
            structure_id=card.structure_id,
            name=card.structure_name,
            agreement=agreement,
            by_user_id=coordinator_id,
            at=now,
        )


def _learnt() -> None:
    """Invent what came of earlier hand-overs to the mission locales of the demo's directory: counts, nobody."""
    org_id = Conversation.objects.values_list("org_id", flat=True)[0]
    for structure in Structure.objects.filter(kind="mission_locale", is_fictional=True).order_by("id"):
        for need, ended, entered in (("employment", 24, 15), ("training", 19, 9), ("guidance", 13, 8)):
            OutcomeCount.objects.create(
                org_id=org_id, id=uuid7(), structure_id=structure.id, need=need, ended=ended, entered=entered
            )


def _waiting(worker_id: int, now: datetime) -> None:
    note = "Le bruit et les repas en groupe sont difficiles. Un premier rendez-vous au calme l'aiderait."
    conversation, referral = _prepared("jade", _LISTENING, note, worker_id, now - timedelta(minutes=170))
    _send(referral, conversation, worker_id, now - timedelta(minutes=168))
    release(referral=referral, conversation=conversation, at=now - timedelta(minutes=150))
    _settle(conversation, now - timedelta(minutes=168))


def _answered(worker_id: int, now: datetime) -> None:
    conversation, referral = _prepared("sofiane", _JUSTICE, "Jugement le 12.", worker_id, now - timedelta(minutes=370))
    _send(referral, conversation, worker_id, now - timedelta(minutes=368))
    release(referral=referral, conversation=conversation, at=now - timedelta(minutes=360))
    day = (now + timedelta(days=2)).replace(hour=13, minute=0, second=0, microsecond=0)
    slot = Answer(gesture=Gesture.OFFER_SLOT, begins_at=day, place="1er étage, demander l'accueil")
    answer_referral(referral=referral, conversation=conversation, answer=slot, at=now - timedelta(minutes=55))
    _settle(conversation, now - timedelta(minutes=368))


def _entered(worker_id: int, now: datetime) -> None:
    conversation, referral = _prepared("enzo", _HOUSING, "", worker_id, now - timedelta(days=30))
    agree_orally(
        referral=referral, conversation=conversation, by_user_id=worker_id, at=now - timedelta(days=30, minutes=-5)
    )
    take = Answer(gesture=Gesture.TAKE)
    by_phone = now - timedelta(days=28)
    answer_referral(referral=referral, conversation=conversation, answer=take, at=by_phone, by_user_id=worker_id)
    for said, outcome, days in ((Said.CAME, "", 20), (Said.ENTERED, Outcome.HOUSING.value, 5)):
        say_attendance(
            referral=referral,
            conversation=conversation,
            said=said,
            doer=Doer(side=Side.WORKER, user_id=worker_id),
            at=now - timedelta(days=days),
            outcome=outcome,
        )


def _prepared(story: str, card: ServiceCard, note: str, worker_id: int, at: datetime) -> tuple[Conversation, Referral]:
    conversation_id = Message.objects.values_list("conversation_id", flat=True).get(event_id=f"demo-{story}-0")
    conversation = Conversation.objects.get(id=conversation_id)
    made = prepare_referral(conversation=conversation, card=card, note=note, by_user_id=worker_id, at=at)
    referral, held = hold(made.id)
    return held, referral


def _send(referral: Referral, conversation: Conversation, worker_id: int, at: datetime) -> None:
    send_sheet(
        referral=referral,
        conversation=conversation,
        text=proposal_text("fr"),
        by_user_id=worker_id,
        idempotency_key=f"demo-sheet-{referral.id}",
        at=at,
    )


def _settle(conversation: Conversation, sent_at: datetime) -> None:
    """Put what was sent at its hour: it left long ago."""
    leaving = OutboxItem.objects.filter(conversation_id=conversation.id, state=OutboxState.QUEUED)
    ids = list(leaving.values_list("message_id", flat=True))
    leaving.update(state=OutboxState.DONE)
    Message.objects.filter(id__in=ids).update(delivery=Delivery.DELIVERED, occurred_at=sent_at, received_at=sent_at)
