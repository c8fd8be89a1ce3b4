"""How the API answers: bytes with a strong ETag, 304 where the reader has them already, links to the next page."""

import json
import re
from collections.abc import Sequence
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags
from pydantic import BaseModel

from lcsp.api.problems import Problem

JSON = "application/json"
_TAG = re.compile(r'"(\d{1,9})-[0-9a-f]{20}"')
_NUMBER_LIMIT = 2_000_000_000


def to_bytes(value: Any) -> bytes:
    """Return `value`, what JSON can hold or a pydantic model, as JSON."""
    if isinstance(value, BaseModel):
        return value.model_dump_json().encode()
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def answer(
    request: HttpRequest,
    value: Any,
    *,
    status: int = 200,
    revision: int | None = None,
    headers: dict[str, str] | None = None,
    media: str = JSON,
) -> HttpResponse:
    """Return the answer with `value` (bytes as they are, else JSON); `revision` goes into the ETag.

    The ETag is the sha256 of the content, so equal content has the same one, whoever made it and when.
    """
    content = value if isinstance(value, bytes) else to_bytes(value)
    digest = sha256(content).hexdigest()[:20]
    tag = f'"{digest}"' if revision is None else f'"{revision}-{digest}"'
    told = {"ETag": tag, **(headers or {})}
    if status == 200 and request.method == "GET" and _has_it(request, tag):
        return HttpResponse(status=304, headers=told)
    return HttpResponse(content, status=status, content_type=media, headers=told)


def _has_it(request: HttpRequest, tag: str) -> bool:
    known = parse_etags(request.headers.get("If-None-Match", ""))
    return "*" in known or tag in known or f"W/{tag}" in known


def version_read(request: HttpRequest) -> int | None:
    """Return the revision of the version that a request says it read (If-Match), None for any (*). Raises Problem."""
    given = request.headers.get("If-Match", "").strip()
    if not given:
        said = "Send the ETag of what you read in the header If-Match, so that nobody's change is overwritten unseen."
        raise Problem("no-version", said)
    if given == "*":
        return None
    found = _TAG.fullmatch(given)
    if not found:
        said = f"If-Match is {given[:80]!r}: right would be the ETag of this plan or record, as it was sent with it."
        raise Problem("changed-meanwhile", said)
    return int(found[1])


def next_link(request: HttpRequest, **changed: Any) -> str:
    """Return the address of `request` with other parameters."""
    query = {**request.GET.dict(), **{name: str(value) for name, value in changed.items()}}
    return f"{request.path}?{urlencode(query)}"


def page_of(
    request: HttpRequest, items: Sequence[Any], *, offset: int, limit: int, revision: int
) -> tuple[Sequence[Any], str | None, dict[str, str]]:
    """Return one page of `items`, the address of the next one (None after the last), and the headers that say so.

    The next page is of the same revision, so that a change in between moves nothing from one page to another.
    """
    page = items[offset : offset + limit]
    if offset + limit >= len(items):
        return page, None, {}
    following = next_link(request, offset=offset + limit, limit=limit, at=revision)
    return page, following, {"Link": f'<{following}>; rel="next"'}
