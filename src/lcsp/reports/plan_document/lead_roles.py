"""What the plan serves: targets with their leads, priorities with their outcomes, and enablers."""

from collections.abc import Callable, Iterable

from lcsp.partnership.plan import Objective, ObjectiveKind
from lcsp.reports.document import Block
from lcsp.reports.plan_document.index import Index, objectives_table
from lcsp.reports.plan_document.record_tables import Fact, Notes, naming_fact, record_name, record_table, words_fact
from lcsp.reports.plan_document.wording import joined, sentence
from lcsp.reports.tables import Cell, Table
from lcsp.reports.words import RecordName, Words


def build_lead_roles(index: Index) -> list[Block]:
    """Return a table of targets for each plan that sets some, then priorities with outcomes, then enablers."""
    targets: dict[tuple[str, str], list[Objective]] = {}
    for objective in index.plan.all(Objective):
        if objective.kind is ObjectiveKind.TARGET:
            targets.setdefault(objectives_table(objective), []).append(objective)
    blocks: list[Block] = [_targets_table(index, found) for found in targets.values()]
    if outcomes := _of_kind(index, ObjectiveKind.PRIORITY, ObjectiveKind.OUTCOME):
        blocks.append(_priorities_table(index, outcomes))
    if enablers := _of_kind(index, ObjectiveKind.ENABLER):
        blocks.append(_enablers_table(index, enablers))
    return blocks


def _of_kind(index: Index, *kinds: ObjectiveKind) -> list[Objective]:
    return [objective for objective in index.plan.all(Objective) if objective.kind in kinds]


def _targets_table(index: Index, targets: list[Objective]) -> Table:
    source = targets[0].source_plan
    return _objectives_table(index, f"Targets: {source}" if source else "Targets", targets, "Target")


def _enablers_table(index: Index, enablers: list[Objective]) -> Table:
    return _objectives_table(index, f"Key enablers{_of_source(enablers)}", enablers, "Enabler")


def _of_source(objectives: Iterable[Objective]) -> str:
    """Return " of the <plan>" if one plan sets all `objectives`, else nothing."""
    sources = {objective.source_plan for objective in objectives}
    return f": {sources.pop()}" if len(sources) == 1 and sources != {""} else ""


def _priorities_table(index: Index, found: list[Objective]) -> Table:
    """Return the outcomes under their priorities; a priority without outcomes stands in a row of its own."""
    parents = {objective.parent for objective in found}
    priorities = (objective.code for objective in found if objective.kind is ObjectiveKind.PRIORITY)
    order = {code: place for place, code in enumerate(priorities)}
    rows = [row for row in found if row.kind is ObjectiveKind.OUTCOME or row.code not in parents]
    rows.sort(key=lambda row: _place(order, row))

    some_outcomes = any(row.kind is ObjectiveKind.OUTCOME for row in rows)

    def heading(row: Objective) -> Words:
        if row.kind is ObjectiveKind.PRIORITY:
            return "Priorities without outcomes" if some_outcomes else ""
        priority = index.plan.find(Objective, row.parent) if row.parent else None
        return _priority_words(priority) if priority else "Outcomes of no priority"

    caption = f"Priorities{' and outcomes' if some_outcomes else ''}{_of_source(found)}"
    naming = "Outcome" if some_outcomes else "Priority"
    return _objectives_table(index, caption, rows, naming, heading, lambda row: _priority_above(index, row))


def _priority_above(index: Index, row: Objective) -> RecordName | None:
    """Return the name of the plan's own priority that heads the rows around `row`."""
    return record_name(index.plan.find_own(Objective, row.parent)) if row.parent else None


def _place(order: dict[str, int], row: Objective) -> int:
    """Return where a row belongs: with its priority, then what has none, then priorities without outcomes."""
    if row.kind is ObjectiveKind.PRIORITY:
        return len(order) + 1
    return order.get(row.parent or "", len(order))


def _priority_words(priority: Objective) -> str:
    return " ".join(part for part in (f"{priority.code}:", sentence(priority.title), sentence(priority.note)) if part)


def _objectives_table(
    index: Index,
    caption: str,
    rows: list[Objective],
    naming: str,
    heading: Callable[[Objective], Words] = lambda _: "",
    heading_record: Callable[[Objective], RecordName | None] = lambda _: None,
) -> Table:
    """Return a table of objectives; that of outcomes says for each which key actions serve it, or that none does."""
    notes = Notes()
    sources = {row.source_plan for row in rows}
    some_laa = len({row.laa for row in rows}) > 1
    facts: list[Fact[Objective]] = [
        words_fact("Code", lambda row: row.code),
        naming_fact(naming, lambda row: Cell(_title(row, some_laa), note=notes.marker(sentence(row.note)))),
        words_fact("Stands under (county plan)", lambda row: _county_objective(index, row)),
        words_fact("Lead", lambda row: joined(index.links("post", row.owners), "; ")),
        words_fact("Indicator", lambda row: index.link("indicator", row.indicator, row.indicator or "")),
        words_fact("Key actions that serve it", lambda row: _actions(index, row)),
        words_fact("Set by", lambda row: row.source_plan if len(sources) > 1 else ""),
    ]
    general = ["LAA: part of the Local Area Agreement."] if some_laa else []
    anchor = index.anchor(*objectives_table(rows[0]))
    return record_table(
        caption, anchor, rows, facts, heading=heading, notes=notes, general=general, heading_record=heading_record
    )


def _county_objective(index: Index, row: Objective) -> str:
    """Return the objective of the county plan under which that of a local plan stands."""
    return index.name("objective", row.parent) if index.is_inherited("objective", row.parent) else ""


def _title(row: Objective, mark_laa: bool) -> str:
    return f"{row.title}{' (LAA)' if row.laa and mark_laa else ''}"


def _actions(index: Index, row: Objective) -> Words:
    """Return the numbers of the actions that name this objective, as links; "none" only where others are named."""
    actions = index.serving(row.code)
    if not actions and index.has_thread and row.kind is not ObjectiveKind.TARGET:
        return "none"
    return index.action_numbers(actions)
