from __future__ import annotations

from maraude.apps.safety.models.alert import Alert, AlertSignal, AlertState
from maraude.apps.safety.models.notice import DutyNotice, NoticeState

__all__ = ["Alert", "AlertSignal", "AlertState", "DutyNotice", "NoticeState"]
