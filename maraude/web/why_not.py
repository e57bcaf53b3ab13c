"""Why an answer did not arrive, in words that say what can be done."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

_REASONS = {
    "dm_closed": _("their private messages are closed: send it again when they write"),
    "no_common_server": _("no server in common any more: send it again when they write"),
    "window_closed": _("the time to answer here was over"),
    "public_place": _("others read this place"),
    "expired": _("the channel was away for too long, and this would have arrived too late"),
    "blocked_by_user": _("they blocked us"),
    "unknown_recipient": _("this account is not there any more"),
    "no_consent": _("they asked us to stop writing"),
    "policy": _("the platform refused these words: say it another way, without a link"),
    "auth": _("the platform does not know us any more: tell your coordinator to look at Channels"),
    "too_long": _("too long for this channel"),
}


def why_not(code: str) -> str:
    """Return the reason of a code, empty when there is none to tell."""
    return str(_REASONS.get(code, ""))
