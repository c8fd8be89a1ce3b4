"""The OpenAPI 3.1 document: what ninja knows of the operations, with the records of every kind spelt out."""

import copy
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from lcsp.api.doors import NOUN_BY_PLURAL, Door
from lcsp.api.problems import CODES, MEDIA_TYPE, ProblemDetails, status_words
from lcsp.api.service import VERSION, api
from lcsp.files.json_records import schema_of
from lcsp.vocabulary.kinds import ListKind
from lcsp.vocabulary.noun import Noun, columns

ROOT = f"/api/v{VERSION}"
_SCHEMAS = "#/components/schemas/"
_RECORDS = frozenset(("record", "before", "after"))
_KIND = "{kind}"
# What any operation may answer, and what those that take a version or a body may answer besides.
_ALWAYS = (400, 401, 403, 404, 405, 422, 429, 500)
_IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "The ETag of what was read, so that nobody's change is overwritten unseen; * for whatever stands",
    "schema": {"type": "string", "pattern": r'^("[0-9]{1,9}-[0-9a-f]{20}"|\*)$', "examples": ["*"]},
}
_IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "The ETag of what is known already: answered with 304 where it still stands",
    "schema": {"type": "string"},
}
_ETAG = {
    "description": "Another one as soon as the content is another",
    "schema": {"type": "string", "pattern": r'^"([0-9]+-)?[0-9a-f]{20}"$'},
}


@cache
def build_general() -> dict[str, Any]:
    """Return the document with one operation for all kinds of record, as the reference page tells it."""
    document: dict[str, Any] = json.loads(json.dumps(api.get_openapi_schema(path_prefix=f"{ROOT.lstrip('/')}/")))
    document["info"]["license"] = {"name": "MIT", "identifier": "MIT"}
    document["servers"] = [{"url": "/"}]
    schemas = document["components"]["schemas"]
    problem = ProblemDetails.model_json_schema(ref_template=_SCHEMAS + "{model}")
    schemas.update(problem.pop("$defs"))
    schemas["ProblemDetails"] = problem
    document["components"]["responses"] = {f"Problem{status}": _problem(status) for status in _statuses()}
    document["components"]["securitySchemes"] = {"token": Door.openapi_security_schema}
    for path, _, operation in operations_in(document):
        operation["security"] = [{"token": []}]
        _finish(path, operation)
    return document


@cache
def build_document() -> dict[str, Any]:
    """Return the whole document: an operation for every kind of record, with the fields of that kind."""
    document = copy.deepcopy(build_general())
    schemas = document["components"]["schemas"]
    paths: dict[str, Any] = {}
    for path, methods in document["paths"].items():
        if _KIND not in path or "/thread/" in path or "/roll-up/" in path:
            paths[path] = methods
            continue
        for noun in NOUN_BY_PLURAL.values():
            kept = {method: told for method, told in methods.items() if _has(noun, method)}
            if kept:
                told = {method: _of_kind(operation, noun, schemas) for method, operation in kept.items()}
                paths[path.replace(_KIND, noun.plural)] = told
    document["paths"] = paths
    for noun in NOUN_BY_PLURAL.values():
        schemas[noun.noun] = schema_of(noun)
    for _, _, operation in operations_in(document):
        del operation["x-needs"], operation["x-versions"]
    return document


def operations_in(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield path, method (in capitals) and description of every operation."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method.upper(), operation


def _has(noun: type[Noun], method: str) -> bool:
    """Say whether records of `noun` can be changed so: findings are accepted elsewhere, a plan has one own record."""
    if noun.noun == "acceptance":
        return method == "get"
    return not (noun.noun == "plan" and method in ("post", "delete"))


def _statuses() -> list[int]:
    return sorted({status for status, _ in CODES.values()})


def _problem(status: int) -> dict[str, Any]:
    words = "; ".join(title for known, title in CODES.values() if known == status)
    content = {MEDIA_TYPE: {"schema": {"$ref": f"{_SCHEMAS}ProblemDetails"}}}
    headers: dict[str, Any] = {}
    if status == 401:
        headers["WWW-Authenticate"] = {"required": True, "schema": {"type": "string"}}
    if status == 405:
        headers["Allow"] = {"required": True, "schema": {"type": "string"}}
    if status == 429:
        headers["Retry-After"] = {"required": True, "description": "Seconds", "schema": {"type": "integer"}}
    return {"description": words, "content": content} | ({"headers": headers} if headers else {})


def _finish(path: str, operation: dict[str, Any]) -> None:
    """Add to an operation what ninja does not know: problems, ETags, other types of content."""
    responses = operation["responses"]
    versions, takes = operation["x-versions"], "requestBody" in operation
    is_read = operation["operationId"].startswith(("read", "list", "export", "download", "follow", "roll"))
    for status, response in responses.items():
        response["description"] = status_words(int(status))
        response["headers"] = {"ETag": _ETAG}
        if path.endswith(".csv"):
            response["content"] = {"text/csv": {"schema": {"type": "string"}}}
        elif "content" not in response:
            response["content"] = {"application/json": {"schema": {"type": "object"}}}
    if is_read:
        responses["304"] = {"description": "It is what If-None-Match says", "headers": {"ETag": _ETAG}}
        operation["parameters"].append(_IF_NONE_MATCH)
    if versions:
        operation["parameters"].append(_IF_MATCH)
    more = ((409, 412) if not is_read else ()) + ((428,) if versions else ()) + ((413, 415) if takes else ())
    for status in sorted({*_ALWAYS, *more}):
        responses[str(status)] = {"$ref": f"#/components/responses/Problem{status}"}


def _of_kind(operation: dict[str, Any], noun: type[Noun], schemas: dict[str, Any]) -> dict[str, Any]:
    """Return an operation for one kind of record: its name in the address, its fields in what is sent and given."""
    name = noun.noun.replace("_", " ")
    told = copy.deepcopy(operation)
    told["operationId"] = f"{operation['operationId']}_{noun.plural}"
    told["summary"] = f"{operation['summary']}: {name}"
    told["tags"] = [noun.room]
    told["parameters"] = [one for one in told["parameters"] if one["name"] != "kind"]
    if operation["operationId"] == "list_records":
        told["parameters"] += [_filter(noun, field) for field in columns(noun)]
    for holder in (told.get("requestBody", {}), *told["responses"].values()):
        for content in holder.get("content", {}).values():
            if "ProblemDetails" not in str(content["schema"]):
                content["schema"] = _specialised(content["schema"], noun, schemas)
    return told


def _filter(noun: type[Noun], field: str) -> dict[str, Any]:
    column = columns(noun)[field]
    several = "one of the values of" if isinstance(column.kind, ListKind) else "just that in"
    said = f"Only records that say {several} {column.label.lower()}. Right would be: {column.kind.expects}."
    return {"name": field, "in": "query", "required": False, "description": said, "schema": {"type": "string"}}


def _specialised(schema: dict[str, Any], noun: type[Noun], schemas: dict[str, Any]) -> dict[str, Any]:
    """Return `schema` with the records in it being those of `noun`; what has none is referred to as before."""
    if "$ref" in schema:
        target = schemas[schema["$ref"].removeprefix(_SCHEMAS)]
        made = _specialised(target, noun, schemas)
        return schema if made == target else made
    own = {"$ref": f"{_SCHEMAS}{noun.noun}"}
    made = dict(schema)
    if "properties" in schema:
        made["properties"] = {
            name: (own if name == "record" else {"anyOf": [own, {"type": "null"}]})
            if name in _RECORDS
            else _specialised(part, noun, schemas)
            for name, part in schema["properties"].items()
        }
    if isinstance(schema.get("items"), dict):
        made["items"] = _specialised(schema["items"], noun, schemas)
    return made
