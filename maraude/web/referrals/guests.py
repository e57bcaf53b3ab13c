"""The three-way thread as a worker looks after it: open it on a yes, pass a message on, let words through, end it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from maraude.apps.inbox.models import Conversation, Message
from maraude.apps.referrals.actions.answer_guest import pass_on
from maraude.apps.referrals.actions.invite_adviser import end_adviser
from maraude.apps.referrals.actions.move_referral import Doer
from maraude.apps.referrals.actions.warm_thread import close_warm, open_warm
from maraude.apps.referrals.actions.write_as_guest import let_through
from maraude.apps.referrals.models import Referral, ReferralEvent
from maraude.core.referral import Side
from maraude.lib import clock
from maraude.web.http import StaffRequest
from maraude.web.referrals.gestures import do_work
from maraude.web.staff import reads_content


@require_POST
@reads_content
def guest(request: StaffRequest, conversation_id: UUID, referral_id: UUID) -> HttpResponse:
    """Do one gesture of the three-way thread."""

    def work(referral: Referral, conversation: Conversation) -> None:
        try:
            _do(request, referral, conversation)
        except (Message.DoesNotExist, ReferralEvent.DoesNotExist) as error:
            raise Http404 from error

    return do_work(request, conversation_id, referral_id, work)


def _do(request: StaffRequest, referral: Referral, conversation: Conversation) -> None:
    by, now = request.user.id, clock.now()
    match request.POST.get("gesture"):
        case "open":
            doer = Doer(side=Side.PERSON, user_id=by)
            open_warm(referral=referral, conversation=conversation, doer=doer, at=now)
        case "close":
            doer = Doer(side=Side.WORKER, user_id=by)
            close_warm(referral=referral, conversation=conversation, doer=doer, at=now)
        case "pass_on":
            message_id = _id(request, "message")
            pass_on(referral=referral, conversation=conversation, message_id=message_id, by_user_id=by, at=now)
        case "let_through":
            event_id = _id(request, "event")
            let_through(referral=referral, conversation=conversation, event_id=event_id, by_user_id=by, at=now)
        case "end_adviser":
            doer = Doer(side=Side.WORKER, user_id=by)
            end_adviser(referral=referral, adviser_id=_id(request, "adviser"), doer=doer, at=now)
        case _:
            raise Http404


def _id(request: StaffRequest, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError as error:
        raise Http404 from error
