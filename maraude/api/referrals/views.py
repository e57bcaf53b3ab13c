"""Hand-overs: propose one as the person of the token, and read where one stands."""

from __future__ import annotations

import re

from django.conf import settings

from maraude.api.edge.answers import Answer
from maraude.api.edge.errors import NotHere
from maraude.api.edge.inputs import read_json
from maraude.api.edge.route import Call
from maraude.api.referrals import shapes
from maraude.apps.directory.queries.cards import service_card
from maraude.apps.inbox.models import Conversation, Direction, Message
from maraude.apps.orgs.models import Organisation
from maraude.apps.people.vault import person_keys, read_text
from maraude.apps.referrals.actions.mail_structure import structure_page
from maraude.apps.referrals.actions.prepare_referral import prepare_referral
from maraude.apps.referrals.actions.send_sheet import send_sheet
from maraude.apps.referrals.models import Referral
from maraude.core.partner_state import partner_state
from maraude.core.referral import State
from maraude.core.referral_text import proposal_text
from maraude.lib import clock

_OWN_PAGE = re.compile(r"https?://\S+/me/[\w-]+")
_LOOKED_AT = 50


def propose(call: Call) -> Answer:
    """Prepare a sheet and propose it to the young person at once: 201; 200 when it was already under way."""
    wanted = read_json(call.body, shapes.NewReferral)
    conversation = Conversation.objects.select_for_update().filter(id=wanted.conversation).first()
    card = service_card(service_id=wanted.service_id)
    if conversation is None or card is None:
        raise NotHere
    now, author_id = clock.now(), call.caller.person_id
    referral = prepare_referral(conversation=conversation, card=card, note=wanted.note, by_user_id=author_id, at=now)
    if referral.state != State.PREPARED:
        return Answer(body=_show(referral, call))
    send_sheet(
        referral=referral,
        conversation=conversation,
        text=proposal_text("fr"),
        by_user_id=author_id,
        idempotency_key=f"sheet-{referral.id}",
        at=now,
    )
    return Answer(status=201, body=_show(referral, call))


def read_referral(call: Call) -> Answer:
    """Return where a hand-over stands."""
    referral = Referral.objects.filter(id=call.subject_id).first()
    if referral is None:
        raise NotHere
    return Answer(body=_show(referral, call))


def _show(referral: Referral, call: Call) -> shapes.Referral:
    # whoever holds the structure's address answers in its name: a person of the association, never an integration
    is_person = call.caller.user_id is not None
    return shapes.Referral(
        id=referral.id,
        state=State(referral.state),
        partner_state=partner_state(State(referral.state)),
        person_url=_person_page(referral) if is_person else None,
        structure_url=structure_page(referral) if is_person else None,
    )


def _person_page(referral: Referral) -> str | None:
    """Return the address sent last in the person's own channel, in the demo only."""
    if not (settings.IS_DEMO and Organisation.objects.get(id=referral.org_id).is_demo):
        return None
    keys = person_keys([referral.person_id])
    sent = Message.objects.filter(conversation_id=referral.conversation_id, direction=Direction.OUT)
    for message in sent.order_by("-occurred_at", "-id")[:_LOOKED_AT]:
        text = read_text(
            keys,
            message.sealed_text,
            org_id=message.org_id,
            person_id=message.person_id,
            column="text",
            row_id=message.id,
        )
        found = _OWN_PAGE.search(text or "")
        if found:
            return found.group()
    return None
