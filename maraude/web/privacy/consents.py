from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from maraude.apps.people.models import Person
from maraude.apps.privacy.queries.ledger import ledger_of
from maraude.web.http import StaffRequest
from maraude.web.inbox.gestures import conversation_or_404
from maraude.web.staff import reads_content


@require_GET
@reads_content
def consents(request: StaffRequest, conversation_id: UUID) -> HttpResponse:
    """Show what a person agreed to and withdrew."""
    conversation = conversation_or_404(conversation_id)
    person = Person.objects.get(id=conversation.person_id)
    context = {"conversation": conversation, "person": person, "ledger": ledger_of(person.id)}
    return render(request, "privacy/consents.html", context)
