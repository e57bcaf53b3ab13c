from __future__ import annotations

from maraude.apps.referrals.models.due_task import DueTask, TaskKind
from maraude.apps.referrals.models.referral import Referral
from maraude.apps.referrals.models.referral_event import ReferralEvent
from maraude.apps.referrals.models.sheet_line import SheetLine

__all__ = ["DueTask", "Referral", "ReferralEvent", "SheetLine", "TaskKind"]
