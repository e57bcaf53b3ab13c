"""The OpenAPI 3.1 document, built from the routes and from the very types that are encoded."""

from __future__ import annotations

from functools import cache
from http import HTTPStatus
from itertools import groupby
from operator import attrgetter
from typing import Any

from maraude.api.edge.route import Parameter, Route
from maraude.api.openapi.schemas import components, reference
from maraude.api.openapi.shared import FAILURES, OUTBOX, SECURITY, failure_name
from maraude.api.routes import PREFIX, ROUTES

type Json = dict[str, Any]

_ABOUT = (
    "Conversations and alerts of one association. A token bound to a person acts as that person; an integration's "
    "token only reads. Unknown ids and another association's ids are both 404. docs/howto/api.md has examples."
)


@cache
def document() -> Json:
    """Return the whole document, as JSON values."""
    addresses = {address: list(routes) for address, routes in groupby(ROUTES, key=attrgetter("path"))}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Maraude", "version": "1", "description": _ABOUT},
        "servers": [{"url": PREFIX}],
        "security": [{"bearer": []}],
        "paths": {
            "/openapi.json": {"get": _document_operation()},
            **{address: _address(routes) for address, routes in addresses.items()},
            **OUTBOX,
        },
        "components": {"schemas": components(), "securitySchemes": SECURITY, "responses": FAILURES},
    }


def _address(routes: list[Route]) -> Json:
    operations: Json = {route.method.lower(): _operation(route) for route in routes}
    if "{id}" in routes[0].path:
        place = {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
        operations["parameters"] = [place]
    return operations


def _operation(route: Route) -> Json:
    operation: Json = {
        "operationId": route.name,
        "summary": route.summary,
        "tags": [route.path.split("/")[1]],
        "x-scope": route.scope.value,
        "responses": {
            **{str(status): _success(status, shape) for status, shape in route.answers.items()},
            **{str(status): {"$ref": f"#/components/responses/{failure_name(status)}"} for status in route.failures},
        },
    }
    if route.query:
        operation["parameters"] = [_parameter(parameter) for parameter in route.query]
    if route.body is not None:
        operation["requestBody"] = {"required": True, "content": _content(route.body)}
    return operation


def _document_operation() -> Json:
    described: Json = {"description": "This document.", "content": {"application/json": {"schema": {"type": "object"}}}}
    failures = {str(status): {"$ref": f"#/components/responses/{failure_name(status)}"} for status in (405, 500)}
    return {
        "operationId": "read_document",
        "summary": "Read this document",
        "tags": ["openapi"],
        "security": [],
        "responses": {"200": described, **failures},
    }


def _parameter(parameter: Parameter) -> Json:
    schema: Json = {"type": "string"}
    if parameter.default is not None:
        schema |= {"enum": [choice.value for choice in type(parameter.default)], "default": parameter.default.value}
    return {"name": parameter.name, "in": "query", "description": parameter.description, "schema": schema}


def _success(status: int, shape: type) -> Json:
    return {"description": HTTPStatus(status).phrase, "content": _content(shape)}


def _content(shape: type) -> Json:
    return {"application/json": {"schema": reference(shape)}}
