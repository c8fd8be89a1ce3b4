"""The box at the front: the headline amounts with the table that proves them, and what they pay for."""

from collections.abc import Iterator
from decimal import Decimal

from lcsp.partnership.finance import BudgetLine, LineKind
from lcsp.partnership.plan import AmountUnit, Measure, Section, Service, StatedAmount
from lcsp.reports.document import KeyFigure, SummaryBox
from lcsp.reports.plan_document.index import Index
from lcsp.reports.plan_document.prose import read_prose
from lcsp.reports.plan_document.record_tables import record_name
from lcsp.reports.plan_document.wording import number_words
from lcsp.reports.words import InternalLink, List, Paragraph, Words, plain
from lcsp.vocabulary.money import MINUS, show_fixed, show_pounds
from lcsp.whole_plan import WholePlan

SUMMARY = "executive-summary"
_MEASURES = {
    Measure.GROSS: ("gross", "gross, before income"),
    Measure.CONTROLLABLE: ("controllable", "controllable, after income"),
    Measure.FTE: ("fte", "full-time equivalent staff"),
}
_SCALES = {1: "", 1_000: " thousand", 1_000_000: "m"}


def build_summary(index: Index) -> SummaryBox:
    """Return the summary box: what the plan states, and what its totals say where it states nothing."""
    section = index.plan.find(Section, SUMMARY)
    title = section.title if section else "Summary"
    told = record_name(section or index.plan.header)
    return SummaryBox(title, index.anchor("summary"), tuple(_figures(index)), tuple(_blocks(index, section)), told)


def main_total(plan: WholePlan) -> BudgetLine | None:
    """Return the budget line whose amounts the plan quotes, or else its first total."""
    totals = sorted((line for line in plan.all(BudgetLine) if line.kind is LineKind.TOTAL), key=lambda line: line.order)
    quoted = (plan.find(BudgetLine, stated.restates) for stated in plan.all(StatedAmount) if stated.restates)
    return next((line for line in quoted if line), totals[0] if totals else None)


def _figures(index: Index) -> Iterator[KeyFigure]:
    stated = {amount.measure: amount for amount in reversed(index.plan.all(StatedAmount))}
    total = main_total(index.plan)
    for measure, (field, label) in _MEASURES.items():
        if amount := stated.get(measure):
            yield KeyFigure(stated_words(amount), label, amount.value, _source(index, total))
        elif total and (value := getattr(total, field)) is not None:
            yield KeyFigure(_total_words(measure, value), label, value, _source(index, total))


def _source(index: Index, total: BudgetLine | None) -> InternalLink | None:
    return InternalLink("Revenue budget", index.anchor("table", "revenue-budget"), page=True) if total else None


def _total_words(measure: Measure, value: Decimal) -> str:
    return f"{show_fixed(value, 1)} FTE" if measure is Measure.FTE else show_pounds(value)


def stated_words(amount: StatedAmount) -> str:
    """Return a stated amount as the plan prints it: £50.785m, 776.9 FTE."""
    scaled = amount.value / (amount.scale or 1)
    if amount.unit is AmountUnit.FTE:
        return f"{number_words(scaled, amount.decimals)} FTE"
    scale = _SCALES.get(amount.scale, f" (times {amount.scale:,})")
    return f"{MINUS if scaled < 0 else ''}£{number_words(abs(scaled), amount.decimals)}{scale}"


def _blocks(index: Index, section: Section | None) -> Iterator[Paragraph | List]:
    header = index.plan.header
    if header.summary:
        yield from read_prose(header.summary)
    if section:
        yield from (_linked(index, block) for block in read_prose(section.text))
    elif services := index.plan.all(Service):
        yield Paragraph("The money pays for:")
        ordered = sorted(services, key=lambda service: service.order)
        yield List(index.links("service", tuple(service.code for service in ordered)))
    elif not header.summary:
        yield Paragraph("The plan has no summary.")


def _linked(index: Index, block: Paragraph | List) -> Paragraph | List:
    """Return the block with list items that name a service, or an alias of one, made into links to it."""
    if isinstance(block, Paragraph):
        return block
    names = {
        name.casefold(): service.code
        for service in index.plan.all(Service)
        for name in (*service.aliases, service.name)
    }

    def linked(item: Words) -> Words:
        code = names.get(plain(item).casefold())
        return index.link("service", code, plain(item)) if code else item

    return List(tuple(map(linked, block.items)))
