"""How money and progress along the thread read on a page."""

from lcsp.partnership.plan.rules import Progress
from lcsp.reports.pictures.amounts import short_pounds
from lcsp.reports.thread import Money, Thread
from lcsp.web.drawings import Part
from lcsp.web.showing import fte, out_of

STATES = ("done", "on track", "at risk", "late", "not started", "not reported")


def build_figures(thread: Thread) -> list[tuple[str, str]]:
    """Return the large figures at the head of a thread: money and staff where lines hang on it, and what is done."""
    shown = money_figures(thread.top.money)
    counts = dict(thread.below_count)
    if actions := counts.get("key action"):
        shown.append((f"{actions:,}", "key action below" if actions == 1 else "key actions below"))
    if thread.top.progress.deliverables:
        shown.append((out_of(thread.top.progress.done, thread.top.progress.deliverables), "deliverables done"))
    return shown


def money_figures(money: Money) -> list[tuple[str, str]]:
    """Return gross, controllable and staff of the lines of `money`, as far as they are stated."""
    lines = "1 budget line" if money.lines == 1 else f"{money.lines:,} budget lines"
    shown: list[tuple[str, str]] = []
    if money.gross is not None:
        shown.append((short_pounds(money.gross), f"gross, {lines}"))
    if money.controllable is not None:
        shown.append((short_pounds(money.controllable), "controllable, after income"))
    if money.fte is not None:
        shown.append((fte(money.fte), "full-time equivalent staff of these lines"))
    return shown


def progress_parts(progress: Progress) -> list[Part]:
    """Return how many deliverables are in each state, for a drawing."""
    return [Part(state, count) for state, count in zip(STATES, progress, strict=True)]


def progress_words(progress: Progress) -> str:
    """Return "3 of 8 deliverables done, 1 late, 2 not reported"; blank where there are none."""
    if not progress.deliverables:
        return ""
    noun = "deliverable" if progress.deliverables == 1 else "deliverables"
    rest = (f"{count:,} {state}" for state, count in zip(STATES[1:], progress[1:], strict=True) if count)
    return ", ".join((f"{out_of(progress.done, progress.deliverables)} {noun} done", *rest))
