"""The plan as a document: pages in order and references within them pass, what leads astray is found."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lcsp.checks import run
from lcsp.checks.manual import example_plan
from lcsp.checks.rule_book import chosen

ENTRIES = "contents_entry: code | title | order | level | page\n"
AMOUNTS = "stated_amount: code | value | unit | measure | decimals | scale\n"
REFERENCES = "page_reference: code | subject | first_page | last_page | entry\n"
pages = st.lists(st.integers(1, 60), min_size=2, max_size=8)


def codes(text: str, *wanted: str) -> list[str]:
    """Return the codes of the findings of the rules `wanted`."""
    return sorted(finding.code for finding in run(example_plan(text), chosen(wanted, ())).findings)


def contents(numbers: list[int]) -> str:
    """Return contents of level 1 with these pages."""
    return ENTRIES + "".join(f"contents_entry: e{n} | E{n} | {n + 1} | 1 | {page}\n" for n, page in enumerate(numbers))


@given(pages)
def test_contents_are_found_where_they_go_backwards(numbers: list[int]) -> None:
    assert bool(codes(contents(numbers), "PLAN-08")) == (numbers != sorted(numbers))


@given(pages.map(sorted), st.data())
def test_a_reference_lies_between_its_entry_and_the_next(numbers: list[int], data: st.DataObject) -> None:
    entry = data.draw(st.integers(0, len(numbers) - 2))
    first, last = data.draw(st.integers(1, 70)), data.draw(st.integers(1, 70))
    found = codes(f"{contents(numbers)}{REFERENCES}page_reference: r | It | {first} | {last} | e{entry}", "PLAN-09")
    assert (found == []) == (numbers[entry] <= first <= last <= numbers[entry + 1])


def test_a_reference_under_a_part_may_lead_to_its_sections() -> None:
    rows = "contents_entry: part | Part | 1 | 1 | 8\ncontents_entry: section | Section | 2 | 2 | 10\n"
    rows += "contents_entry: next | Next | 3 | 1 | 14\n"
    text = f"{ENTRIES}{rows}{REFERENCES}page_reference: r | It | 12 | 12 | "
    assert codes(text + "part", "PLAN-09") == codes(text + "section", "PLAN-09") == []


@pytest.mark.parametrize(("page", "expected"), [(32, []), (33, []), (34, ["PLAN-24"])])
def test_a_reference_beyond_the_contents(page: int, expected: list[str]) -> None:
    text = f"{contents([24, 32])}{REFERENCES}page_reference: r | It | {page} | {page} | e1"
    assert codes(text, "PLAN-09", "PLAN-24") == expected


@pytest.mark.parametrize(
    ("title", "period", "expected"),
    [
        ("Key actions 2009 - 10", "financial 2009/10", []),
        ("Key actions 2009 - 10", "financial 2008/09", ["PLAN-03"]),
        ("Key actions 2008 - 9", "financial 2008/09", ["PLAN-03"]),
        ("Key actions", "financial 2008/09", ["PLAN-03"]),
        ("Key actions", "", []),
        ("Review of performance 2008-9", "financial 2008/09", []),
        ("Review of performance 2008-9", "financial 2007/08", ["PLAN-03"]),
        ("Review of performance 2010/11", "financial 2010/11", ["PLAN-03"]),
        ("Medium term plan 2010/11", "financial 2010/11", []),
        ("Kent plan 2008-2011", "", []),
    ],
)
def test_years_that_a_section_names(title: str, period: str, expected: list[str]) -> None:
    assert codes(f"section: code | title | period\nsection: s | {title} | {period}", "PLAN-03") == expected


@given(st.integers(-(10**9), 10**9), st.integers(0, 3), st.sampled_from([1, 1000, 1000000]))
def test_an_amount_as_printed_is_well_formed(printed: int, decimals: int, scale: int) -> None:
    """Any number with so many decimals, at that scale, could have been printed."""
    value = Decimal(printed * scale).scaleb(-decimals)
    row = f"stated_amount: a | {value:f} | pounds | gross | {decimals} | {scale}"
    assert codes(f"{AMOUNTS}{row}", "PLAN-18") == []


@pytest.mark.parametrize(
    ("value", "unit", "measure", "decimals", "scale"),
    [
        ("50785100", "pounds", "gross", 3, 1000000),
        ("776.95", "fte", "fte", 1, 1),
        ("776.9", "fte", "gross", 1, 1),
        ("776.9", "fte", "fte", 1, 10),
    ],
)
def test_an_amount_that_cannot_be_printed_so(value: str, unit: str, measure: str, decimals: int, scale: int) -> None:
    row = f"stated_amount: a | {value} | {unit} | {measure} | {decimals} | {scale}"
    assert codes(f"{AMOUNTS}{row}", "PLAN-18") == ["PLAN-18"]


def test_the_title_names_the_year() -> None:
    text = "plan: title | year | starts_service\nplan: {} | financial 2009/10 | {}"
    assert codes(text.format("Plan 2009/10", "2008-09-01"), "PLAN-37") == []
    assert codes(text.format("Plan for Kent", ""), "PLAN-37") == []
    assert codes(text.format("Plan 2009/10", "2010-09-01"), "PLAN-37") == ["PLAN-37"]
