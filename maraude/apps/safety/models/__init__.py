from __future__ import annotations

from maraude.apps.safety.models.alert import Alert, AlertSignal, AlertState
from maraude.apps.safety.models.notice import DutyNotice, NoticeState
from maraude.apps.safety.models.safeguarding_report import SafeguardingReport

__all__ = ["Alert", "AlertSignal", "AlertState", "DutyNotice", "NoticeState", "SafeguardingReport"]
