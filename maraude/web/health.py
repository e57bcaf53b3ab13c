"""Whether this installation can do its work: /readyz."""

from __future__ import annotations

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET


@require_GET
def readyz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers, 503 with a sentence otherwise; no figure of any association."""
    del request
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"ready": False, "reason": "The database does not answer."}, status=503)
    return JsonResponse({"ready": True})
