"""The page of the chat has no webhook: its forms are read by `read_submission`, see test_submission.py."""

from __future__ import annotations

from maraude.channels.interface import Account
from tests.channels.case import Case

ACCOUNT = Account(secrets={"secret": "s"})
CASES: tuple[Case, ...] = ()
WHY_NO_CASE = "browsers write to the page, with a cookie; no platform writes to a webhook"
