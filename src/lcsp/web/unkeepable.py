"""Turns away text that neither database nor document can hold, before any page takes it, and names the character."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse

from lcsp.vocabulary.kinds import clean
from lcsp.web.refusals import Unkeepable

_ANSWER_THEMSELVES = "/api/"  # with problem details, not with a page


class RefusesUnkeepable:
    """Answers 400 to an address or a form with a control character: PostgreSQL cannot keep some, nothing shows them."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer of the page."""
        return self._answer(request)

    def process_view(
        self, request: HttpRequest, _view: Callable[..., HttpResponse], _args: Any, kwargs: dict[str, Any]
    ) -> None:
        """Raise Unkeepable where an address or a field holds what cannot be kept."""
        if request.path.startswith(_ANSWER_THEMSELVES):
            return
        for place, text in _texts(request, kwargs):
            try:
                clean(text)
            except ValueError as error:
                raise Unkeepable(f"{place} {error}.") from None


def _texts(request: HttpRequest, kwargs: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what was sent, each with what it is called in a message."""
    yield from (("The address", value) for value in kwargs.values() if isinstance(value, str))
    yield from (("The address", str(value)) for name, values in request.GET.lists() for value in (name, *values))
    # The form of a record says itself which of its fields is wrong; what it sends beside them has a hyphen.
    of_record = "room" in kwargs
    for name, values in request.POST.lists():
        if "-" in name or not of_record:
            called = f"What was typed ({name.rpartition('-')[2].replace('_', ' ')})"
            yield from ((called, str(value)) for value in values)
