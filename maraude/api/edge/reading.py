"""A colleague's program opens what the colleague would, and the journal notes it alike."""

from __future__ import annotations

from uuid import UUID

from maraude.api.edge.answers import Answer
from maraude.api.edge.errors import NotAllowed
from maraude.api.edge.route import Call, Route
from maraude.apps.orgs.reader import Reader, reading_as
from maraude.apps.privacy.actions.note_reading import note_reading
from maraude.apps.privacy.queries.access import access_to
from maraude.apps.referrals.models import Referral
from maraude.apps.safety.models import Alert
from maraude.core.access import Verdict
from maraude.lib import clock


def handle_as(reader: Reader, route: Route, call: Call) -> Answer:
    """Answer a call of a colleague's program. Raises `NotAllowed` for a conversation closed to them."""
    with reading_as(reader):
        thread = _thread(route, call)
        if thread is not None and access_to(thread, at=clock.now()) is not Verdict.OPEN:
            raise NotAllowed
        answer = route.handle(call)
        if thread is not None and route.method == "GET":
            note_reading(org_id=call.caller.org_id, conversation_id=thread, by_user_id=reader.user_id, at=clock.now())
        return answer


def _thread(route: Route, call: Call) -> UUID | None:
    if route.path.startswith("/conversations/{id}"):
        return call.subject_id
    if route.path.startswith("/alerts/{id}"):
        return Alert.objects.filter(id=call.subject_id).values_list("conversation_id", flat=True).first()
    if route.path.startswith("/referrals/{id}"):
        return Referral.objects.filter(id=call.subject_id).values_list("conversation_id", flat=True).first()
    return None
