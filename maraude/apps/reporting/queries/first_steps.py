"""The first ten minutes of an association: what is done, looked at each time and kept nowhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from maraude.apps.inbox.models import Conversation
from maraude.apps.ingest.models import ChannelAccount
from maraude.apps.orgs.models import AccessLink, DutyPerson, LinkKind
from maraude.apps.orgs.queries.colleagues import colleagues

_ENOUGH = 2
CHAT = "webchat"


class FirstStep(StrEnum):
    """What there is to do, in this order."""

    ASSOCIATION = "association"
    TWO_PEOPLE = "two_people"
    TWO_ON_DUTY = "two_on_duty"
    CHANNEL = "channel"
    DOOR = "door"
    FIRST_MESSAGE = "first_message"
    MAIL = "mail"


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstSteps:
    """What is done, and the addresses that help to go on."""

    done: frozenset[FirstStep]
    chat_key: str
    has_generic: bool

    @property
    def is_over(self) -> bool:
        """Say whether everything is done."""
        return self.done == frozenset(FirstStep)

    @property
    def next(self) -> FirstStep | None:
        """Return the first thing left to do."""
        return next((step for step in FirstStep if step not in self.done), None)


def first_steps(*, has_mail: bool) -> FirstSteps:
    """Return how far the current organisation is, in five queries."""
    accounts = list(ChannelAccount.objects.filter(is_active=True).order_by("created_at").values_list("channel", "key"))
    chat = next((key for channel, key in accounts if channel == CHAT), "")
    has_message = Conversation.objects.exists()
    facts = {
        FirstStep.ASSOCIATION: True,
        FirstStep.TWO_PEOPLE: len(colleagues()) >= _ENOUGH,
        FirstStep.TWO_ON_DUTY: DutyPerson.objects.count() >= _ENOUGH,
        FirstStep.CHANNEL: _is_reachable(accounts) or has_message,
        FirstStep.DOOR: AccessLink.objects.filter(kind=LinkKind.DOOR, revoked_at__isnull=True).exists(),
        FirstStep.FIRST_MESSAGE: has_message,
        FirstStep.MAIL: has_mail,
    }
    return FirstSteps(
        done=frozenset(step for step, is_done in facts.items() if is_done),
        chat_key=chat,
        has_generic=any(channel == "generic" for channel, _ in accounts),
    )


def _is_reachable(accounts: Sequence[tuple[str, str]]) -> bool:
    """Say whether a young person can write by themselves: the signed door alone waits for a partner's program."""
    return any(channel != "generic" for channel, _ in accounts)
