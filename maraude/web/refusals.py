"""The sentence of each refusal, in the reader's language: what happened, what was kept, what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from maraude.core.errors import Refused

_SENTENCES = {
    "empty": _("Write something before sending."),
    "too_long": _("This message is too long: cut it in two. What you wrote is kept."),
    "stopped": _(
        "This person asked us to stop writing. They can write again whenever they want; what you wrote is kept."
    ),
    "erased": _("This person asked for erasure: nothing can be sent to them or kept about them any more."),
    "already_left": _("Too late to take it back: this message has already left."),
    "not_a_colleague": _("This person does not work with you here."),
    "unknown_outcome": _("Say where things stand before closing."),
    "danger_open": _("An alert is open: close the alert first, with its reason."),
    "already_closed": _("This alert was already closed."),
    "reason_needed": _("Say why you close this alert."),
    "unknown_decision": _("A need is confirmed or dismissed, nothing else."),
    "only_by_a_person": _("Only a person may say that somebody took this step."),
    "wrong_cursor": _("This page does not exist any more: start again from the first one."),
}


def sentence(refusal: Refused) -> str:
    """Return what to show for a refusal."""
    return str(_SENTENCES.get(refusal.code, refusal))
