from __future__ import annotations

from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    """Handing over: from a proposal to somebody received."""

    name = "maraude.apps.referrals"
