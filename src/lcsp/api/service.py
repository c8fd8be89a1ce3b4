"""The service itself: its operations, how a request is read, and what becomes of an error."""

import json
import logging
from collections.abc import Callable, Iterable
from decimal import Decimal
from inspect import cleandoc
from typing import Any, TypeVar, cast

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser
from pydantic import BaseModel

from lcsp.actions.records import Unsaved, WouldDangle
from lcsp.api.answers import JSON
from lcsp.api.doors import LARGEST_BODY, Door, Needed
from lcsp.api.problems import Problem, wrong
from lcsp.api.telling import tell_clash, tell_pointer
from lcsp.files import Refused
from lcsp.files.json_records import Misread
from lcsp.store.failures import Failure, failure_of
from lcsp.store.plans import NoPlan
from lcsp.store.revisions import Conflict
from lcsp.vocabulary.actors import Forbidden

_log = logging.getLogger(__name__)
View = TypeVar("View", bound=Callable[..., HttpResponse])
VERSION = "1"


class ExactParser(Parser):
    """Reads JSON without loss: numbers exactly as written, no name twice in an object, no NaN."""

    def parse_body(self, request: HttpRequest) -> Any:
        """Return what the body holds. Raises ValueError, which ninja turns into a problem."""
        try:
            return json.loads(
                request.body.decode(), parse_float=Decimal, parse_constant=_refuse_constant, object_pairs_hook=_once
            )
        except (ValueError, RecursionError) as error:
            request.misread = str(error)  # type: ignore[attr-defined]
            raise


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a number")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    built = dict(pairs)
    if len(built) < len(pairs):
        raise ValueError("a name stands twice in one object, and one of its two values would be lost")
    return built


api = NinjaAPI(
    title="lcsp",
    version=VERSION,
    description="Plans of local children's services partnerships: read, checked and changed by programs.",
    urls_namespace="api",
    docs_url=None,
    openapi_url=None,
    parser=ExactParser(),
)


def operation(
    method: str,
    path: str,
    *,
    needs: Needed,
    gives: type[BaseModel] | None = None,
    status: int = 200,
    tag: str,
    versions: bool = False,
    media: dict[str, int] | None = None,
    open_query: bool = False,
    extra: dict[str, Any] | None = None,
) -> Callable[[View], View]:
    """Return a decorator that makes a function an operation of the API, behind a door that `needs` an action.

    `gives` is the shape of its answer. With `versions`, the request says in If-Match what it read. `media` are the
    types of content, JSON for what takes a body and says nothing else. With `open_query`, the function looks at the
    query parameters itself. `extra` goes into the OpenAPI document.
    """

    def register(view: View) -> View:
        door = Door(needs, writes=method not in ("GET", "HEAD"), media=media or {})
        summary, _, rest = cleandoc(view.__doc__ or "").partition("\n")
        api.api_operation(
            [method],
            path,
            auth=door,
            response={status: gives},
            operation_id=view.__name__,
            summary=summary.rstrip("."),
            description=" ".join(rest.split()),
            tags=[tag],
            openapi_extra={**(extra or {}), "x-needs": str(needs), "x-versions": versions},
        )(view)
        made = view._ninja_operation  # type: ignore[attr-defined]  # noqa: SLF001 - how ninja hands it over
        sources = {model.__ninja_param_source__: model for model in made.models}
        if "body" in sources and not media:
            door.media = {JSON: LARGEST_BODY}
        query = sources.get("query")
        door.takes = None if open_query else frozenset(query.__ninja_flatten_map__ if query else ())
        return view

    return register


def answer_to(error: Exception, request: HttpRequest) -> HttpResponse:
    """Return the answer that tells of `error`."""
    return _problem_of(error, request).answer()


def _problem_of(error: Exception, request: HttpRequest) -> Problem:
    for known, make in _MADE_OF:
        if isinstance(error, known):
            return make(error, request)
    if failure := failure_of(error):
        _log.error("the API could keep nothing: %s", failure.value)
        code = "no-room" if failure in (Failure.FULL, Failure.DISK) else "no-answer"
        return Problem(code, f"Nothing was changed: {failure.value}. Ask again later.", {"Retry-After": "60"})
    _log.exception("the API failed", exc_info=error)
    return Problem("failed", "Nothing was changed. Tell who runs the site, with the answer's X-Request-ID.")


def _of_validation(error: Any, _: HttpRequest) -> Problem:
    return wrong((_place(found["loc"]), _said(found)) for found in error.errors)


def _place(parts: Iterable[Any]) -> str:
    kept = [str(part) for part in parts]
    return ".".join(kept[2:] if kept[0] == "body" and len(kept) > 2 else kept)


def _said(found: dict[str, Any]) -> str:
    text = str(found["msg"]).removeprefix("Value error, ")
    return text[:1].lower() + text[1:]


def _of_http(error: Any, request: HttpRequest) -> Problem:
    if error.status_code == 413 or isinstance(error.__cause__, RequestDataTooBig):
        return Problem("too-large", "More was sent than is taken at once.")
    why = getattr(request, "misread", str(error))
    return Problem("not-understood", f"The body is not JSON as it is read here: {why}.")


def _of_conflict(error: Any, _: HttpRequest) -> Problem:
    said = "Somebody else changed the same records since you read them: look at both versions, then send yours again."
    return Problem("changed-meanwhile", said, clashes=[tell_clash(clash) for clash in error.clashes])


def _of_dangling(error: Any, _: HttpRequest) -> Problem:
    said = "Change what refers to it first, or send leave_dangling with the value true."
    return Problem("would-dangle", said, dangling=[tell_pointer(plan, pointer) for plan, pointer in error.pointers])


def _of_misread(error: Any, _: HttpRequest) -> Problem:
    return wrong((f"record.{mistake.field}", mistake.said) for mistake in error.mistakes)


def _of_refused(error: Any, _: HttpRequest) -> Problem:
    return wrong((problem.source or "the file", str(problem)) for problem in error.problems)


_MADE_OF: tuple[tuple[type[Exception], Callable[[Any, HttpRequest], Problem]], ...] = (
    (Problem, lambda error, _: error),
    (ValidationError, _of_validation),
    (Misread, _of_misread),
    (Refused, _of_refused),
    (Conflict, _of_conflict),
    (WouldDangle, _of_dangling),
    (Unsaved, lambda error, _: Problem("not-saved", str(error))),
    (Forbidden, lambda error, _: Problem("not-permitted", str(error))),
    (NoPlan, lambda error, _: Problem("not-found", str(error))),
    (Http404, lambda error, _: Problem("not-found", str(error) or "There is nothing at this address.")),
    (HttpError, _of_http),
    (RequestDataTooBig, lambda *_: Problem("too-large", "More was sent than is taken at once.")),
    (SuspiciousOperation, lambda error, _: Problem("not-understood", str(error))),
)
for _kind in (Exception, Http404, HttpError, ValidationError):
    api.add_exception_handler(_kind, lambda request, error: answer_to(cast("Exception", error), request))
