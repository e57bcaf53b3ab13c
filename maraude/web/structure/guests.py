"""What advisers do among themselves and with the young person: invite a colleague, write, end it."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from maraude.apps.inbox.models import Conversation
from maraude.apps.referrals.actions.invite_adviser import end_adviser, invite_adviser
from maraude.apps.referrals.actions.move_referral import hold
from maraude.apps.referrals.actions.warm_thread import close_warm
from maraude.apps.referrals.actions.write_as_guest import ADVISER, GuestWords, write_as_guest
from maraude.apps.referrals.models import Referral
from maraude.apps.safety.actions.hear_words import hearing
from maraude.core.errors import Refused
from maraude.lib import clock
from maraude.web.structure.opened import SheetLink, by_sheet, page_again, show_sheet


@csrf_exempt
@require_POST
@by_sheet
def invite(request: HttpRequest, link: SheetLink) -> HttpResponse:
    """Make a colleague's own address and show it, this once; whoever was invited invites nobody."""
    if link.adviser_id is not None:
        raise Http404
    try:
        with transaction.atomic():
            referral, conversation = hold(link.subject_id)
            name = request.POST.get("name", "")
            url = invite_adviser(referral=referral, conversation=conversation, name=name, at=clock.now())
    except Refused as refusal:
        return show_sheet(request, link, refusal)
    return show_sheet(request, link, invited_url=url)


@csrf_exempt
@require_POST
@by_sheet
def uninvite(request: HttpRequest, link: SheetLink) -> HttpResponse:
    """End the address of a colleague; the holder of the first link does, or the colleague themselves."""
    try:
        wanted = UUID(request.POST.get("adviser", ""))
    except ValueError as error:
        raise Http404 from error
    if link.adviser_id not in {None, wanted}:
        raise Http404

    def work(referral: Referral, conversation: Conversation) -> None:
        del conversation
        end_adviser(referral=referral, adviser_id=wanted, doer=ADVISER, at=clock.now())

    return page_again(request, link, work)


@csrf_exempt
@require_POST
@by_sheet
def write(request: HttpRequest, link: SheetLink) -> HttpResponse:
    """Write to the young person, in their own channel, when they said that it may be."""
    words = GuestWords(
        text=request.POST.get("words", ""), name=request.POST.get("name", ""), adviser_id=link.adviser_id
    )

    def work(referral: Referral, conversation: Conversation) -> str:
        return write_as_guest(
            referral=referral,
            conversation=conversation,
            words=words,
            hear=hearing(conversation=conversation, kind="structure_wrote", at=clock.now()),
            idempotency_key=request.POST.get("key", ""),
            at=clock.now(),
        ).value

    return page_again(request, link, work)


@csrf_exempt
@require_POST
@by_sheet
def close(request: HttpRequest, link: SheetLink) -> HttpResponse:
    """End the three-way thread, as the structure."""

    def work(referral: Referral, conversation: Conversation) -> None:
        close_warm(referral=referral, conversation=conversation, doer=ADVISER, at=clock.now())

    return page_again(request, link, work)
