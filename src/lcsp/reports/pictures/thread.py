"""The thread as a diagram: priority to outcome to action to money, with every gap said in words and dashed."""

from lcsp.partnership.plan import KeyAction
from lcsp.reports.document import Figure
from lcsp.reports.pictures.amounts import counted, listed
from lcsp.reports.pictures.thread_drawing import draw_thread
from lcsp.reports.pictures.thread_records import ServedAction, ServedAim, Thread, follow_thread, spoken
from lcsp.reports.tables import Column, Row, RowKind, Table
from lcsp.vocabulary.money import show_pounds
from lcsp.whole_plan import WholePlan

NAME = "thread-picture"
_TITLE = "From priorities to money: the thread and its gaps"


def build_thread_picture(plan: WholePlan) -> Figure | None:
    """The thread of the whole plan; None where the plan has no objectives or no actions.

    An action serves an outcome when a link says so; a link that says "all" serves nothing in particular. Money
    reaches an action through the services that its links name, and a service's money is that of its budget lines.
    """
    thread = follow_thread(plan)
    if not thread.groups or not thread.actions:
        return None
    alternative = _alternative(thread)
    svg = draw_thread(NAME, thread).finished(_TITLE, alternative)
    return Figure(_TITLE, NAME, svg, alternative, _table(plan, thread))


def _table(plan: WholePlan, thread: Thread) -> Table:
    """One row for every aim with the actions and the money that reach it, then one for every action."""
    columns = (Column("Aim or action", row_header=True), Column("Actions of its own"), Column("Money"))
    rows: list[Row] = []
    by_code = {each.action.code: each for each in thread.actions}
    for group in thread.groups:
        rows.append(Row((group.title,), RowKind.HEADING))
        for aim in group.aims:
            told = listed(_action_words(plan, code) for code in aim.actions) or "no action of its own"
            rows.append(Row((spoken(aim.objective.code, aim.objective.title), told, _reached(aim, by_code))))
    rows.append(Row(("Actions and their money",), RowKind.HEADING))
    rows += [Row((spoken(each.action.code, each.action.title), _serves(each), _money(each))) for each in thread.actions]
    if thread.unnamed_services:
        names = listed(thread.unnamed_services, len(thread.unnamed_services))
        rows.append(Row(("Services that no action names", names, show_pounds(thread.unnamed_money))))
    return Table(f"{_TITLE}: the links", f"{NAME}-data", columns, tuple(rows))


def _action_words(plan: WholePlan, code: str) -> str:
    action = plan.find(KeyAction, code)
    return spoken(code, action.title) if action else code


def _reached(aim: ServedAim, by_code: dict[str, ServedAction]) -> str:
    """The services' money that the aim's actions name, each service once."""
    reached = {service.name: service for code in aim.actions for service in by_code[code].services}
    return "; ".join(service.words for service in reached.values()) or "none reaches it"


def _serves(each: ServedAction) -> str:
    if each.serves:
        return f"serves {listed(each.serves)}"
    return "serves all aims in general, none in particular" if each.catch_all else "serves no aim that it names"


def _money(each: ServedAction) -> str:
    return "; ".join(service.words for service in each.services) or "no money named"


def _alternative(thread: Thread) -> str:
    aims = [aim for group in thread.groups for aim in group.aims if not aim.is_priority]
    bare = [aim.objective.code for aim in aims if not aim.actions]
    outcomes = counted(len(aims), "outcome or other aim", "outcomes and other aims")
    words = [
        f"A diagram from {outcomes} to {counted(len(thread.actions), 'action')} and to their money.",
        f"{len(aims) - len(bare)} have an action of their own"
        + (f"; {len(bare)} have none: {listed(bare)}." if bare else ", all of them."),
    ]
    general = [each.action.code for each in thread.actions if not each.serves]
    if general:
        words.append(f"No aim in particular is served by {_named('action', general)}.")
    poor = [each.action.code for each in thread.actions if not each.services]
    if len(poor) == len(thread.actions):
        words.append("No action names a service, so no money can be followed to any action.")
    elif poor:
        words.append(f"No money is named by {_named('action', poor)}.")
    if thread.unnamed_services:
        services = counted(len(thread.unnamed_services), "service")
        words.append(f"{services} with {show_pounds(thread.unnamed_money)} are named by no action.")
    if thread.outside:
        words.append(f"{counted(thread.outside, 'target')} to which no action links are left out of the diagram.")
    return " ".join(words)


def _named(noun: str, codes: list[str]) -> str:
    return f"{noun if len(codes) == 1 else f'{noun}s'} {listed(codes)}"
