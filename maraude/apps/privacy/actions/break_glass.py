from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from maraude.apps.audit.actions.record import record, user_actor
from maraude.apps.inbox.actions.write_system_line import write_system_line
from maraude.apps.inbox.models import Conversation
from maraude.apps.orgs.models import Membership, Role, User
from maraude.apps.privacy.models import BrokenGlass
from maraude.core.access import GLASS_LASTS, GLASS_REASONS
from maraude.core.errors import Refused

_TOLD = 2


class GlassReasonNeeded(Refused):
    """Say why: two people are told at once, with your name."""

    code = "glass_reason_needed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """What was opened and who must be told now."""

    glass: BrokenGlass
    to_tell: list[User]


def break_glass(*, conversation: Conversation, reason: str, by_user_id: int, at: datetime) -> Opened:
    """Open a conversation that is not one's business for an hour; its thread and two people say so at once.

    Who holds the conversation is told first, then those who run the association. Raises `GlassReasonNeeded`.
    """
    if reason not in GLASS_REASONS:
        raise GlassReasonNeeded
    glass = BrokenGlass.objects.create(
        org_id=conversation.org_id,
        conversation_id=conversation.id,
        user_id=by_user_id,
        reason=reason,
        at=at,
        expires_at=at + GLASS_LASTS,
    )
    record(
        org_id=conversation.org_id,
        actor=user_actor(by_user_id),
        action="glass_broken",
        subject_kind="conversation",
        subject_id=conversation.id,
        reason=reason,
    )
    write_system_line(conversation=conversation, kind="glass_broken", at=at)
    return Opened(glass=glass, to_tell=_to_tell(conversation, by_user_id))


def _to_tell(conversation: Conversation, by_user_id: int) -> list[User]:
    managing = [role.value for role in Role if role.manages]
    rows = Membership.objects.filter(is_active=True, role__in=managing).order_by("created_at")
    order = [conversation.assigned_to_id, *rows.values_list("user_id", flat=True)]
    wanted = [one for one in dict.fromkeys(order) if one is not None and one != by_user_id][:_TOLD]
    users = {user.id: user for user in User.objects.filter(id__in=wanted, is_active=True)}
    return [users[one] for one in wanted if one in users]
