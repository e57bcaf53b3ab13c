"""What the young person does about what is kept: correct, erase a part, choose, erase everything."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from maraude.apps.people.actions.code_word import choose_code_word, forget_code_word
from maraude.apps.people.models import Person
from maraude.apps.privacy.actions.choose import choose_ai, choose_learning, stop
from maraude.apps.privacy.actions.close_page import close_page
from maraude.apps.privacy.actions.correct_fact import correct_fact
from maraude.apps.privacy.actions.erase_person import erase_person
from maraude.apps.privacy.actions.forget import forget_message, forget_need
from maraude.core.need import Need
from maraude.lib import clock
from maraude.web.me.own_page import by_own_page, gesture, show


@gesture
def correct(request: HttpRequest, person: Person) -> str:
    """Put a fact right, or erase it."""
    value = "" if request.POST.get("gesture") == "erase" else request.POST.get("value", "")
    correct_fact(person=person, name=request.POST.get("name", ""), value=value, at=clock.now())
    return "facts"


@gesture
def forget(request: HttpRequest, person: Person) -> str:
    """Erase a need or a message."""
    need, message = request.POST.get("need", ""), request.POST.get("message", "")
    if need:
        if need not in set(Need):
            raise Http404
        forget_need(person=person, need=need, at=clock.now())
        return "facts"
    try:
        message_id = UUID(message)
    except ValueError as error:
        raise Http404 from error
    forget_message(person=person, message_id=message_id, at=clock.now())
    return "messages"


@gesture
def choose(request: HttpRequest, person: Person) -> str:
    """No help from a program, or again; learning from their words or not; no more messages."""
    match request.POST.get("gesture"):
        case "without_ai":
            choose_ai(person=person, without=True, at=clock.now())
        case "with_ai":
            choose_ai(person=person, without=False, at=clock.now())
        case "learn":
            choose_learning(person=person, agrees=True, at=clock.now())
        case "no_learning":
            choose_learning(person=person, agrees=False, at=clock.now())
        case "word":
            choose_code_word(person=person, word=request.POST.get("word", ""))
        case "no_word":
            forget_code_word(person=person, actor="person")
        case "stop":
            stop(person=person, at=clock.now())
        case _:
            raise Http404
    return "choices"


@csrf_exempt
@require_POST
@by_own_page
def close(request: HttpRequest, person: Person) -> HttpResponse:
    """End every address of this page, when somebody else may have it."""
    with transaction.atomic():
        close_page(person=person, actor="person", at=clock.now())
    return render(request, "me/closed.html")


@csrf_exempt
@require_POST
@by_own_page
def erase(request: HttpRequest, person: Person) -> HttpResponse:
    """Erase everything, once it was said twice."""
    if request.POST.get("sure") != "yes":
        return show(request, person)
    with transaction.atomic():
        erase_person(org_id=person.org_id, person_id=person.id, actor="person", at=clock.now())
    return render(request, "me/erased.html")
