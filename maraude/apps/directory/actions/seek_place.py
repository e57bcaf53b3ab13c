from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from maraude.apps.audit.actions.record import record, user_actor
from maraude.apps.directory.models import Commune, SoughtPlace
from maraude.apps.inbox.models import Conversation
from maraude.apps.people.vault import person_key, seal_text
from maraude.core.errors import Refused
from maraude.lib import clock


class UnknownCommune(Refused):
    """This commune is not known here: choose one of the list."""

    code = "unknown_commune"


def seek_place(*, conversation: Conversation, insee: str, by_user_id: int) -> None:
    """Look for services around this commune for a conversation. Raises `UnknownCommune`."""
    if not Commune.objects.filter(insee=insee).exists():
        raise UnknownCommune
    sealed = seal_text(
        person_key(conversation.person_id),
        insee,
        org_id=conversation.org_id,
        person_id=conversation.person_id,
        column="sought_place",
        row_id=conversation.id,
    )
    SoughtPlace.objects.update_or_create(
        org_id=conversation.org_id,
        conversation_id=conversation.id,
        defaults={
            "person_id": conversation.person_id,
            "sealed_place": sealed,
            "chosen_by_id": by_user_id,
            "chosen_at": clock.now(),
        },
    )
    record(
        org_id=conversation.org_id,
        actor=user_actor(by_user_id),
        action="place_chosen",
        subject_kind="conversation",
        subject_id=conversation.id,
    )


def erase_places(*, conversation_ids: Iterable[UUID]) -> None:
    """Forget the places that were sought in these conversations."""
    SoughtPlace.objects.filter(conversation_id__in=list(conversation_ids)).delete()


def forget_place(*, conversation: Conversation) -> None:
    """Go back to what the person said of where they are."""
    SoughtPlace.objects.filter(conversation_id=conversation.id).delete()
