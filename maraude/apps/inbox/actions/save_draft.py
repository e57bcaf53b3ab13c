from __future__ import annotations

from maraude.apps.inbox.models import Conversation, Draft
from maraude.apps.people.vault import person_key, seal_text
from maraude.lib import clock
from maraude.lib.text import storable


def save_draft(*, conversation: Conversation, user_id: int, text: str) -> None:
    """Keep an answer begun, encrypted on our side; an empty one is forgotten."""
    if not text.strip():
        Draft.objects.filter(conversation_id=conversation.id, user_id=user_id).delete()
        return
    sealed = seal_text(
        person_key(conversation.person_id),
        storable(text),
        org_id=conversation.org_id,
        person_id=conversation.person_id,
        column=f"draft {user_id}",
        row_id=conversation.id,
    )
    Draft.objects.update_or_create(
        org_id=conversation.org_id,
        conversation_id=conversation.id,
        user_id=user_id,
        defaults={"sealed_text": sealed, "updated_at": clock.now()},
    )
