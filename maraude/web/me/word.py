"""The word of a young person's page: asked after a silence; the right one opens the page for a day.

No cookie remembers it: the right word gives a new address, which ends by itself.
"""

from __future__ import annotations

from typing import cast

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from maraude.apps.orgs.actions.access_links import link_digest, make_link
from maraude.apps.orgs.models import AccessLink, LinkKind
from maraude.apps.orgs.queries.access_links import OpenLink
from maraude.apps.people.actions.code_word import check_code_word
from maraude.apps.people.models import CodeWord, Person
from maraude.apps.privacy.queries.kept import person_of_page
from maraude.core.code_word import PROVEN_FOR, is_asked
from maraude.core.errors import Refused
from maraude.lib import clock
from maraude.web.public.language import chosen_language, in_their_language
from maraude.web.public.links import LinkedView, by_link
from maraude.web.refusals import sentence_for_them


def word_is_asked(person: Person, link: OpenLink, token: str) -> bool:
    """Say whether this address opens only with the word. Without a word, never."""
    kept = CodeWord.objects.filter(person_id=person.id).only("org_id", "id").first()
    if kept is None or link.subject_id == kept.id:  # no word, or the address that the right word gave
        return False
    made_at = AccessLink.objects.values_list("created_at", flat=True).get(digest=link_digest(token))
    return is_asked(link_made_at=made_at, last_inbound_at=person.last_inbound_at, at=clock.now())


def ask_word(
    request: HttpRequest, token: str, refusal: str = "", *, is_wrong: bool = False, is_page: bool = True
) -> HttpResponse:
    """Ask for the word, and say nothing of whose page it is. `is_page`: the page itself was asked, not a gesture."""
    language = chosen_language(request)
    context = {
        "token": token,
        "refusal": refusal,
        "is_wrong": is_wrong,
        "lang_query": f"?lang={language}" if language else "",
    }
    status = 409 if refusal or is_wrong else 200 if is_page else 403
    return render(request, "me/word.html", context, status=status)


def _say(request: HttpRequest, link: OpenLink) -> HttpResponse:
    token = str((request.resolver_match.kwargs if request.resolver_match else {})["token"])
    person = person_of_page(link.subject_id)
    kept = CodeWord.objects.filter(person_id=person.id).first() if person else None
    if person is None or kept is None:
        raise Http404
    try:
        with transaction.atomic():
            is_right = check_code_word(kept=kept, word=request.POST.get("word", ""), at=clock.now())
    except Refused as refusal:
        return ask_word(request, token, sentence_for_them(refusal))
    if not is_right:
        return ask_word(request, token, is_wrong=True)
    ends_at = clock.now() + PROVEN_FOR
    proven = make_link(org_id=link.org_id, kind=LinkKind.ME, subject_id=kept.id, expires_at=ends_at)
    response = redirect("me", token=proven)
    language = chosen_language(request)
    if language:
        response.headers["Location"] += f"?lang={language}"
    return response


say_word = csrf_exempt(require_POST(in_their_language(by_link(LinkKind.ME)(cast("LinkedView[[]]", _say)))))
