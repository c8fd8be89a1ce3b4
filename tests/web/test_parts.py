"""The macros: what they are given is shown, harmless, and tied together for those who listen."""

import re
from typing import Any

import pytest
from django.template import engines
from jinja2 import UndefinedError
from markupsafe import Markup

from lcsp.vocabulary.findings import Level
from lcsp.web.showing import Beside, Cell, Choice, Fact, Field, Head

HOSTILE = '"><script>alert(1)</script>'


def make(source: str, **context: Any) -> str:
    """The text of a template written here."""
    return str(engines["jinja2"].from_string(source).render(context))


def field(**given: Any) -> str:
    """A field as a page has it."""
    return make("{{ parts.field(field) }}", field=Field(**{"name": "title", "label": "Title", **given}))


@pytest.mark.parametrize(
    "kind",
    ["text", "textarea", "number", "pounds", "date", "select", "radios", "checkboxes", "reference", "several", "file"],
)
def test_every_input_is_named_described_and_harmless(kind: str) -> None:
    choices = (Choice(HOSTILE, HOSTILE, HOSTILE), Choice("b", "B"))
    page = field(
        input=kind, value=HOSTILE, hint=HOSTILE, errors=(HOSTILE,), choices=choices, label=HOSTILE,
        beside=(Beside(Level.ERROR, HOSTILE, HOSTILE, HOSTILE, HOSTILE),),
    )  # fmt: skip
    assert "<script" not in page
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    described = re.search(r'aria-describedby="(field-title-hint[^"]*)"', page)
    assert described
    assert set(described[1].split()) <= set(ids)
    assert {"field-title-hint", "field-title-error", "field-title-findings"} <= set(described[1].split())
    assert 'id="field-title"' in page, "the summary of mistakes leads nowhere"


def test_a_value_that_is_no_choice_is_kept() -> None:
    page = field(input="select", value="old", choices=(Choice("new", "New"),))
    assert '<option value="old" selected>old</option>' in page


@pytest.mark.parametrize("value", ["one\ntwo", "\nbegins with a line", "  spaces  "])
def test_a_text_of_several_lines_comes_back_as_it_was(value: str) -> None:
    page = field(input="textarea", value=value)
    inside = page.split("<textarea", 1)[1].split(">", 1)[1].split("</textarea>")[0]
    assert inside.removeprefix("\n") == value if inside.startswith("\n") else inside == value


def test_a_field_that_is_checked_while_typing_asks_and_is_answered() -> None:
    page = field(check="/check/")
    assert 'hx-post="/check/"' in page
    assert 'hx-swap="none"' in page
    answer = make(
        "{{ parts.beside('title', found, true) }}", found=[Beside(Level.NOTE, "the facts", "mend it", "PLAN-01")]
    )
    assert '<div hx-swap-oob="innerHTML:#field-title-findings">' in answer
    assert "The facts." in answer
    assert "Mend it." in answer


def test_a_field_that_nobody_asks_about_has_an_empty_region_for_later() -> None:
    assert '<div class="lcsp-beside" id="field-title-findings" aria-live="polite"></div>' in field()


HEADS = (Head("Code", address="?sort=code", order="descending"), Head("Cost", numeric=True), Head("State"))


def table(rows: list[tuple[object, ...]], **options: Any) -> str:
    """A table as a page has it."""
    return make("{{ parts.table('t', 'Caption', heads, rows, **options) }}", heads=HEADS, rows=rows, options=options)


def test_a_table_says_how_it_is_sorted_and_what_names_a_row() -> None:
    page = table([(Cell("7B", "/7B/", under="under"), "£5", Cell("", status="late"))])
    assert page.count("aria-sort=") == 1
    assert 'aria-sort="descending"' in page
    assert re.search(
        r'<th scope="row"[^>]*><a class="govuk-link" href="/7B/">7B</a><span class="lcsp-under">under', page
    )
    assert '<td class="n">£5</td>' in page
    assert "Late</strong>" in page
    assert re.search(r'role="region" aria-labelledby="t-caption" tabindex="0"', page)


def test_cells_are_harmless_unless_marked() -> None:
    page = table(
        [(HOSTILE, Markup("<svg></svg>"), None), (Cell(HOSTILE, HOSTILE, HOSTILE, HOSTILE), 0, 1.5)], stacked=True
    )
    assert "<script" not in page
    assert "<svg></svg>" in page
    assert ">0</td>" in page


def test_an_empty_table_says_so() -> None:
    assert "Nothing to show." in table([])
    assert "<table" not in table([])


def test_a_summary_list_shows_what_is_missing_and_what_is_nought() -> None:
    page = make("{{ parts.summary_list(f) }}", f=[Fact("A", None), Fact("B", ""), Fact("C", 0, "/c/", "the cost")])
    assert page.count("Not given") == 2
    assert ">0</span>" in page
    assert 'Change<span class="govuk-visually-hidden"> the cost</span>' in page


@pytest.mark.parametrize(
    ("page", "pages", "wanted"),
    [(1, 1, []), (1, 3, ["1", "2", "3"]), (5, 9, ["1", "4", "5", "6", "9"]), (9, 9, ["1", "8", "9"])],
)
def test_pagination_shows_the_ends_and_the_neighbours(page: int, pages: int, wanted: list[str]) -> None:
    text = make("{{ parts.pagination(page, pages, '/x/', {'sort': 'code'}) }}", page=page, pages=pages)
    assert re.findall(r'aria-label="Page (\d+)"', text) == wanted
    assert not wanted or f'href="/x/?sort=code&amp;page={pages}"' in text
    assert text.count('aria-current="page"') == bool(wanted)


def test_a_name_that_is_not_given_is_a_mistake() -> None:
    with pytest.raises(UndefinedError):
        make("{{ nothing_of_this_name }}")
