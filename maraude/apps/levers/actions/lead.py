"""Which lever leads in a reply box today: decided once a thread and day, with its chance written down."""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from maraude.apps.inbox.models import Conversation
from maraude.apps.levers.models import LeverDecision
from maraude.apps.levers.queries.policy import policy_of
from maraude.apps.levers.queries.rulings import Rules, rules
from maraude.apps.people.models import Person
from maraude.channels.registry import CHANNELS
from maraude.core.age import AgeBand, age_band
from maraude.core.lever import Lever, Moment
from maraude.core.lever_policy import (
    CAP_WINDOW,
    NEEDS,
    NO_NEED,
    Aside,
    Circumstance,
    Standing,
    aside,
    floor_of,
    hour_of,
    register_of,
)
from maraude.levers.policy import decide


@dataclass(frozen=True, slots=True, kw_only=True)
class Leading:
    """The lever that leads, None when none was decided; `why` says what kept the policy from deciding."""

    lever: Lever | None = None
    why: Aside | None = None


def lead(
    *,
    conversation: Conversation,
    person: Person,
    said_age: object,
    moment: Moment | None,
    needs: Collection[str],
    need: str,
    arms: Sequence[Lever],
    has_open_alert: bool,
    zone: ZoneInfo,
    at: datetime,
) -> Leading:
    """Decide which of `arms` leads, or return why the policy stands aside: then nothing is kept.

    `said_age` is the age read in the thread, if any: under 15, it outweighs a declared band. `needs` are all that may
    be read in the thread, doubtful ones included: they can only keep the policy away; `need` is the one it may look
    at. The second look of a day shows what the first decided.
    """
    ruled, today = rules(), at.astimezone(zone).date()
    standing = _standing(conversation, person, ruled, said_age, has_open_alert=has_open_alert, today=today, at=at)
    why = aside(standing, moment=moment, needs=needs)
    if why is not None or moment is None or len(arms) < 2:
        return Leading(why=why)
    known = LeverDecision.objects.filter(conversation_id=conversation.id, on=today).first()
    if known is None:
        seen = Circumstance(
            need=need if need in NEEDS else NO_NEED,
            stage=moment.value,
            register=register_of(CHANNELS[conversation.channel].capabilities).value,
            hour=hour_of(at.astimezone(zone)).value,
        )
        known = _decided(conversation, person.age_band, seen, arms, ruled, today=today, at=at)
    is_same_look = known.stage == moment.value and known.arm in {arm.value for arm in arms}
    return Leading(lever=Lever(known.arm) if is_same_look else None)


def _standing(
    conversation: Conversation,
    person: Person,
    ruled: Rules,
    said_age: object,
    *,
    has_open_alert: bool,
    today: date,
    at: datetime,
) -> Standing:
    is_said_under_15 = isinstance(said_age, int) and age_band(said_age) is AgeBand.UNDER_15
    recent = LeverDecision.objects.filter(conversation_id=conversation.id, at__gt=at - CAP_WINDOW).exclude(on=today)
    return Standing(
        age_band=AgeBand.UNDER_15 if is_said_under_15 else person.age_band,
        has_open_alert=has_open_alert or conversation.danger_rank > 0,
        may_channel_learn=CHANNELS[conversation.channel].capabilities.learning,
        is_without_ai=person.without_ai,
        is_stopped=person.stopped_at is not None,
        is_switched_off=ruled.is_switched_off,
        recent_decisions=recent.count(),
    )


def _decided(
    conversation: Conversation,
    band: str,
    seen: Circumstance,
    arms: Sequence[Lever],
    ruled: Rules,
    *,
    today: date,
    at: datetime,
) -> LeverDecision:
    policy = policy_of(ruled)
    made = decide(
        policy,
        context=seen.fields(),
        arms=[arm.value for arm in arms],
        floor=floor_of(band),
        draw=_draw(conversation.id, today),
    )
    found, _ = LeverDecision.objects.get_or_create(
        org_id=conversation.org_id,
        conversation_id=conversation.id,
        on=today,
        defaults={
            "at": at,
            **seen.fields(),
            "age_band": band,
            "arms": [arm.value for arm in arms],
            "arm": made.arm,
            "propensity": made.propensity,
            "policy": policy.name,
        },
    )
    return found


def _draw(conversation_id: UUID, today: date) -> float:
    """The same for a thread and day: two colleagues who look at once see the same."""
    return random.Random(f"lead:{conversation_id}:{today}").random()  # noqa: S311 - a fair draw, no secret
