"""Addresses of the API and of the polled outbox."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter

from django.http import HttpRequest
from django.urls import URLPattern, path

from maraude.api.edge.answers import Answer
from maraude.api.edge.errors import NotHere
from maraude.api.edge.serve import endpoint, json_view, read_method
from maraude.api.openapi.document import document
from maraude.api.outbox.views import read_outbox
from maraude.api.routes import PREFIX, ROUTES


def _read_document(request: HttpRequest) -> Answer:
    read_method(request, ("GET",))
    return Answer(body=document())


def _nothing(request: HttpRequest, **parts: str) -> Answer:
    del request, parts
    raise NotHere


def _pattern(address: str) -> str:
    return f"{PREFIX}{address}".removeprefix("/").replace("{id}", "<str:id>")


urlpatterns: list[URLPattern] = [
    path(_pattern("/openapi.json"), json_view(_read_document), name="api_document"),
    *(path(_pattern(address), endpoint(tuple(routes))) for address, routes in groupby(ROUTES, key=attrgetter("path"))),
    path("in/generic/<str:key>/outbox", read_outbox, name="outbox"),
    path("api/<path:rest>", json_view(_nothing), name="api_nothing"),
]
