"""Hand-overs on their way, made by the real actions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from maraude.apps.inbox.models import Conversation
from maraude.apps.people.vault import person_keys
from maraude.apps.referrals.actions.decide_sheet import release
from maraude.apps.referrals.actions.move_referral import hold
from maraude.apps.referrals.actions.prepare_referral import prepare_referral
from maraude.apps.referrals.actions.send_sheet import send_sheet
from maraude.apps.referrals.models import Referral
from maraude.apps.referrals.vault import read_words
from maraude.core.service import ServiceCard
from maraude.lib import clock
from maraude.lib.ids import uuid7
from tests.support.door import say
from tests.support.events import event
from tests.support.world import Association

NIGHT = clock.now().replace(microsecond=0)  # now: PostgreSQL ends links by its own clock
WORDS = "j'ai 17 ans, j'ai lâché le lycée, je dors dehors à Saverne et j'ai plus rien à manger"
CARD = ServiceCard(
    id="test--ml--suivi",
    name="Accompagnement des 16-25 ans",
    structure_id="test--ml",
    structure_name="Mission locale de Saverne",
    structure_type="mission_locale",
    address="16 rue du Zornhoff",
    commune="Saverne",
    phone="0199001234",
    email="accueil@ml.example",
)


def worker(association: Association) -> int:
    """Return who follows the hand-overs: Nour, or Mado at the Quai."""
    return next(iter(association.staff.values()))


def prepared(association: Association, process: Callable[[], int], *, note: str = "", thread: str = "enzo") -> UUID:
    """Let somebody write, and prepare a sheet from their words, as Nour."""
    say(association, event(WORDS, id=f"{thread}-words", thread=thread))
    process()
    with association.inside():
        conversation = Conversation.objects.get(id=association.thread(thread))
        return prepare_referral(
            conversation=conversation, card=CARD, note=note, by_user_id=worker(association), at=NIGHT
        ).id


def proposed(association: Association, process: Callable[[], int], *, note: str = "") -> tuple[UUID, str]:
    """Propose a sheet to its person; return the hand-over and the code of their page."""
    referral_id = prepared(association, process, note=note)
    with association.inside():
        referral, conversation = hold(referral_id)
        sent = send_sheet(
            referral=referral,
            conversation=conversation,
            text="Voici ta page.",
            by_user_id=worker(association),
            idempotency_key=uuid7().hex,
            at=NIGHT,
        )
    return referral_id, sent.person_url.rsplit("/", 1)[1]


def released(
    association: Association, process: Callable[[], int], *, after: timedelta = timedelta(), note: str = ""
) -> tuple[UUID, str]:
    """Release a sheet; return the hand-over and the code of the structure's page."""
    referral_id, _token = proposed(association, process, note=note)
    with association.inside():
        referral, conversation = hold(referral_id)
        release(referral=referral, conversation=conversation, at=NIGHT + after)
    return referral_id, structure_code(association, referral_id)


def structure_code(association: Association, referral_id: UUID) -> str:
    """Return the code of the structure's page."""
    with association.inside():
        referral = Referral.objects.get(id=referral_id)
        return read_words(person_keys([referral.person_id]), referral, referral.sealed_structure_code, column="code")


def state(association: Association, referral_id: UUID) -> str:
    """Return where a hand-over stands."""
    with association.inside():
        return Referral.objects.get(id=referral_id).state
