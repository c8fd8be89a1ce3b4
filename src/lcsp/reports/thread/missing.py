"""Where the thread breaks: what ought to hang on a record, or to stand above it, and does not."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from lcsp.partnership.finance import BudgetLine, LineKind
from lcsp.partnership.plan import Deliverable, KeyAction, Link, Objective, ObjectiveKind
from lcsp.reports.thread.ties import Spot, Ties
from lcsp.vocabulary.noun import Noun
from lcsp.whole_plan import WholePlan

_Told = Iterator[str]


def missing_below(plan: WholePlan, ties: Ties, spot: Spot) -> tuple[str, ...]:
    """Return what does not hang on `spot`, each a sentence; nothing where the plan has no such records at all."""
    return _ask(_BELOW, plan, ties, spot)


def missing_above(plan: WholePlan, ties: Ties, spot: Spot) -> tuple[str, ...]:
    """Return what `spot` does not hang on, each a sentence."""
    return _ask(_ABOVE, plan, ties, spot)


class _Asked(NamedTuple):
    """A record on the thread about which a question is asked."""

    plan: WholePlan
    ties: Ties
    spot: Spot
    record: Noun


_Question = Callable[[_Asked], _Told]


def _ask(questions: dict[str, _Question], plan: WholePlan, ties: Ties, spot: Spot) -> tuple[str, ...]:
    record, question = plan.find_named(*spot), questions.get(spot.noun)
    return tuple(question(_Asked(plan, ties, spot, record))) if record and question else ()


def _has(spots: tuple[Spot, ...], *nouns: str) -> bool:
    return any(spot.noun in nouns for spot in spots)


def _under_objective(asked: _Asked) -> _Told:
    aim = asked.record
    if not isinstance(aim, Objective):
        return
    below = asked.ties.all_below(asked.spot)
    if not _has(below, "key_action"):
        links = (
            link for link in asked.plan.whole_of(Link) if link.catch_all and link.objective in (aim.code, aim.parent)
        )
        sweeping = sorted({link.action for link in links})
        beside = f" in particular: action {', '.join(sweeping)} serves all alike" if sweeping else ""
        yield f"No action serves this {aim.kind.value}{beside}."
    if aim.kind is ObjectiveKind.TARGET and not _has(below, "indicator"):
        yield "No indicator measures this target."


def _under_indicator(asked: _Asked) -> _Told:
    objectives = (above for above in asked.ties.above(asked.spot) if above.noun == "objective")
    if not _has(asked.ties.below(asked.spot), "key_action") and not any(
        _has(asked.ties.all_below(aim), "key_action") for aim in objectives
    ):
        yield "No action is to move this indicator."


def _under_action(asked: _Asked) -> _Told:
    if not _has(asked.ties.below(asked.spot), "service"):
        yield "No service is named that carries it out, so no money can be followed from here."
    if asked.plan.find_own(KeyAction, asked.spot.key) and not any(
        row.action == asked.spot.key for row in asked.plan.all(Deliverable)
    ):
        yield "No deliverable is stated."


def _under_service(asked: _Asked) -> _Told:
    if asked.plan.whole_of(BudgetLine) and not _has(asked.ties.below(asked.spot), "budget_line"):
        yield "No line of the budget is for this service."


def _under_line(asked: _Asked) -> _Told:
    if isinstance(asked.record, BudgetLine) and asked.record.kind is LineKind.LINE:
        if asked.record.gross is None and asked.record.controllable is None:
            yield "No amount is stated."
        if asked.record.fte is None:
            yield "No staff are stated."


def _over_action(asked: _Asked) -> _Told:
    above = asked.ties.all_above(asked.spot)
    if not _has(above, "objective"):
        yield "It serves no objective that it names."
    if not _has(above, "indicator") and not any(
        _has(asked.ties.below(aim), "indicator") for aim in asked.ties.all_above(asked.spot)
    ):
        yield "No indicator shows its effect."


def _over_service(asked: _Asked) -> _Told:
    if not _has(asked.ties.above(asked.spot), "key_action"):
        yield "No action names this service, so its money serves no aim that the plan states."


def _over_line(asked: _Asked) -> _Told:
    is_line = isinstance(asked.record, BudgetLine) and asked.record.kind is LineKind.LINE
    if is_line and not _has(asked.ties.above(asked.spot), "service"):
        yield "No service is named that the money is for."


def _over_indicator(asked: _Asked) -> _Told:
    if not _has(asked.ties.above(asked.spot), "objective"):
        yield "No objective is measured by it."


_BELOW: dict[str, _Question] = {
    "objective": _under_objective,
    "indicator": _under_indicator,
    "key_action": _under_action,
    "service": _under_service,
    "budget_line": _under_line,
}
_ABOVE: dict[str, _Question] = {
    "indicator": _over_indicator,
    "key_action": _over_action,
    "service": _over_service,
    "budget_line": _over_line,
}
