"""The OpenAPI 3.1 document of the API: what ninja makes of the operations, with what is the same for all of them."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from lcsp.api.problems import CODES, MEDIA_TYPE, ProblemDetails
from lcsp.api.service import api
from lcsp.files.json_records import schema_of
from lcsp.whole_plan import NOUNS

PREFIX = "/api/v1/"
_METHODS = ("get", "post", "put", "delete")
_INTRODUCTION = (
    "Plans of local children's services partnerships: read, checked and changed by programs. A program acts for a "
    "person, with a token that they made under Your account, Tokens, and may do what that person's roles allow. "
    "Everything goes through the same checks as in the workspace: a change says why, names the version that it read "
    "(If-Match), and is refused with both versions where somebody else changed the same record meanwhile."
)
# What an operation may answer beside what it gives, by its method: the codes of `problems`.
_ALWAYS = (
    "not-understood",
    "no-token",
    "not-permitted",
    "not-found",
    "not-valid",
    "too-many",
    "failed",
    "no-answer",
    "no-room",
)
_WITH_BODY = ("too-large", "wrong-type")
_WRITING = ("would-dangle", "changed-meanwhile", "not-saved")
_FILES = {
    "download_records": "text/csv",
    "export_plan": "application/json",
    "export_edition": "application/json",
}


class Operation(NamedTuple):
    """An operation as a page shows it."""

    method: str
    path: str
    name: str
    summary: str
    description: str
    needs: str
    tag: str
    parameters: tuple[tuple[str, str, str, bool], ...]
    body: str
    gives: str


@cache
def describe() -> Mapping[str, Any]:
    """Return the document; it is the same for everybody."""
    import lcsp.api.operations  # noqa: F401 - registers them

    schema = dict(api.get_openapi_schema(path_prefix=PREFIX))
    schema["info"] = {"title": "lcsp", "version": api.version, "description": _INTRODUCTION}
    components = schema["components"]
    components["schemas"]["ProblemDetails"] = _inlined(ProblemDetails.model_json_schema())
    for noun in NOUNS:
        components["schemas"][f"record_{noun.noun}"] = schema_of(noun)
    components["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "A token of yours: Authorization: Bearer lcsp_…"}
    }
    for path in schema["paths"].values():
        for method, operation in path.items():
            _complete(method, operation)
    schema["security"] = [{"token": []}]
    return schema


def _inlined(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema without definitions of its own: they stand where they are used."""
    inner = schema.pop("$defs", {})
    items = schema["properties"]["errors"]["items"]
    if "$ref" in items:
        schema["properties"]["errors"]["items"] = inner[items["$ref"].rpartition("/")[2]]
    return schema


def _complete(method: str, operation: dict[str, Any]) -> None:
    operation["security"] = [{"token": []}]
    responses = operation["responses"]
    if media := _FILES.get(operation["operationId"]):
        content = {"schema": {"type": "string"}} if media == "text/csv" else {"schema": {"type": "object"}}
        responses[200] = {"description": "The file", "content": {media: content}}
    parameters = operation.setdefault("parameters", [])
    if method == "get":
        responses[304] = {"description": "You have it already (If-None-Match)"}
        parameters.append(_header("If-None-Match", "The ETag of what you have already"))
    if operation["x-versions"]:
        said = "The ETag of what you read, or * for whatever stands"
        parameters.append(_header("If-Match", said, example="*"))
    for code in _codes(method, operation):
        status, title = CODES[code]
        told = responses.get(status)
        if told is None:
            reference = {"$ref": "#/components/schemas/ProblemDetails"}
            responses[status] = {"description": title, "content": {MEDIA_TYPE: {"schema": reference}}}
        elif title not in told["description"]:
            told["description"] += f"; {title[:1].lower()}{title[1:]}"
    operation["responses"] = {str(status): said for status, said in sorted(responses.items(), key=lambda x: int(x[0]))}


def _codes(method: str, operation: dict[str, Any]) -> Iterator[str]:
    yield from _ALWAYS
    if "requestBody" in operation:
        yield from _WITH_BODY
    if method != "get":
        yield from _WRITING
    if operation["x-versions"]:
        yield "no-version"


def _header(name: str, said: str, example: str = "") -> dict[str, Any]:
    # Not said to be required: without it there is an answer too, which says that it is needed.
    found: dict[str, Any] = {"in": "header", "name": name, "required": False, "description": said}
    return {**found, "schema": {"type": "string", **({"examples": [example]} if example else {})}}


def list_operations() -> list[Operation]:
    """Return the operations as a page shows them, in the order of the document."""
    return [
        _operation(method, path, said)
        for path, methods in describe()["paths"].items()
        for method, said in methods.items()
        if method in _METHODS
    ]


def _operation(method: str, path: str, said: Mapping[str, Any]) -> Operation:
    parameters = tuple(
        (one["name"], one["in"], one.get("description", ""), bool(one.get("required"))) for one in said["parameters"]
    )
    body = said.get("requestBody", {}).get("content", {})
    given: Mapping[str, Any] = next((one for status, one in said["responses"].items() if status.startswith("2")), {})
    return Operation(
        method.upper(),
        path,
        said["operationId"],
        said["summary"],
        said.get("description", ""),
        said["x-needs"],
        said["tags"][0],
        parameters,
        _name_in(body) or ", ".join(body),
        _name_in(given.get("content", {})) or ", ".join(given.get("content", {})),
    )


def _name_in(content: Mapping[str, Any]) -> str:
    """Return the name of the shape of a content, blank for one that has none."""
    for media in content.values():
        reference = media.get("schema", {}).get("$ref", "")
        if reference:
            return str(reference.rpartition("/")[2])
    return ""


def shapes() -> Iterator[tuple[str, str, list[tuple[str, str, str]]]]:
    """Yield the shapes that are not records: name, what it is, and (field, type, meaning) of each field."""
    for name, schema in describe()["components"]["schemas"].items():
        if name.startswith("record_"):
            continue
        fields = [
            (field, _type(said), said.get("description", "")) for field, said in schema.get("properties", {}).items()
        ]
        yield name, schema.get("description", ""), fields


def _type(said: Mapping[str, Any]) -> str:
    if "$ref" in said:
        return str(said["$ref"].rpartition("/")[2])
    if "anyOf" in said:
        return " or ".join(dict.fromkeys(_type(one) for one in said["anyOf"]))
    if said.get("type") == "array":
        return f"list of {_type(said.get('items', {}))}"
    return str(said.get("format") or said.get("type", "anything"))
