"""What the API says when it does not do what was asked: problem details (RFC 9457), each with a code for programs."""

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse
from pydantic import BaseModel, ConfigDict, Field

MEDIA_TYPE = "application/problem+json"

# code: status, and what it is in a few words. The reference page has a section for each.
CODES: Mapping[str, tuple[int, str]] = {
    "not-understood": (400, "The request cannot be understood"),
    "no-token": (401, "A token is needed"),
    "not-permitted": (403, "This person or this token may not do it"),
    "not-found": (404, "There is no such thing"),
    "not-taken": (405, "The address does not take this method"),
    "would-dangle": (409, "References would lead nowhere"),
    "undecided": (409, "Others changed the same records"),
    "changed-meanwhile": (412, "It was changed since you read it"),
    "too-large": (413, "The request is larger than what is taken"),
    "wrong-type": (415, "The content is of a type that is not taken here"),
    "not-valid": (422, "Something in the request is not as it should be"),
    "not-saved": (422, "The change was not saved"),
    "no-version": (428, "Say which version you read"),
    "too-many": (429, "Too many requests"),
    "failed": (500, "A mistake of our own"),
    "no-answer": (503, "The site is busy, or its database does not answer"),
    "no-room": (507, "The server has no room to keep anything"),
}


class WrongField(BaseModel):
    """A part of the request that is not right: where it stands, what is wrong, and so what would be right."""

    field: str = Field(description="Where it stands, such as query.limit or record.gross")
    said: str


class ProblemDetails(BaseModel):
    """Why something was not done, for people (title, detail) and for programs (code, and what follows it)."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(description="The section of the reference page about such problems")
    title: str
    status: int
    detail: str = Field(description="What is wrong here, and how to mend it")
    code: str = Field(description="One word for programs", json_schema_extra={"enum": list(CODES)})
    errors: list[WrongField] = Field([], description="not-valid: each part that is wrong")
    clashes: list[dict[str, Any]] = Field(
        [], description="changed-meanwhile, undecided: each record as it stands (theirs) and as it was sent (yours)"
    )
    dangling: list[dict[str, Any]] = Field([], description="would-dangle: each reference that would lead nowhere")


class Problem(Exception):
    """Something is not done: the code says why, the detail says it in words, `told` adds members to the answer."""

    def __init__(self, code: str, detail: str, headers: Mapping[str, str] | None = None, **told: Any) -> None:
        self.code, self.detail, self.headers, self.told = code, detail, dict(headers or {}), told
        super().__init__(detail)

    def answer(self) -> HttpResponse:
        """Return the answer that says so."""
        status, title = CODES[self.code]
        said = {
            "type": f"/api/#{self.code}",
            "title": title,
            "status": status,
            "detail": self.detail,
            "code": self.code,
            **self.told,
        }
        content = json.dumps(said, ensure_ascii=False, default=str).encode("utf-8", "replace")
        return HttpResponse(content, status=status, content_type=MEDIA_TYPE, headers=self.headers)


def wrong(errors: Iterable[tuple[str, str]]) -> Problem:
    """Return the problem of fields that are not right: (where, what is wrong) of each."""
    found = list(errors)
    detail = "; ".join(f"{field}: {said}" for field, said in found[:5]) + ("; …" if len(found) > 5 else "")
    return Problem("not-valid", detail, errors=[{"field": field, "said": said} for field, said in found])


def not_taken(methods: Iterable[str]) -> Problem:
    """Return the problem of a method that an address does not take; `methods` are those that it does."""
    allowed = ", ".join(sorted(methods))
    return Problem("not-taken", f"This address takes {allowed}.", {"Allow": allowed})


def status_words(status: int) -> str:
    """Return what a status means in two words, such as "Not Found"."""
    return HTTPStatus(status).phrase
