"""Key actions: a block for each, with its parts, who answers for it, what it serves, and what it delivers by when."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from lcsp.partnership.plan import Accountability, DateKind, Deliverable, KeyAction, Link, SubAction
from lcsp.reports.document import Block, Heading, KeyValues
from lcsp.reports.plan_document.index import Index
from lcsp.reports.plan_document.record_tables import (
    Fact,
    naming_fact,
    record_name,
    record_names,
    record_table,
    words_fact,
)
from lcsp.reports.plan_document.wording import capital, day_words, is_month_end, joined, month_words, sentence
from lcsp.reports.tables import Table
from lcsp.reports.words import List, Paragraph, Strong, Words

_CATCH_ALL = "A catch-all: nothing in particular is named."
_Part = TypeVar("_Part", Accountability, Link)


def build_actions(index: Index) -> list[Block]:
    """Return the blocks of every key action, in the plan's order."""
    return [block for action in index.plan.all(KeyAction) for block in _action_blocks(index, action)]


def _action_blocks(index: Index, action: KeyAction) -> Iterator[Block]:
    yield Heading(
        f"{action.code}. {action.title}", index.anchor("key-action", action.code), 3, record=record_name(action)
    )
    if action.description:
        yield Paragraph(sentence(action.description))
    if parts := index.of(SubAction, "action", action.code):
        items = tuple((Strong(f"{part.code} {part.title}."), f" {sentence(part.description)}") for part in parts)
        yield List(items, records=record_names(parts))
    yield KeyValues(tuple(_facts(index, action)))
    yield from _served(index, action)
    deliverables = index.of(Deliverable, "action", action.code)
    if deliverables:
        yield _deliverables_table(index, action, sorted(deliverables, key=lambda row: row.order))
    else:
        yield Paragraph("The plan states no deliverable.")


def _facts(index: Index, action: KeyAction) -> Iterator[tuple[str, Words]]:
    answering = index.of(Accountability, "action", action.code)
    groups = (
        _of_part(part, joined((_post_words(index, row) for row in rows), ", ")) for part, rows in _by_part(answering)
    )
    yield "Accountable", joined(groups, "; ") or "The plan names no post."
    if action.mandates:
        yield "Required by", capital(", ".join(mandate.value for mandate in action.mandates))
    if action.capital:
        yield "Capital project", "Yes: it needs a gateway review first."


def _by_part(rows: Iterable[_Part]) -> list[tuple[str, list[_Part]]]:
    """Return the rows by the part of the action that they are about; "" is the whole action."""
    groups: dict[str, list[_Part]] = {}
    for row in rows:
        groups.setdefault(row.sub_action or "", []).append(row)
    return list(groups.items())


def _of_part(part: str, words: Words) -> Words:
    return joined((f"{part}: " if part else "", words), "")


def _post_words(index: Index, row: Accountability) -> str:
    organisation = f" ({row.organisation})" if row.organisation else ""
    return f"{index.name('post', row.post)}{organisation}"


def _served(index: Index, action: KeyAction) -> Iterator[Block]:
    links = index.of(Link, "action", action.code)
    items = [
        *(f"County plan: action {code}. {index.name('key_action', code)}" for code in action.serves),
        *(_of_part(part, words) for part, rows in _by_part(links) for words in dict.fromkeys(_link_words(index, rows))),
    ]
    if items:
        yield Paragraph((Strong("Serves"),))
        yield List(tuple(items))
    else:
        yield Paragraph("The plan states no objective, indicator or service that it serves.")


def _link_words(index: Index, links: Iterable[Link]) -> Iterator[Words]:
    """Yield what each link says; links that a catch-all in the print made are said once, in its words."""
    for link in links:
        if link.catch_all and link.as_printed:
            yield f"{_CATCH_ALL} The print says: {sentence(link.as_printed)}"
            continue
        yield joined((*_targets(index, link), _CATCH_ALL if link.catch_all else ""), ". ")


def _targets(index: Index, link: Link) -> Iterator[Words]:
    for noun, key in (("objective", link.objective), ("indicator", link.indicator), ("service", link.service)):
        if key:
            record = index.plan.find_named(noun, key)
            kind = getattr(getattr(record, "kind", None), "value", noun)
            said = f"County plan: {kind}" if index.is_inherited(noun, key) else capital(kind)
            yield index.link(noun, key, f"{said} {index.name(noun, key)}")


def _deliverables_table(index: Index, action: KeyAction, rows: list[Deliverable]) -> Table:
    facts: list[Fact[Deliverable]] = [
        naming_fact("Deliverable", lambda row: row.title),
        words_fact("By when", due_words),
        words_fact("How progress is reported", lambda row: capital(row.reporting)),
        words_fact("How it stands", lambda row: _standing_words(index, row)),
    ]
    return record_table(
        f"What key action {action.code} delivers",
        index.anchor("table", f"deliverables {action.code}"),
        rows,
        facts,
        heading=lambda row: index.name("sub_action", row.sub_action),
    )


def _standing_words(index: Index, row: Deliverable) -> str:
    """Return the newest report of progress; blank where there is none."""
    report = index.latest_reports.get(row.code)
    if report is None:
        return ""
    said = f"{capital(report.status.value)} on {day_words(report.on)}"
    return f"{said}: {sentence(report.note)}" if report.note else said


def due_words(row: Deliverable) -> str:
    """Return the target date as exactly as it was planned; a month's last day is all that is kept of a month."""
    if row.date_kind is DateKind.ONGOING:
        return "ongoing"
    if row.due is None:
        return row.as_printed or "no date stated"
    if row.date_kind is DateKind.MONTH:
        return month_words(row.due)
    if row.date_kind is DateKind.THEN_ONGOING:
        day = f"end of {month_words(row.due)}" if is_month_end(row.due) else day_words(row.due)
        return f"{day}, then ongoing"
    return f"by {day_words(row.due)}" if row.date_kind is DateKind.YEAR else day_words(row.due)
