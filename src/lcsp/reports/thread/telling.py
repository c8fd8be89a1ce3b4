"""What a record on the thread is called, and what it states by itself: figures, days, amounts, posts."""

from collections.abc import Iterator
from enum import StrEnum

from lcsp.partnership.finance import BudgetLine, LineKind
from lcsp.partnership.governance import Post
from lcsp.partnership.performance import Basis, Figure, Indicator, Unit
from lcsp.partnership.places import Area
from lcsp.partnership.plan import Accountability, Deliverable, KeyAction, Objective, Service
from lcsp.partnership.plan.rules import latest_reports
from lcsp.reports.plan_document.actions import due_words
from lcsp.reports.plan_document.index import is_spoken
from lcsp.reports.plan_document.wording import capital, day_words, number_words, sentence
from lcsp.vocabulary.money import show_fixed, show_pounds
from lcsp.vocabulary.noun import Noun
from lcsp.whole_plan import WholePlan


def kind_of(record: Noun) -> str:
    """Return what sort of record it is: "outcome", "key action", "locality", "budget total"."""
    if isinstance(record, BudgetLine):
        return "budget line" if record.kind is LineKind.LINE else f"budget {record.kind.value}"
    kind = getattr(record, "kind", None)
    if isinstance(record, Objective | Area) and isinstance(kind, StrEnum):
        return str(kind.value)
    return "part of an action" if record.noun == "sub_action" else record.noun.replace("_", " ")


def name_of(record: Noun) -> str:
    """Return what people call the record: its title, after its code where people quote that ("7B", "NI 87", "4")."""
    title = str(getattr(record, "title", "") or getattr(record, "name", "") or record.key)
    quoted = is_spoken(record.key) and title != record.key and not isinstance(record, Deliverable)
    return f"{record.key} {title}" if quoted else title


def told_of(plan: WholePlan, record: Noun) -> tuple[str, ...]:
    """Return what `record` states of itself, each a sentence without its full stop; none where it states nothing."""
    match record:
        case Indicator():
            return tuple(_figures(plan, record))
        case KeyAction():
            posts = [row.post for row in plan.whole_of(Accountability) if row.action == record.code]
            return _posts(plan, "Accountable", tuple(dict.fromkeys(posts)))
        case Objective():
            return _posts(plan, "Lead", record.owners)
        case Deliverable():
            return tuple(_delivered(plan, record))
        case Service():
            return (f"Price in its heading: {show_pounds(record.price)}",) if record.price is not None else ()
        case BudgetLine():
            return tuple(_amounts(record))
    return ()


def _posts(plan: WholePlan, word: str, codes: tuple[str, ...]) -> tuple[str, ...]:
    names = [post.name if (post := plan.find(Post, code)) else code for code in codes]
    return (f"{word}: {', '.join(names)}",) if names else ()


def _amounts(line: BudgetLine) -> Iterator[str]:
    if line.gross is not None:
        yield f"{show_pounds(line.gross)} gross"
    if line.controllable is not None:
        yield f"{show_pounds(line.controllable)} controllable"
    if line.fte is not None:
        yield f"{show_fixed(line.fte, 1)} FTE"


def _delivered(plan: WholePlan, row: Deliverable) -> Iterator[str]:
    if due := due_words(row):
        yield f"By when: {due}"
    report = plan.once("latest reports", lambda: latest_reports(plan, plan.today)).get(row.code)
    if report:
        said = f"{capital(report.status.value)} on {day_words(report.on)}"
        yield f"{said}: {sentence(report.note).rstrip('.')}" if report.note else said


def _figures(plan: WholePlan, indicator: Indicator) -> Iterator[str]:
    """Yield the newest figure that is no target, and the newest target, of the plan's area or else of any."""
    figures = [figure for figure in plan.whole_of(Figure) if figure.indicator == indicator.code]
    home = plan.header.area
    own = [figure for figure in figures if figure.area == home]
    area = home if own else next((figure.area for figure in figures), None)
    shown = [figure for figure in figures if figure.area == area]
    for is_target in (False, True):
        rows = [figure for figure in shown if (figure.basis is Basis.TARGET) is is_target and figure.value is not None]
        if rows:
            newest = max(figure.column.first_day for figure in rows)
            last = [figure for figure in rows if figure.column.first_day == newest]
            yield "; ".join(_figure(plan, indicator, figure, home) for figure in last)


def _figure(plan: WholePlan, indicator: Indicator, figure: Figure, home: str | None) -> str:
    sign = "%" if indicator.unit is Unit.PERCENTAGE else ""
    place = plan.find(Area, figure.area) if figure.area != home else None
    where = f" in {place.name}" if place else ""
    part = f" ({figure.part})" if figure.part else ""
    value = number_words(figure.value) if figure.value is not None else figure.status.value
    return f"{capital(figure.basis.value)} {figure.column.label}{where}{part}: {value}{sign}"
