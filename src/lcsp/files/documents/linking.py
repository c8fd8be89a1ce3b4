"""Fills in the links between records that were read apart: money to services, pressures to variations, totals."""

from collections.abc import Sequence
from decimal import Decimal

from lcsp.files.documents.draft import Draft, Values
from lcsp.files.documents.names import match_names, name_words
from lcsp.partnership.finance import BudgetLine, LineKind, Pressure, Variation, VariationKind
from lcsp.partnership.plan import Service, StatedAmount

_SUMS = (LineKind.TOTAL, LineKind.SUBTOTAL)


def link_records(draft: Draft) -> None:
    """Fill in what can be linked; labels are taken as printed, so that what is wrong in them can be found."""
    for later in draft.later:
        later()
    _lines_to_services(draft)
    _pressures_to_variations(draft)
    _restate_totals(draft)


def _name(record: Values) -> str:
    return str(record["name"])


def _lines_to_services(draft: Draft) -> None:
    """Link every budget line to the service that its label names."""
    lines = [line for line in draft.all(BudgetLine) if line["kind"] is LineKind.LINE]
    matched, alike = match_names(lines, draft.all(Service), _name)
    for index, service in matched.items():
        lines[index]["service"] = service["code"]
    for line, service in alike:
        draft.remarks.append(f"budget line {_name(line)!r} was linked to the service {_name(service)!r}: alike in name")
    for index, line in enumerate(lines):
        if draft.all(Service) and index not in matched:
            draft.remarks.append(f"budget line {_name(line)!r} has no service of that name")


def _pressures_to_variations(draft: Draft) -> None:
    """Link a pressure to the one variation of the same amount that shares a word with it."""
    for pressure in draft.all(Pressure):
        same = [one for one in draft.all(Variation) if one["amount"] == pressure["amount"]]
        shared = [one for one in same if set(name_words(_name(one))) & set(name_words(_name(pressure)))]
        if len(shared) == 1:
            pressure["variation"] = shared[0]["code"]


def _restate_totals(draft: Draft) -> None:
    """Say which budget line the opening and closing rows, and the amounts of the summary, restate.

    That is the total of the service's own lines, not one that adds overheads below it.
    """
    total = _own_total(draft.all(BudgetLine))
    if total is None:
        return
    for record in (*draft.all(StatedAmount), *draft.all(Variation)):
        if record.get("kind") in (None, VariationKind.OPENING, VariationKind.CLOSING):
            record["restates"] = total["code"]


def _own_total(lines: Sequence[Values]) -> Values | None:
    """Return the largest total or subtotal into which nothing below the line is added."""
    wider = {line["part_of"] for line in lines if line["kind"] is LineKind.MEMORANDUM}
    sums = [line for line in lines if line["kind"] in _SUMS and line["code"] not in wider]
    return max(sums, key=lambda line: abs(line["controllable"] or line["gross"] or Decimal(0)), default=None)
