"""What the macros of pages are given, and how values read on a page: rounded as reports round them."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.utils.timezone import localtime

from lcsp.reports.pictures.amounts import short_pounds
from lcsp.reports.plan_document.wording import capital, counted, day_words, number_words, sentence
from lcsp.vocabulary.findings import Level
from lcsp.vocabulary.money import show_fixed, show_pounds, show_thousands


class NavLink(NamedTuple):
    """A link of a navigation."""

    words: str
    address: str
    current: bool = False


class Crumb(NamedTuple):
    """A step of the breadcrumbs; the page itself is not one of them."""

    words: str
    address: str


class PlanName(NamedTuple):
    """The plan that a page is about. `locality` is the code of its area, blank for a county plan."""

    code: str
    title: str
    illustrative: bool = False
    locality: str = ""


class Choice(NamedTuple):
    """Something that can be chosen: the value that is sent, the words shown, and what explains them."""

    value: str
    words: str
    hint: str = ""


class Beside(NamedTuple):
    """A finding beside a field: its level, the facts, what would mend it, and the address of its rule."""

    level: Level
    facts: str
    mend: str = ""
    code: str = ""
    address: str = ""


class Field(NamedTuple):
    """One field of a form.

    `input` is one of: text, textarea, number, pounds, date, select, radios, checkbox, checkboxes, reference, several,
    file. `value` is the text as typed (for `checkboxes`, the values joined by "; "). `beside` are findings, `check` the
    address that is asked for them while somebody types. `width` is in characters (2 to 5, 10, 20; 0 = all there is).
    """

    name: str
    label: str
    input: str = "text"
    value: str = ""
    hint: str = ""
    errors: tuple[str, ...] = ()
    beside: tuple[Beside, ...] = ()
    choices: tuple[Choice, ...] = ()
    required: bool = False
    width: int = 0
    check: str = ""
    read_only: bool = False

    @property
    def id(self) -> str:
        """The id of its input."""
        return f"field-{self.name}"

    @property
    def chosen(self) -> frozenset[str]:
        """The values of several choices."""
        return frozenset(part.strip() for part in self.value.split(";"))


class Head(NamedTuple):
    """The head of a column; `address` sorts by it, `order` ("ascending", "descending") says that the rows are."""

    words: str
    numeric: bool = False
    address: str = ""
    order: str = ""


class Cell(NamedTuple):
    """A cell that is more than a text: a link (`address`), a status word (`status`), a quiet second line (`under`)."""

    words: object
    address: str = ""
    status: str = ""
    under: str = ""


class Fact(NamedTuple):
    """A row of a summary list; `change` is the address of the page that changes it, `what` says to ears what it is."""

    name: str
    value: object
    change: str = ""
    what: str = ""
    beside: tuple[Beside, ...] = ()


class Slip(NamedTuple):
    """A mistake that stops a form, in the summary above it; `address` leads to its field, such as #field-title."""

    words: str
    address: str = ""


# The colour of each status word; the word always stands beside its colour.
COLOURS: Mapping[str, str] = {
    "green": "green",
    "amber": "yellow",
    "red": "red",
    "unknown": "grey",
    "done": "green",
    "on track": "teal",
    "at risk": "yellow",
    "late": "red",
    "not started": "grey",
    "error": "red",
    "warning": "yellow",
    "note": "grey",
    "accepted": "teal",
    "draft": "yellow",
    "edition": "green",
    "illustrative": "purple",
    "added": "green",
    "changed": "yellow",
    "removed": "red",
    "moved": "grey",
}


def status_colour(status: str) -> str:
    """Return the colour of a tag; grey for a word that has none of its own."""
    return COLOURS.get(status.lower(), "grey")


def moment_words(at: datetime) -> str:
    """Return the day and time of `at` on the planner's clock, as 31 July 2009 at 14:05."""
    here = localtime(at)
    return f"{day_words(here.date())} at {here:%H:%M}"


def day_text(day: date | datetime | None) -> str:
    """Return `day` as 31 July 2009; blank for None."""
    return day_words(localtime(day).date() if isinstance(day, datetime) else day)


def pounds(amount: Decimal | None) -> str:
    """Return `amount` in full, as £870,100; blank for None."""
    return "" if amount is None else show_pounds(amount)


def thousands(amount: Decimal | None, decimals: int = 1) -> str:
    """Return `amount` (pounds) in £000; blank for None."""
    return "" if amount is None else show_thousands(amount, decimals)


def fte(amount: Decimal | None) -> str:
    """Return full-time equivalents to one decimal, as the published plan has them; blank for None."""
    return "" if amount is None else show_fixed(amount, 1)


def number(value: Decimal | int | None) -> str:
    """Return a number exactly, with thousands commas; blank for None."""
    return "" if value is None else number_words(Decimal(value))


def out_of(part: int, whole: int) -> str:
    """Return "3 of 8"."""
    return f"{part:,} of {whole:,}"


def query_text(query: Mapping[str, Any]) -> str:
    """Return "?sort=code&q=x" for the parts of `query` that are given; blank where none is."""
    given = {name: value for name, value in query.items() if value not in (None, "")}
    return f"?{urlencode(given, doseq=True)}" if given else ""


FILTERS: Mapping[str, Callable[..., Any]] = {
    "as_query": query_text,
    "capital": capital,
    "counted": counted,
    "day": day_text,
    "fte": fte,
    "moment": moment_words,
    "number": number,
    "out_of": out_of,
    "pounds": pounds,
    "sentence": sentence,
    "short_pounds": short_pounds,
    "status_colour": status_colour,
    "thousands": thousands,
}
