"""The edge of the API: one place where tokens, methods, tenants and errors are dealt with."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from maraude.api.edge.answers import Answer, respond, respond_failure
from maraude.api.edge.caller import authorise, find_caller
from maraude.api.edge.errors import WrongMethod
from maraude.api.edge.reading import handle_as
from maraude.api.edge.route import Call, Route
from maraude.apps.tenancy.context import tenant

type View = Callable[..., HttpResponse]


def json_view(answer: Callable[..., Answer]) -> View:
    """Make a view of a function that returns an `Answer`: what it raises becomes JSON too.

    No session opens it, hence no cross-site request to fear and no CSRF token.
    """

    @csrf_exempt
    def view(request: HttpRequest, **parts: str) -> HttpResponse:
        try:
            return respond(answer(request, **parts))
        except Exception as error:  # the outer edge: a program that reads JSON must never be given a page  # noqa: BLE001
            return respond_failure(error)

    return view


def endpoint(routes: Sequence[Route]) -> View:
    """Return the view of one address: its routes, one a method."""
    by_method: dict[str, Route] = {route.method: route for route in routes}

    def answer(request: HttpRequest, **parts: str) -> Answer:
        return _serve(by_method[read_method(request, tuple(by_method))], request, parts)

    return json_view(answer)


def read_method(request: HttpRequest, allowed: Sequence[str]) -> str:
    """Return the method, a HEAD being a GET whose body stays with us. Raises `WrongMethod`."""
    method = "GET" if request.method == "HEAD" else request.method or ""
    if method not in allowed:
        raise WrongMethod(allowed)
    return method


def _serve(route: Route, request: HttpRequest, parts: dict[str, str]) -> Answer:
    caller = find_caller(request.headers.get("Authorization", ""))
    body = request.body if route.body is not None else b""
    call = Call(caller=caller, parts=parts, query=request.GET.dict(), body=body)
    with tenant(caller.org_id, step="api"):
        reader = authorise(caller, scope=route.scope, writes=route.writes)
        return route.handle(call) if reader is None else handle_as(reader, route, call)
