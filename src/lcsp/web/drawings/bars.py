"""Bars: how far things are along, and how large an amount is beside others."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from markupsafe import Markup

from lcsp.reports.pictures.drawing import Drawing
from lcsp.reports.pictures.palette import DEEP, INK, PALE
from lcsp.reports.plan_document.wording import counted
from lcsp.web.drawings.marks import mark_of
from lcsp.web.drawings.picture import Picture
from lcsp.web.showing import Head

WIDTH = 560.0
HEIGHT = 28.0


class Part(NamedTuple):
    """How many things are in a state, such as ("on track", 5)."""

    state: str
    number: int


def progress_picture(name: str, caption: str, parts: Sequence[Part], thing: str) -> Picture:
    """Return a stacked bar of `parts` with its key and table; `thing` is what is counted ("deliverable").

    The key is a list beside the drawing, so that its words keep their size where the drawing shrinks.
    """
    bar = progress_bar(name, parts, thing, WIDTH, HEIGHT)
    key = Markup().join(
        Markup("<li>{} {}: {}</li>").format(_sample(name, part.state), part.state.capitalize(), f"{part.number:,}")
        for part in parts
        if part.number
    )
    drawing = Markup('{}<ul class="lcsp-key">{}</ul>').format(bar, key) if key else bar
    total = sum(part.number for part in parts)
    rows = (*((part.state.capitalize(), part.number) for part in parts), ("All", total))
    heads = (Head("State"), Head(f"{thing.capitalize()}s", numeric=True))
    return Picture(name, caption, drawing, heads, rows)


def progress_bar(name: str, parts: Sequence[Part], thing: str, wide: float = 160, high: float = 16) -> Markup:
    """Return a small stacked bar for a cell or a line; `name` is its id, unlike any other on the page."""
    drawing = Drawing(name, wide, high)
    _stack(drawing, [part for part in parts if part.number], wide, high)
    return Markup(drawing.finished("Progress", _told(parts, thing)))  # noqa: S704 - the drawing escapes its words


def amount_bar(amount: Decimal, most: Decimal, wide: float = 120, high: float = 14) -> Markup:
    """Return a bar as long as `amount` is beside `most`, for a cell where the figure itself stands too.

    It is hidden from screen readers, which have the figure. Nothing, and less than nothing, has no bar.
    """
    share = min(float(amount / most), 1.0) if most > 0 and amount > 0 else 0.0
    length = round((wide - 2) * share, 2)
    return Markup(  # noqa: S704 - numbers and our own colours
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide:g} {high:g}" width="{wide:g}" height="{high:g}" '
        f'aria-hidden="true" focusable="false"><rect x="0.5" y="0.5" width="{wide - 1:g}" height="{high - 1:g}" '
        f'fill="{PALE}" stroke="{DEEP}"/>'
        f'<rect x="1" y="1" width="{length:g}" height="{high - 2:g}" fill="{DEEP}"/></svg>'
    )


def _stack(drawing: Drawing, parts: Sequence[Part], wide: float, high: float) -> None:
    """Draw the parts side by side from the left, each as wide as its share."""
    total, room = sum(part.number for part in parts), wide - 2
    left = 1.0
    for part in parts:
        length = room * part.number / total
        drawing.box("part", left, 1, length, high - 2, mark_of(part.state).fill)
        drawing.outline("edge", left, 1, length, high - 2, INK)
        left += length
    if not parts:
        drawing.outline("edge", 1, 1, room, high - 2, INK, dashed=True)


def _sample(name: str, state: str) -> Markup:
    """A sample of a part; its hatching is defined in the bar that it belongs to."""
    fill = mark_of(state).fill
    paint = f"url(#{name}-hatching-{fill.colour[1:]})" if fill.hatched else fill.colour
    return Markup(
        '<svg xmlns="http://www.w3.org/2000/svg" width="18" height="16" viewBox="0 0 18 16" aria-hidden="true" '
        'focusable="false"><rect x="1" y="1" width="16" height="14" fill="{}" stroke="{}" stroke-width="1.5"/></svg>'
    ).format(paint, INK)


def _told(parts: Sequence[Part], thing: str) -> str:
    """What the bar shows, in words: Of 8 deliverables, 3 are done, 1 is late."""
    told = ", ".join(f"{part.number:,} {part.state}" for part in parts if part.number)
    total = sum(part.number for part in parts)
    return f"{counted(total, thing)}: {told}." if total else f"There is no {thing}."
