"""How a public page is answered: the same for everybody, without a cookie, kept ready, and not sent twice."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from functools import wraps
from hashlib import sha256
from threading import Lock
from typing import Any, Concatenate, ParamSpec, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.template import engines
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag

from lcsp.store.published import Stamp, read_stamp
from lcsp.web.refusals import not_taken

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

MOST_BYTES = 64 * 1024 * 1024
LARGEST = 4 * 1024 * 1024
FRESH = "public, max-age=60"
FOR_EVER = "public, max-age=31536000, immutable"

_kept: OrderedDict[tuple[str, str, Stamp], HttpResponse] = OrderedDict()
_lock = Lock()


def open_to_all(view: View[P]) -> View[P]:
    """Let anybody look at what `view` answers, and keep it until something else is published.

    Only for what depends on the address and on what is published, and on nothing of who asks.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return not_taken(request, ["GET"])
        try:
            response = _find(request, lambda: view(request, *args, **kwargs))
        except Http404 as absent:
            context = {"said": str(absent.args[0]) if absent.args else "There is no such page."}
            return fill(request, "public/not_found.html", context, status=404)
        return _unless_known(request, response)

    answer.is_open_to_all = True  # type: ignore[attr-defined]  # the test of all addresses finds it by this
    return cast("View[P]", answer)


def _find(request: HttpRequest, make: Callable[[], HttpResponse]) -> HttpResponse:
    key = (request.get_host(), request.get_full_path(), read_stamp())
    with _lock:
        found = _kept.get(key)
        if found is not None:
            _kept.move_to_end(key)
            return found
    made = make()
    made.headers.setdefault("Cache-Control", FRESH)
    made.headers.setdefault("ETag", quote_etag(sha256(made.content).hexdigest()[:32]))
    if made.status_code == 200 and len(made.content) <= LARGEST:
        with _lock:
            _kept[key] = made
            while sum(len(page.content) for page in _kept.values()) > MOST_BYTES:
                _kept.popitem(last=False)
    return made


def _unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Return a copy of `response` of this request's own, or 304 where the browser has it already."""
    known = get_conditional_response(request, etag=response.headers.get("ETag"))
    if known is not None and known.status_code == 304:
        for name in ("Cache-Control", "ETag"):
            known.headers[name] = response.headers[name]
        return known
    return HttpResponse(response.content, status=response.status_code, headers=dict(response.headers))


def fill(request: HttpRequest, template: str, context: Mapping[str, Any], *, status: int = 200) -> HttpResponse:
    """Return the public page `template`, filled; nothing of who asks is in it."""
    told = {
        "request": request,
        "actor": None,
        "section": "",
        "of_plan": None,
        "site_links": (),
        "plan_links": (),
        "messages": (),
        "htmx": False,
        "csrf_input": "",
        "sought": "",
        "canonical": "",
        **context,
    }
    return HttpResponse(engines["jinja2"].get_template(template).render(told), status=status)
