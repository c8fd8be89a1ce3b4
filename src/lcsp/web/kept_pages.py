"""Pages kept ready: what a page shows is made once for all who may see the same, until anything is written."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from datetime import date
from functools import wraps
from secrets import token_hex
from threading import Lock
from time import monotonic
from typing import Any, Concatenate, NamedTuple, ParamSpec, cast

from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse
from django.template.backends.utils import csrf_input_lazy
from django.utils.html import escape

from lcsp.store.audit import read_head
from lcsp.store.models import Account
from lcsp.vocabulary.actors import Actor

P = ParamSpec("P")

MOST_BYTES = 64 * 1024 * 1024
LARGEST_PAGE = 2 * 1024 * 1024
# People's names stand on pages too, and may be corrected without a plan changing.
LONGEST_KEPT = 600  # seconds

# What is not the same for all who see a page stands in it as these words, which nobody can guess or type.
NAME_MARK = f"kept-page-{token_hex(16)}-name"
FORM_MARK = f"kept-page-{token_hex(16)}-form"


class _Kept(NamedTuple):
    """A page: its parts between the marks (mark, text that follows), its headers, and when it was made."""

    first: bytes
    rest: tuple[tuple[str, bytes], ...]
    headers: tuple[tuple[str, str], ...]
    made: float
    size: int


class _Shelf:
    """The pages that this process keeps, those used last, within `MOST_BYTES`."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def find(self, key: Hashable) -> _Kept | None:
        with self._lock:
            found = self._pages.get(key)
            if found is None or monotonic() - found.made > LONGEST_KEPT:
                return None
            self._pages.move_to_end(key)
            return found

    def keep(self, key: Hashable, page: _Kept) -> None:
        with self._lock:
            old = self._pages.pop(key, None)
            self._bytes += page.size - (old.size if old else 0)
            self._pages[key] = page
            while self._bytes > MOST_BYTES:
                self._bytes -= self._pages.popitem(last=False)[1].size

    def forget(self) -> None:
        """Let go of all pages (tests and measurements)."""
        with self._lock:
            self._pages.clear()
            self._bytes = 0


shelf = _Shelf()


def kept(
    page: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Keep what `page` answers to a GET, for everybody who has the same roles and localities, until anything
    is written.

    To stand below `door`, which asks every time whether this person may. Only for pages that depend on the address, the
    plans, the day, and the viewer's roles and localities; name and form token are put in for each viewer. A page with a
    message, or that is not found, is not kept.
    """

    @wraps(page)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method != "GET" or not isinstance(request.user, Account) or len(get_messages(request)):
            return page(request, *args, **kwargs)
        key = _key(request, request.user.actor)
        found = shelf.find(key)
        if found is None:
            request.is_kept = True  # type: ignore[attr-defined]
            try:
                response = page(request, *args, **kwargs)
            finally:  # where nothing is found, the page that says so is made afterwards, and for this person alone
                request.is_kept = False  # type: ignore[attr-defined]
            if response.status_code != 200 or response.streaming or response.cookies:
                return _without_marks(response, request)
            found = _take_apart(response)
            if found.size <= LARGEST_PAGE:
                shelf.keep(key, found)
        return _put_together(found, request)

    answer.keeps_pages = True  # type: ignore[attr-defined]  # the test of leaks finds the pages by this
    return cast("Callable[Concatenate[HttpRequest, P], HttpResponse]", answer)


def marks_for(request: HttpRequest, actor: Actor | None) -> tuple[Actor | None, Any]:
    """Return who is signed in and the hidden field of forms as a page shows them: marks, where it is to be kept."""
    if actor is not None and getattr(request, "is_kept", False):
        return actor._replace(name=NAME_MARK), FORM_MARK
    return actor, csrf_input_lazy(request)


def _key(request: HttpRequest, actor: Actor) -> Hashable:
    htmx = request.headers.get("HX-Request", ""), request.headers.get("HX-Boosted", "")
    back = request.headers.get("HX-History-Restore-Request", ""), request.headers.get("HX-Target", "")
    # Whatever is written, a comment or a step of a review too, ends the log anew: one short query, and none is missed.
    newest = read_head().sha256
    return request.get_full_path(), request.get_host(), htmx, back, newest, actor.roles, actor.localities, date.today()


def _take_apart(response: HttpResponse) -> _Kept:
    content = response.content
    first, rest = content, []
    marks = [mark.encode() for mark in (NAME_MARK, FORM_MARK)]
    places = sorted((at, mark) for mark in marks for at in _places(content, mark))
    for index, (at, mark) in enumerate(places):
        end = places[index + 1][0] if index + 1 < len(places) else len(content)
        rest.append((mark.decode(), content[at + len(mark) : end]))
    if places:
        first = content[: places[0][0]]
    headers = tuple((name, value) for name, value in response.headers.items() if name != "Content-Length")
    return _Kept(first, tuple(rest), headers, monotonic(), len(content))


def _places(content: bytes, mark: bytes) -> list[int]:
    found, at = [], content.find(mark)
    while at >= 0:
        found.append(at)
        at = content.find(mark, at + len(mark))
    return found


def _put_together(page: _Kept, request: HttpRequest) -> HttpResponse:
    parts = [page.first]
    for mark, text in page.rest:
        parts += (_stands_for(mark, request), text)
    return HttpResponse(b"".join(parts), headers=dict(page.headers))


def _stands_for(mark: str, request: HttpRequest) -> bytes:
    text = str(csrf_input_lazy(request)) if mark == FORM_MARK else escape(request.user.actor.name)  # type: ignore[union-attr]
    return text.encode()


def _without_marks(response: HttpResponse, request: HttpRequest) -> HttpResponse:
    if not response.streaming:
        for mark in (NAME_MARK, FORM_MARK):
            response.content = response.content.replace(mark.encode(), _stands_for(mark, request))
    return response
