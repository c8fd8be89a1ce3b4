"""What must hold for the plan as a document: the years it names, its contents, page references and quoted amounts."""

import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from lcsp.partnership.plan.model.document import (
    AmountUnit,
    ContentsEntry,
    Measure,
    PageReference,
    Section,
    StatedAmount,
)
from lcsp.partnership.plan.model.objectives import Plan
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.numbers import show_number
from lcsp.vocabulary.printed_dates import years_named
from lcsp.vocabulary.records import Records
from lcsp.vocabulary.rulebook import check

# Words of a heading that may name another year than the plan's, and mean it.
_BACK = re.compile(r"review|achiev|perform|outturn|progress|previous|last year|past|evaluat|feedback", re.IGNORECASE)
_AHEAD = re.compile(r"medium term|beyond|next|future|forward|outlook", re.IGNORECASE)
_SCALES = (1, 1000, 1000000)
_FTE = (Measure.FTE, Measure.PRIOR_FTE)


@check("PLAN-03", Level.WARNING, "time")
def sections_name_the_plan_year(plan: Records) -> Faults:
    """A section names the plan's year, and its heading and its text name the same.

    A heading that looks back (a review of performance) or ahead (a medium term plan) may name another year. A column
    headed with last year is most often left over from last year's plan.

    Mend: correct the year, or reword the heading so that it says why it names another.

    Fails:
        section: code | title | period
        section: actions | Key actions 2009-10 | financial 2008/09
    Passes:
        section: code | title | period
        section: actions | Key actions 2009-10 | financial 2009/10
        section: review | Review of performance 2008-9 | financial 2008/09
    """
    for header in plan.all(Plan):
        for section in plan.all(Section):
            titled = years_named(section.title)
            named = {*titled, *((section.period.year,) if section.period else ())}
            other = sorted(named - {header.year.year})
            back = _BACK.search(section.title) and other and other[-1] < header.year.year
            ahead = _AHEAD.search(section.title) and other and other[0] > header.year.year
            if other and not (len(named) == 1 and (back or ahead)):
                years = _years(other)
                part = "its heading names" if other[0] in titled else "it names"
                facts = f"{section.title!r}: {part} {years}, the plan is for {header.year.label}"
                yield Fault(section, "period", facts, "correct the year, or say in the heading why it is another")


@check("PLAN-37", Level.ERROR, "time")
def titles_name_the_plan_year(plan: Records) -> Faults:
    """The year in the plan's title is the plan's year, and the service exists before that year ends.

    Mend: correct the title, the year, or the day on which the service began.

    Fails:
        plan: title | year
        plan: Business plan 2008/09 | financial 2009/10
    Passes:
        plan: title | year
        plan: Business plan 2009/10 | financial 2009/10
    """
    for header in plan.all(Plan):
        titled = years_named(header.title)
        if titled and header.year.year not in titled:
            facts = f"the title is {header.title!r}, the year {header.year.label}"
            yield Fault(header, "year", facts, "correct the title or the year")
        if header.starts_service and header.starts_service > header.year.last_day:
            facts = f"the service begins on {header.starts_service}, after the plan's year ({header.year.label})"
            yield Fault(header, "starts_service", facts, "correct the year or the day")


@check("PLAN-50", Level.WARNING, "time")
def summaries_name_the_plan_year(plan: Records) -> Faults:
    """Where the plan's summary names years, the plan's own is one of them.

    Mend: write the summary anew for the plan's year.

    Fails:
        plan: year | summary
        plan: financial 2009/10 | What the partnerships are to achieve in 2008/09.
    Passes:
        plan: year | summary
        plan: financial 2009/10 | What the partnerships are to achieve in 2009/10, after their first year, 2008/09.
    """
    for header in plan.all(Plan):
        named = years_named(header.summary)
        if named and header.year.year not in named:
            facts = f"the summary names {_years(named)}, the plan is for {header.year.label}"
            yield Fault(header, "summary", facts, "write the summary anew for the plan's year")


def _years(years: Iterable[int]) -> str:
    return " and ".join(f"{year}/{(year + 1) % 100:02}" for year in sorted(set(years)))


@check("PLAN-08", Level.WARNING, "agreement")
def contents_run_forwards(plan: Records) -> Faults:
    """The page numbers of the contents never go backwards.

    Mend: number the contents again, or put the entries in order.

    Fails:
        contents_entry: code | title | order | level | page
        contents_entry: one | Purpose | 1 | 1 | 8
        contents_entry: two | Budget | 2 | 1 | 6
    Passes:
        contents_entry: code | title | order | level | page
        contents_entry: one | Purpose | 1 | 1 | 8
        contents_entry: two | Budget | 2 | 1 | 8
    """
    listed = [(row, row.page) for row in _contents(plan) if row.page is not None]
    for (earlier, page), (later, next_page) in pairwise(listed):
        if next_page < page:
            facts = f"{later.title} is on page {next_page}, listed after {earlier.title} on page {page}"
            yield Fault(later, "page", facts, "correct the page, or put the entries in order")


def _contents(plan: Records) -> list[ContentsEntry]:
    return sorted(plan.all(ContentsEntry), key=lambda row: row.order)


def _page_after(plan: Records, entry: ContentsEntry) -> int | None:
    """Return the page on which the next entry of the same or a higher level begins, or None where none follows."""
    following = (row for row in _contents(plan) if row.order > entry.order and row.level <= entry.level)
    return next((row.page for row in following if row.page is not None), None)


@check("PLAN-09", Level.ERROR, "agreement")
def page_references_lead_there(plan: Records) -> Faults:
    """A page reference names pages on which the contents say its subject stands.

    That is from the page of the contents entry to the page on which the next entry begins.

    Mend: correct the pages.

    Fails:
        contents_entry: code | title | order | level | page
        contents_entry: budget | Budget | 1 | 1 | 24
        contents_entry: actions | Actions | 2 | 1 | 26
        page_reference: code | subject | first_page | last_page | entry
        page_reference: gross | Gross expenditure | 29 | 29 | budget
    Passes:
        contents_entry: code | title | order | level | page
        contents_entry: budget | Budget | 1 | 1 | 24
        contents_entry: actions | Actions | 2 | 1 | 26
        page_reference: code | subject | first_page | last_page | entry
        page_reference: gross | Gross expenditure | 25 | 25 | budget
    """
    for row in plan.all(PageReference):
        if row.first_page > row.last_page:
            facts = f"the first page, {row.first_page}, comes after the last, {row.last_page}"
            yield Fault(row, "first_page", facts, "put the pages in order")
        entry = plan.find(ContentsEntry, row.entry) if row.entry else None
        if entry is None or entry.page is None:
            continue
        after = _page_after(plan, entry)
        if row.first_page < entry.page or (after is not None and row.last_page > after):
            pages = f"{row.first_page}" + (f" to {row.last_page}" if row.last_page != row.first_page else "")
            stands = f"from page {entry.page}" + (f" to {after}" if after is not None else "")
            facts = f"{row.subject}: sent to page {pages}, but {entry.title} stands {stands}"
            yield Fault(row, "first_page", facts, "correct the pages")


@check("PLAN-24", Level.NOTE, "agreement")
def page_references_stay_within_the_contents(plan: Records) -> Faults:
    """A page reference does not lead beyond the page after the last one that the contents know.

    Mend: correct the page, or list in the contents what stands there.

    Fails:
        contents_entry: code | title | order | level | page
        contents_entry: staffing | Staffing | 1 | 1 | 32
        page_reference: code | subject | first_page | last_page | entry
        page_reference: staff | Staff | 34 | 34 | staffing
    Passes:
        contents_entry: code | title | order | level | page
        contents_entry: staffing | Staffing | 1 | 1 | 32
        page_reference: code | subject | first_page | last_page | entry
        page_reference: staff | Staff | 33 | 33 | staffing
    """
    pages = [(row.page, row) for row in _contents(plan) if row.page is not None]
    for row in plan.all(PageReference) if pages else ():
        last, entry = max(pages, key=lambda pair: pair[0])
        named = plan.find(ContentsEntry, row.entry) if row.entry else None
        # Where another entry follows, PLAN-09 has told it.
        if row.last_page > last + 1 and (named is None or _page_after(plan, named) is None):
            title = named.title if named else entry.title
            facts = f"{row.subject}: sent to page {row.last_page}, but the contents end with {title} on page {last}"
            yield Fault(row, "last_page", facts, "correct the page, or list what stands there")


@check("PLAN-29", Level.WARNING, "agreement")
def levels_go_down_by_one(plan: Records) -> Faults:
    """The contents begin at level 1 and go down one level at a time.

    Mend: correct the level.

    Fails:
        contents_entry: code | title | order | level
        contents_entry: one | Purpose | 1 | 1
        contents_entry: two | Indicators | 2 | 3
    Passes:
        contents_entry: code | title | order | level
        contents_entry: one | Purpose | 1 | 1
        contents_entry: two | Performance | 2 | 2
        contents_entry: three | Indicators | 3 | 3
    """
    above = 0
    for row in _contents(plan):
        if not 1 <= row.level <= above + 1:
            before = f"right after level {above}" if above else "as the first"
            yield Fault(row, "level", f"{row.title} is of level {row.level}, {before}", "correct the level")
        above = row.level


@check("PLAN-18", Level.ERROR, "agreement")
def stated_amounts_are_well_formed(plan: Records) -> Faults:
    """A quoted amount has the unit of its measure, and no more digits than were printed.

    Gross and controllable are pounds, staff are FTE. £50.785m with three decimals is a full number of thousands.

    Mend: correct the unit, the measure, the scale or the number of decimals.

    Fails:
        stated_amount: code | value | unit | measure | decimals | scale
        stated_amount: summary | 776.9 | pounds | fte | 1 | 1
    Passes:
        stated_amount: code | value | unit | measure | decimals | scale
        stated_amount: summary | 776.9 | fte | fte | 1 | 1
        stated_amount: gross | 50785000 | pounds | gross | 3 | 1000000
    """
    for row in plan.all(StatedAmount):
        if (row.measure in _FTE) != (row.unit is AmountUnit.FTE):
            facts = f"{row.measure.value} in {row.unit.value}"
            yield Fault(row, "unit", facts, "correct the unit or the measure")
        if row.scale not in _SCALES:
            yield Fault(row, "scale", f"the scale is {row.scale}", "enter 1, 1000 or 1000000")
        elif _decimals(row.value / row.scale) > row.decimals:
            facts = f"{show_number(row.value)} has more digits than {row.decimals} decimals of {row.scale:,} can show"
            yield Fault(row, "decimals", facts, "correct the amount, its scale or its decimals")


def _decimals(number: Decimal) -> int:
    """Return how many decimals `number` needs to be written in full."""
    exponent = number.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
