"""Puts the plan's document together: what stands on its cover, the summary, the parts and the annexes."""

from collections.abc import Iterator

from lcsp.checks import Outcome
from lcsp.reports.document import Block, Document, Note, NoteKind
from lcsp.reports.plan_document.annexes import build_annexes
from lcsp.reports.plan_document.index import Index
from lcsp.reports.plan_document.parts import build_parts
from lcsp.reports.plan_document.summary import build_summary
from lcsp.reports.plan_document.wording import capital, counted, day_words, period_words
from lcsp.reports.words import InternalLink, Paragraph
from lcsp.vocabulary.findings import Level
from lcsp.whole_plan import WholePlan

_ILLUSTRATIVE = "illustrative data"


def build_document(plan: WholePlan, outcome: Outcome, *, draft: bool) -> Document:
    """Return the document of `plan`; `outcome` is what the rules say of it, `draft` marks every page."""
    header, index = plan.header, Index(plan)
    title = f"{header.title} ({_ILLUSTRATIVE})" if header.illustrative else header.title
    parts, annexes = build_parts(index), build_annexes(index, outcome)
    return Document(
        title=title,
        blocks=(*_warning(index, outcome), build_summary(index), *parts, *annexes),
        subtitle=", ".join(name for name in (header.service, header.directorate) if name),
        organisation=header.organisation,
        status=tuple(_status(plan)),
        draft=draft,
        keywords=(header.year.label, "children's services", "business plan"),
    )


def _status(plan: WholePlan) -> Iterator[str]:
    header, year = plan.header, plan.header.year
    days = f"{day_words(year.first_day)} to {day_words(year.last_day)}"
    yield f"{capital(header.level.value)} plan for the {period_words(year)}: {days}"
    if header.county_plan:
        yield f"It builds on the county plan: {_county_words(plan)}"
    if header.illustrative:
        yield "The data are made up for demonstration."


def _county_words(plan: WholePlan) -> str:
    """Return the county plan's title and organisation; its code where that plan is not at hand."""
    county = plan.inherits.header if plan.inherits else None
    return f"{county.title}, {county.organisation}" if county else plan.header.county_plan or ""


def _warning(index: Index, outcome: Outcome) -> Iterator[Block]:
    """Yield, for a plan with errors, the note that stands before everything else."""
    if errors := outcome.count(Level.ERROR):
        words = (
            "The rule book found what would mislead a reader. ",
            InternalLink("The annex of errors", index.anchor("annex", "errors"), page=True),
            " lists it.",
        )
        yield Note(f"This draft has {counted(errors, 'error')}", (Paragraph(words),), NoteKind.WARNING)
