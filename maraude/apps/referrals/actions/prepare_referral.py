from __future__ import annotations

from datetime import datetime

from maraude.apps.inbox.actions.send_message import LONGEST, TooLong
from maraude.apps.inbox.models import Conversation
from maraude.apps.inbox.queries.facts import said_facts, thread_needs
from maraude.apps.inbox.queries.thread import ThreadView, thread
from maraude.apps.people.models import Person
from maraude.apps.people.vault import Erased
from maraude.apps.referrals.actions.move_referral import Doer, add_event
from maraude.apps.referrals.models import Referral, SheetLine
from maraude.apps.referrals.vault import seal_card, seal_words
from maraude.core.referral import ENDED, Side, State
from maraude.core.service import ServiceCard
from maraude.core.sheet import SaidFacts, draft_sheet
from maraude.lib.ids import short_reference, uuid7


def prepare_referral(
    *, conversation: Conversation, card: ServiceCard, note: str, by_user_id: int, at: datetime
) -> Referral:
    """Write a sheet from what the person said, for this service; nobody but the team has seen it yet.

    A hand-over to the same service that is still under way is returned as it is. Raises `TooLong` or `Erased`.
    """
    if len(note) > LONGEST:
        raise TooLong
    if Person.objects.filter(id=conversation.person_id, erased_at__isnull=False).exists():
        raise Erased
    Conversation.objects.select_for_update().get(id=conversation.id)  # two clicks prepare one sheet
    under_way = _under_way(conversation, card)
    if under_way is not None:
        return under_way
    referral = Referral(
        org_id=conversation.org_id,
        id=uuid7(),
        conversation_id=conversation.id,
        person_id=conversation.person_id,
        service_id=card.id,
        structure_id=card.structure_id,
        reference=short_reference(),
        since=at,
        created_at=at,
        proposed_by_id=by_user_id,
    )
    referral.sealed_card = seal_card(referral, card)
    referral.save(force_insert=True)
    _write_lines(referral, conversation, note, at)
    add_event(referral, what="prepare", doer=Doer(side=Side.WORKER, user_id=by_user_id), at=at)
    return referral


def _under_way(conversation: Conversation, card: ServiceCard) -> Referral | None:
    over = [state.value for state in ENDED | {State.REFUSED, State.EXPIRED, State.MISSED}]
    rows = Referral.objects.filter(conversation_id=conversation.id, service_id=card.id).exclude(state__in=over)
    return rows.order_by("-id").first()


def _write_lines(referral: Referral, conversation: Conversation, note: str, at: datetime) -> None:
    view = thread(conversation_id=conversation.id, user_id=None)
    drafts = draft_sheet(called=view.person.pseudonym, facts=sheet_facts(view), worker_says=note)
    rows = []
    for position, line in enumerate(drafts):
        row_id = uuid7()
        rows.append(
            SheetLine(
                org_id=referral.org_id,
                id=row_id,
                referral_id=referral.id,
                person_id=referral.person_id,
                position=position,
                kind=line.kind.value,
                sealed_words=seal_words(referral, line.words, column="line", row_id=row_id),
                changed_at=at,
            )
        )
    SheetLine.objects.bulk_create(rows)


def sheet_facts(view: ThreadView) -> SaidFacts:
    """Return what goes into a sheet: what the person said, needs found or confirmed; no doubt, no danger, no note."""
    facts = said_facts(view.messages)
    place = facts.get("place") or {}
    needs = [row["need"] for row in thread_needs(view.messages) if row["state"] in {"confirmed", "suggested"}]
    return SaidFacts(
        age=facts.get("age"),
        place=place.get("text") or "",
        situation=facts.get("status") or "",
        since=facts.get("since") or "",
        needs=tuple(needs),
    )
