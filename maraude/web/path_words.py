"""The words of the path: what a worker says of somebody in the thread, and what a report counts."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from maraude.core.age import AgeBand
from maraude.core.figures import Dimension
from maraude.core.path import Newness, Step

SAID = {
    Step.MET: _("first exchange"),
    Step.REACHED: _("talked of their situation"),
    Step.SPOTTED: _("15 to 29, no school, no work, no training"),
    Step.BONDED: _("a bond, over several days"),
    Step.ENGAGED: _("took an agreed first step"),
    Step.ORIENTED: _("a service was agreed on"),
    Step.RECEIVED: _("went to the first appointment"),
    Step.ENTERED: _("entered: training, job, school, care…"),
    Step.SUSTAINED_3M: _("still there after 3 months"),
    Step.SUSTAINED_6M: _("still there after 6 months"),
    Step.DECLINED: _("does not want help for now"),
    Step.LOST_TOUCH: _("contact was lost"),
    Step.REORIENTED: _("somebody else follows them now"),
    Step.STOPPED: _("asked us to stop"),
}

COUNTED = {
    Step.MET: _("Met"),
    Step.REACHED: _("Personal talk"),
    Step.SPOTTED: _("Spotted"),
    Step.BONDED: _("Bond"),
    Step.ENGAGED: _("Engaged"),
    Step.ORIENTED: _("Oriented"),
    Step.RECEIVED: _("Received"),
    Step.ENTERED: _("Entered"),
    Step.SUSTAINED_3M: _("Still there at 3 months"),
    Step.SUSTAINED_6M: _("Still there at 6 months"),
    Step.DECLINED: _("Do not want help for now"),
    Step.LOST_TOUCH: _("Contact lost"),
    Step.REORIENTED: _("Followed by somebody else"),
    Step.STOPPED: _("Asked us to stop"),
}

NEWNESS = {Newness.YES: _("yes"), Newness.NO: _("no"), Newness.UNKNOWN: _("not known")}

BANDS = {
    AgeBand.UNDER_15: _("under 15"),
    AgeBand.FROM_15_TO_17: _("15 to 17"),
    AgeBand.FROM_18_TO_21: _("18 to 21"),
    AgeBand.FROM_22_TO_25: _("22 to 25"),
    AgeBand.FROM_26_TO_29: _("26 to 29"),
    AgeBand.FROM_30: _("30 and over"),
    AgeBand.UNSAID: _("not said"),
}

DIMENSIONS = {
    Dimension.DOOR: _("Door"),
    Dimension.CHANNEL: _("Channel"),
    Dimension.AGE_BAND: _("Age"),
}
