"""Core services: what each is for, its price and manager, and what it does."""

from collections.abc import Iterator

from lcsp.partnership.finance import BudgetLine, LineKind
from lcsp.partnership.plan import Activity, Service
from lcsp.reports.document import Block, Heading
from lcsp.reports.plan_document.index import Index
from lcsp.reports.plan_document.record_tables import record_name, record_names
from lcsp.reports.plan_document.wording import joined, number_words, sentence
from lcsp.reports.words import InternalLink, List, Paragraph, Strong, Words
from lcsp.vocabulary.money import show_fixed, show_pounds


def build_services(index: Index) -> list[Block]:
    """Return a heading with its price, the facts and the activities of each service, in the plan's order."""
    ordered = sorted(index.plan.all(Service), key=lambda service: service.order)
    return [block for service in ordered for block in _service_blocks(index, service)]


def _service_blocks(index: Index, service: Service) -> Iterator[Block]:
    price = f": {show_pounds(service.price)}" if service.price is not None else ""
    yield Heading(f"{service.name}{price}", index.anchor("service", service.code), 3, record=record_name(service))
    if service.purpose or service.note:
        yield Paragraph(" ".join(sentence(text) for text in (service.purpose, service.note) if text))
    yield Paragraph(joined(_facts(index, service), " "))
    activities = index.of(Activity, "service", service.code)
    if activities:
        yield List(tuple(map(_activity_words, activities)), records=record_names(activities))


def _facts(index: Index, service: Service) -> Iterator[Words]:
    manager = index.name("post", service.manager) or "not stated"
    yield (Strong("Accountable manager:"), f" {manager}.")
    lines = [line for line in index.of(BudgetLine, "service", service.code) if line.kind is LineKind.LINE]
    for line in lines:
        yield (Strong("Budget:"), " ", *_budget_words(index, service, line), ".")
    if not lines and index.plan.all(BudgetLine):
        yield (Strong("Budget:"), " no line of its own in the revenue budget.")


def _budget_words(index: Index, service: Service, line: BudgetLine) -> Iterator[str | InternalLink]:
    """Yield what the budget line gives a service, as a link to the budget table."""
    amount = show_pounds(line.controllable) if line.controllable is not None else "no amount"
    staff = f" and {show_fixed(line.fte, 1)} FTE" if line.fte is not None else ""
    yield f"{amount}{staff} ("
    named = "revenue budget" if line.name.casefold() == service.name.casefold() else f"budget line {line.name}"
    yield InternalLink(named, index.anchor("table", "revenue-budget"))
    yield ")"


def _activity_words(activity: Activity) -> str:
    if activity.volume is None:
        return activity.title
    return f"{activity.title}: {number_words(activity.volume)} {activity.volume_unit}".strip()
