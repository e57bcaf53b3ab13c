from __future__ import annotations

from maraude.apps.referrals.models.adviser import Adviser
from maraude.apps.referrals.models.due_task import DueTask, TaskKind
from maraude.apps.referrals.models.outcome_count import OutcomeCount
from maraude.apps.referrals.models.partner import Partner
from maraude.apps.referrals.models.referral import Referral
from maraude.apps.referrals.models.referral_event import ReferralEvent
from maraude.apps.referrals.models.sheet_line import SheetLine
from maraude.apps.referrals.models.warm_word import WarmWord

__all__ = [
    "Adviser",
    "DueTask",
    "OutcomeCount",
    "Partner",
    "Referral",
    "ReferralEvent",
    "SheetLine",
    "TaskKind",
    "WarmWord",
]
