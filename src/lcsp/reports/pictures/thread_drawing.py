"""The drawing of the thread: aims with the numbers of their actions on the left, actions with money on the right."""

from typing import NamedTuple

from lcsp.reports.pictures.amounts import counted, short_pounds
from lcsp.reports.pictures.drawing import MARGIN, Drawing, Sign, draw_key, key_rows, sheet_width
from lcsp.reports.pictures.lettering import LINE, fold, shorten, width_of
from lcsp.reports.pictures.palette import DEEP, INK, MID, PALE, WARM
from lcsp.reports.pictures.thread_records import Group, ServedAction, ServedAim, Thread, spoken

_AIMS, _CHIPS, _ACTIONS, _MONEY = 286.0, 124.0, 210.0, 134.0  # the columns, and what parts them
_BETWEEN, _ARROW = 24.0, 18.0
_CHIP = 20.0  # height of the box round an action's number
_ROW = 26.0
_INSET = 6.0
_LEAST = 2 * MARGIN + _AIMS + _CHIPS + _BETWEEN + _ACTIONS + _ARROW + _MONEY


class _Columns(NamedTuple):
    """Where the columns begin, and how wide they are."""

    aims: float
    chips: float
    chips_wide: float
    actions: float
    actions_wide: float
    money: float
    money_wide: float


def draw_thread(name: str, thread: Thread) -> Drawing:
    """The whole diagram, as wide as it must be to fit on a page."""
    columns = _columns(_LEAST)
    height = max(_aims_height(thread, columns), _actions_height(thread, columns)) + 120
    width = sheet_width(height, _LEAST)
    columns = _columns(width)
    key = key_rows(width, _KEY)
    body = max(_aims_height(thread, columns), _actions_height(thread, columns))
    drawing = Drawing(name, width, body + 21 * len(key) + 40)
    top = draw_key(drawing, 2, key) + 6
    drawing.words(columns.aims, top + 14, "Priorities and outcomes", bold=True)
    drawing.words(columns.chips, top + 14, "Served by", bold=True)
    drawing.words(columns.actions, top + 14, "Actions", bold=True)
    drawing.words(columns.money, top + 14, "Money", bold=True)
    _draw_aims(drawing, thread, columns, top + 26)
    _draw_actions(drawing, thread, columns, top + 26)
    return drawing


def _columns(width: float) -> _Columns:
    """Spare width goes to the aims and the actions alike."""
    spare = (width - _LEAST) / 2
    chips = MARGIN + _AIMS + spare + _ARROW
    actions = MARGIN + _AIMS + spare + _CHIPS + _BETWEEN
    money = actions + _ACTIONS + spare + _ARROW
    return _Columns(MARGIN, chips, _CHIPS - _ARROW, actions, _ACTIONS + spare, money, _MONEY)


# The left: aims and the numbers of the actions that serve them


def _chip_rows(aim: ServedAim, room: float) -> list[list[tuple[float, str]]]:
    """The aim's action numbers in rows, each with its place from the left."""
    rows: list[list[tuple[float, str]]] = [[]]
    x = 0.0
    for code in aim.actions:
        text = shorten(code, room - 8)
        wide = width_of(text) + 8
        if rows[-1] and x + wide > room:
            rows.append([])
            x = 0.0
        rows[-1].append((x, text))
        x += wide + 4
    return rows


def _aim_height(aim: ServedAim, columns: _Columns) -> float:
    return _ROW if not aim.actions else len(_chip_rows(aim, columns.chips_wide)) * (_CHIP + 3) + 3


def _group_height(group: Group, columns: _Columns) -> float:
    return _ROW + (sum(_aim_height(aim, columns) for aim in group.aims) or _ROW) + 4


def _aims_height(thread: Thread, columns: _Columns) -> float:
    return sum(_group_height(group, columns) for group in thread.groups)


def _draw_aims(drawing: Drawing, thread: Thread, columns: _Columns, top: float) -> None:
    whole = columns.chips + columns.chips_wide - columns.aims
    for group in thread.groups:
        drawing.line(columns.aims, top + 1, columns.aims + whole, top + 1, DEEP, 2)
        drawing.words(columns.aims, top + 19, fold(group.title, whole, 1, bold=True)[0], bold=True)
        bottom = top + _group_height(group, columns)
        top += _ROW
        if not group.aims:
            _gap(drawing, columns.aims + _INSET, top, whole - _INSET, "no outcome under this priority")
        for aim in group.aims:
            _draw_aim(drawing, aim, columns, top)
            top += _aim_height(aim, columns)
        top = bottom


def _draw_aim(drawing: Drawing, aim: ServedAim, columns: _Columns, top: float) -> None:
    left = columns.aims + _INSET
    wide = columns.chips - _ARROW - left
    high = _aim_height(aim, columns) - 3
    colour = DEEP if aim.actions else WARM
    drawing.outline("aim" if aim.actions else "gap", left, top, wide, high, colour, dashed=not aim.actions)
    title = f"{aim.objective.code} the priority itself" if aim.is_priority else None
    text = fold(title or spoken(aim.objective.code, aim.objective.title), wide - 2 * _INSET, 1)
    drawing.lines(left + _INSET, top + high / 2, text)
    if not aim.actions:
        drawing.words(columns.chips, top + high / 2 + 5, "no action")
        return
    _arrow(drawing, columns.chips - 17, top + high / 2, 14)
    for number, row in enumerate(_chip_rows(aim, columns.chips_wide)):
        y = top + 1 + number * (_CHIP + 3)
        for x, text_of_chip in row:
            room = width_of(text_of_chip) + 8
            drawing.outline("chip", columns.chips + x, y, room, _CHIP, DEEP, fill=PALE)
            drawing.words(columns.chips + x + room / 2, y + 15, text_of_chip, at="middle")


# The right: actions and the money that they name


def _money_lines(each: ServedAction, columns: _Columns) -> tuple[str, ...]:
    """Three lines a service at most; the amount comes first, so that the name gives way."""
    folded = (fold(service.words, columns.money_wide - 2 * _INSET, 3) for service in each.services)
    return tuple(line for lines in folded for line in lines) or ("no money named",)


def _title_lines(each: ServedAction, columns: _Columns) -> tuple[str, ...]:
    room = columns.actions_wide - 2 * _INSET
    titles = fold(spoken(each.action.code, each.action.title), room, 3, bold=True)
    return titles if each.serves else (*titles, *fold(_unserved(each), room, 2, bold=True))


def _unserved(each: ServedAction) -> str:
    return "serves all, none by name" if each.catch_all else "serves no aim by name"


def _action_height(each: ServedAction, columns: _Columns) -> float:
    return LINE * max(len(_title_lines(each, columns)), len(_money_lines(each, columns))) + 16


def _actions_height(thread: Thread, columns: _Columns) -> float:
    last = 3 * LINE + 12 if thread.unnamed_services else 0
    return sum(_action_height(each, columns) for each in thread.actions) + last


def _draw_actions(drawing: Drawing, thread: Thread, columns: _Columns, top: float) -> None:
    for each in thread.actions:
        _draw_action(drawing, each, columns, top)
        top += _action_height(each, columns)
    if thread.unnamed_services:
        services = counted(len(thread.unnamed_services), "service")
        text = f"{services} ({short_pounds(thread.unnamed_money)} together): no action names them"
        wide = columns.money + columns.money_wide - columns.actions
        drawing.outline("gap", columns.actions, top, wide, 2 * LINE + 8, WARM, dashed=True)
        drawing.lines(columns.actions + _INSET, top + LINE + 4, fold(text, wide - 2 * _INSET, 2, bold=True), bold=True)


def _draw_action(drawing: Drawing, each: ServedAction, columns: _Columns, top: float) -> None:
    high = _action_height(each, columns) - 8
    colour = DEEP if each.serves else WARM
    fill = PALE if each.serves else "none"
    drawing.outline(
        "action", columns.actions, top, columns.actions_wide, high, colour, fill=fill, dashed=not each.serves
    )
    drawing.lines(columns.actions + _INSET, top + high / 2, _title_lines(each, columns), bold=True)
    _arrow(drawing, columns.actions + columns.actions_wide + 1, top + high / 2, 16)
    colour = INK if each.services else WARM
    kind = "money" if each.services else "gap"
    drawing.outline(kind, columns.money, top, columns.money_wide, high, colour, dashed=not each.services)
    drawing.lines(columns.money + _INSET, top + high / 2, _money_lines(each, columns))


def _gap(drawing: Drawing, left: float, top: float, wide: float, text: str, high: float = _ROW - 4) -> None:
    drawing.outline("gap", left, top, wide, high, WARM, dashed=True)
    drawing.lines(left + _INSET, top + high / 2, fold(text, wide - 2 * _INSET, 1))


def _arrow(drawing: Drawing, x: float, y: float, wide: float) -> None:
    drawing.line(x, y, x + wide - 6, y, MID, 1.5)
    drawing.polygon("arrow", ((x + wide - 6, y - 3), (x + wide - 1, y), (x + wide - 6, y + 3)), MID)


def _sign_there(drawing: Drawing, x: float, y: float) -> None:
    drawing.outline("key", x - 8, y - 6, 16, 12, DEEP, fill=PALE)


def _sign_gap(drawing: Drawing, x: float, y: float) -> None:
    drawing.outline("key", x - 8, y - 6, 16, 12, WARM, dashed=True)


_KEY: tuple[tuple[Sign | None, str], ...] = (
    (_sign_there, "linked"), (_sign_gap, "a gap: nothing is linked"), (None, "numbers are those of the actions"),
)  # fmt: skip
