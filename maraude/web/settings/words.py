"""What the settings say of each thing looked at: what was found, and what to do."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maraude.apps.reporting.queries.first_steps import FirstStep
from maraude.apps.reporting.queries.health import Check, Finding, Part

STEP_NAMES: dict[FirstStep, Promise] = {
    FirstStep.ASSOCIATION: _("Your association exists"),
    FirstStep.TWO_PEOPLE: _("Two people can answer"),
    FirstStep.TWO_ON_DUTY: _("Two people are on duty"),
    FirstStep.CHANNEL: _("Young people can write to you"),
    FirstStep.DOOR: _("A door, with its poster"),
    FirstStep.FIRST_MESSAGE: _("A first message has come"),
    FirstStep.MAIL: _("Alerts are sent by e-mail"),
}

PARTS: dict[Part, Promise] = {
    Part.DUTY: _("Duty"),
    Part.MAIL: _("Mail"),
    Part.PROCESSOR: _("Arrivals"),
    Part.SENDER: _("Sending"),
    Part.DATABASE: _("Database"),
    Part.CLOCK: _("Clock"),
    Part.DISK: _("Disk"),
    Part.MODEL: _("Understanding"),
}

_FOUND: dict[tuple[Part, Finding], Promise] = {
    (Part.DUTY, Finding.FINE): _("Called now in case of danger: %(detail)s."),
    (Part.DUTY, Finding.AWAY): _(
        "Outside the duty hours (%(detail)s): alerts are raised, nobody is called, and the young person gets the line "
        "to call."
    ),
    (Part.DUTY, Finding.ALONE): _("Only one person is on duty: if they miss a call, nobody is called after them."),
    (Part.DUTY, Finding.NOBODY): _(
        "Nobody is on duty: no danger calls anybody. Name two people under “Duty and path”."
    ),
    (Part.MAIL, Finding.FINE): _("A mail server is set, and no call has failed since yesterday."),
    (Part.MAIL, Finding.NOT_SET): _(
        "No mail server: the person on duty is not called. Whoever runs this machine sets MARAUDE_MAIL_URL, then "
        "starts Maraude again."
    ),
    (Part.MAIL, Finding.FAILED): _(
        "Calls to the person on duty that could not be sent since yesterday: %(detail)s. Check the mail server."
    ),
    (Part.PROCESSOR, Finding.FINE): _("Messages are read as they arrive."),
    (Part.PROCESSOR, Finding.LATE): _(
        "Messages waiting for more than two minutes: %(detail)s. Whoever runs this machine looks whether the processor "
        "is running."
    ),
    (Part.SENDER, Finding.FINE): _("Answers leave as they are written."),
    (Part.SENDER, Finding.LATE): _(
        "Answers waiting for more than two minutes: %(detail)s. Whoever runs this machine looks whether the sender is "
        "running."
    ),
    (Part.SENDER, Finding.FAILED): _(
        "Answers that did not leave, or may not have arrived, since yesterday: %(detail)s. Each says so in its thread."
    ),
    (Part.DATABASE, Finding.FINE): _("%(detail)s answers."),
    (Part.CLOCK, Finding.FINE): _("The machine and the database agree."),
    (Part.CLOCK, Finding.LATE): _("The machine and the database disagree by %(detail)s seconds: set their clocks."),
    (Part.DISK, Finding.FINE): _("%(detail)s GB free."),
    (Part.DISK, Finding.LOW): _("Less than 1 GB free: make room before messages can no longer be stored."),
    (Part.MODEL, Finding.FINE): _("The last message was read by %(detail)s. Danger is always screened by rules too."),
    (Part.MODEL, Finding.NONE_YET): _("No message has been read yet."),
}


def found(check: Check) -> str:
    """Return the sentence of a check."""
    return str(_FOUND[check.part, check.finding]) % {"detail": check.detail}
