"""A NUL character is in no question and no form that a person wrote: it is refused before a page asks the database."""

from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponseBase

_OWN_ANSWERS = ("/api/", "/in/")  # the API says which field, the doors judge raw bytes


class RefuseNulMiddleware:
    """PostgreSQL stores no NUL: without this, one in a field would be an error of ours."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        """Keep the next layer."""
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Go on, or raise `BadRequest` (a page with 400) for a NUL in a query, a form or staff's address."""
        if not request.path.startswith(_OWN_ANSWERS) and _holds_nul(request):
            raise BadRequest
        return self._get_response(request)


def _holds_nul(request: HttpRequest) -> bool:
    # A young person's or a partner's wrong code leads to the neutral page of wrong codes, whatever it is made of.
    if "\x00" in request.path and hasattr(request, "membership"):
        return True
    return any(
        "\x00" in text
        for form in (request.GET, request.POST)
        for name, values in form.lists()
        for text in (name, *values)
    )
