"""The page about the API, and its OpenAPI document: open to anybody, since neither says anything of a plan."""

from functools import cache
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lcsp.api.answers import answer, to_bytes
from lcsp.api.limits import MOST_REQUESTS
from lcsp.api.openapi import ROOT, build_document, build_general, operations_in
from lcsp.api.problems import CODES
from lcsp.vocabulary.noun import Noun, columns
from lcsp.whole_plan import NOUNS

_REF = "$ref"


class Part(NamedTuple):
    """A parameter, or a member of what is sent: its name, where it stands, whether it must be there, what it says."""

    name: str
    place: str
    required: bool
    words: str


class Told(NamedTuple):
    """An operation as the page tells it."""

    id: str
    method: str
    path: str
    summary: str
    words: str
    needs: str
    parts: tuple[Part, ...]
    gives: str


@require_safe
def show_reference(request: HttpRequest) -> HttpResponse:
    """Show how to begin, every operation, every kind of record, and every problem."""
    context = {
        "root": ROOT,
        "host": request.get_host(),
        "scheme": request.scheme,
        "limit": MOST_REQUESTS,
        "groups": _groups(),
        "problems": [(code, status, title) for code, (status, title) in CODES.items()],
        "kinds": _kinds(),
    }
    return render(request, "api/reference.html", context, using="jinja2")


@require_safe
def show_document(request: HttpRequest) -> HttpResponse:
    """Answer with the OpenAPI document."""
    return answer(request, _document())


@cache
def _document() -> bytes:
    return to_bytes(build_document())


@cache
def _groups() -> dict[str, list[Told]]:
    """Return every operation by its group, in the order in which they are defined."""
    document = build_general()
    groups: dict[str, list[Told]] = {}
    for path, method, operation in operations_in(document):
        groups.setdefault(operation["tags"][0], []).append(_tell(document, path, method, operation))
    return groups


def _tell(document: dict[str, Any], path: str, method: str, operation: dict[str, Any]) -> Told:
    parts = [
        Part(one["name"], one["in"], one["required"], one.get("description", ""))
        for one in operation["parameters"]
        if one["name"] != "If-None-Match"
    ]
    for content in list(operation.get("requestBody", {}).get("content", {}).values())[:1]:
        schema = _resolved(document, content["schema"])
        needed = schema.get("required", [])
        parts += [
            Part(name, "body", name in needed, member.get("description", ""))
            for name, member in schema.get("properties", {}).items()
        ]
    given = next(response for status, response in operation["responses"].items() if status.startswith("2"))
    schema = next(iter(given["content"].values()))["schema"]
    return Told(
        operation["operationId"].replace("_", "-"),
        method,
        path.removeprefix(ROOT),
        operation["summary"],
        operation.get("description", ""),
        operation["x-needs"],
        tuple(parts),
        _resolved(document, schema).get("description", ""),
    )


def _resolved(document: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    name = schema.get(_REF, "").rpartition("/")[2]
    found: dict[str, Any] = document["components"]["schemas"][name] if name else schema
    return found


@cache
def _kinds() -> list[tuple[type[Noun], list[tuple[str, bool, str]]]]:
    """Return every kind of record with its fields: name, whether it must be filled in, what it says."""
    return [
        (
            noun,
            [
                (name, column.required, f"{column.description}. Right would be: {column.kind.expects}.")
                for name, column in columns(noun).items()
            ],
        )
        for noun in NOUNS
    ]
