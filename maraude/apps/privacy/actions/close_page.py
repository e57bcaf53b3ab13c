from __future__ import annotations

from datetime import datetime

from maraude.apps.audit.actions.record import record
from maraude.apps.inbox.actions.write_system_line import write_system_line
from maraude.apps.inbox.models import Conversation
from maraude.apps.orgs.actions.access_links import revoke_links
from maraude.apps.orgs.models import LinkKind
from maraude.apps.people.models import CodeWord, Person


def close_page(*, person: Person, actor: str, at: datetime) -> int:
    """End every address of a person's own page, when somebody else may hold one; return how many were open.

    What is kept of them stays; a worker may send a new address.
    """
    threads = list(Conversation.objects.select_for_update().filter(person_id=person.id).order_by("id"))
    words = CodeWord.objects.filter(person_id=person.id).values_list("id", flat=True)
    ended = sum(
        revoke_links(kind=LinkKind.ME, subject_id=subject_id, at=at)
        for subject_id in (person.id, *(thread.id for thread in threads), *words)
    )
    if ended:
        record(org_id=person.org_id, actor=actor, action="page_closed", subject_kind="person", subject_id=person.id)
        for thread in threads:
            write_system_line(conversation=thread, kind="person_page_closed", at=at)
    return ended
