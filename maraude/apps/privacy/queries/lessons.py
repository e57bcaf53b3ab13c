"""What a program may learn from: corrected messages of people who agreed, where their association and channel allow it.

Nothing is copied: the words are read where they are when somebody exports, so a consent withdrawn or a person erased is
out of the next export. What shows danger never leaves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Count

from maraude.apps.inbox.models import Conversation, Direction, Message, NeedFound
from maraude.apps.orgs.models import Organisation
from maraude.apps.people.models import Person
from maraude.apps.people.vault import person_keys, read_text

_DECIDED = (NeedFound.State.CONFIRMED, NeedFound.State.DISMISSED)


def lessons(*, org_id: int, channels: Collection[str]) -> Iterator[dict[str, Any]]:
    """Yield labelled lines (contracts.md, evaluate): text, needs a worker confirmed, one writer a person.

    Only messages whose every suggested need was decided, written after both consents, on `channels`, without danger.
    """
    since = Organisation.objects.values_list("learning_consent_since", flat=True).get(id=org_id)
    if since is None:
        return
    agreed = Person.objects.filter(learning_consent_since__isnull=False, without_ai=False, erased_at__isnull=True)
    for number, person in enumerate(agreed.order_by("learning_consent_since", "id"), start=1):
        begins = max(since, person.learning_consent_since or since)
        yield from _of_person(person, number=number, channels=channels, begins=begins)


def _of_person(person: Person, *, number: int, channels: Collection[str], begins: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    threads = Conversation.objects.filter(person_id=person.id, channel__in=list(channels)).values("id")
    messages = Message.objects.filter(
        conversation_id__in=threads,
        direction=Direction.IN,
        deleted_at__isnull=True,
        risk_rank=0,
        received_at__gte=begins,
    ).order_by("id")
    marks: dict[Any, list[tuple[str, str]]] = {}
    for message_id, need, state in NeedFound.objects.filter(message_id__in=messages.values("id")).values_list(
        "message_id", "need", "state"
    ):
        marks.setdefault(message_id, []).append((need, state))
    keys = person_keys([person.id])
    for message in messages:
        decided = marks.get(message.id, [])
        if not any(state in _DECIDED for _, state in decided) or any(
            state == NeedFound.State.SUGGESTED for _, state in decided
        ):
            continue
        text = read_text(
            keys, message.sealed_text, org_id=message.org_id, person_id=person.id, column="text", row_id=message.id
        )
        if text:
            needs = sorted(need for need, state in decided if state == NeedFound.State.CONFIRMED)
            yield {"id": f"p{number}-{message.id}", "text": text, "needs": needs, "writer": f"p{number}"}


def correction_counts() -> list[dict[str, Any]]:
    """Return, for each need, how often it was suggested, confirmed, set aside and added by hand: counts, no text."""
    rows = NeedFound.objects.values("need", "state", "source").annotate(number=Count("id"))
    found: dict[str, dict[str, Any]] = {}
    for row in rows:
        line = found.setdefault(
            row["need"], {"need": row["need"], "suggested": 0, "confirmed": 0, "dismissed": 0, "added": 0}
        )
        if row["source"] == "worker":
            line["added"] += row["number"] * (row["state"] == NeedFound.State.CONFIRMED)
            continue
        line["suggested"] += row["number"]
        if row["state"] in _DECIDED:
            line[row["state"]] += row["number"]
    return sorted(found.values(), key=lambda line: -line["suggested"] - line["added"])
