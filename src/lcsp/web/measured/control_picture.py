"""The XmR chart as a picture: figures by year, their mean and limits, and where a signal rule speaks."""

from collections.abc import Sequence

from markupsafe import Markup

from lcsp.arithmetic.control_charts import xmr_chart
from lcsp.reports.pictures.drawing import Drawing
from lcsp.reports.pictures.palette import DEEP, INK, WARM
from lcsp.web.drawings import Picture
from lcsp.web.measured.axes import BOTTOM, HEIGHT, LEFT, RIGHT, WIDTH, Stretch, draw_axes, draw_line, upright
from lcsp.web.measured.wording import number_words
from lcsp.web.showing import Head


def control_picture(name: str, caption: str, labels: Sequence[str], values: Sequence[float]) -> Picture:
    """Return the chart of `values` (percent), oldest first, with the years' `labels`.

    Raise lcsp.arithmetic.control_charts.TooFewPoints below ten.
    """
    chart = xmr_chart(values)
    signals = [
        ", ".join(rule for rule, places in chart.signals.items() if place in places) for place in range(len(values))
    ]
    drawing = Drawing(name + "-drawing", WIDTH, HEIGHT)
    across = Stretch(-0.5, len(values) - 0.5, LEFT, RIGHT)
    up = upright(min(*values, chart.low), max(*values, chart.high))
    draw_axes(drawing, up, "Academic year")
    drawing.line(LEFT, up.at(chart.mean), RIGHT, up.at(chart.mean), DEEP, 2, kind="mean")
    for limit in (chart.low, chart.high):
        drawing.line(LEFT, up.at(limit), RIGHT, up.at(limit), INK, 1, dashed=True, kind="limit")
    places = [(across.at(place), up.at(value)) for place, value in enumerate(values)]
    draw_line(drawing, places, dashed=False, kind="series")
    apart = 1 + (len(labels) - 1) // 5
    for place, (x, y) in enumerate(places):
        if place % apart == 0:
            drawing.words(x, BOTTOM + 18, labels[place], at="middle")
        if signals[place]:
            drawing.polygon("signal", ((x - 7, y + 6), (x + 7, y + 6), (x, y - 7)), WARM)
        else:
            drawing.dot("year", x, y, DEEP, radius=4)
    found = sum(map(bool, signals))
    limits = f"{number_words(chart.low)} to {number_words(chart.high)}"
    told = f"Mean {number_words(chart.mean)}%, limits {limits}; {found} of {len(values)} years are signals."
    key = Markup(
        '<ul class="lcsp-key"><li>Thick line: the mean</li><li>Dashed: its limits, {}</li>'
        "<li>Circle: a year</li><li>Triangle: a year that completes a signal</li></ul>"
    ).format(limits)
    drawn = Markup("{}{}").format(Markup(drawing.finished(caption, told)), key)  # noqa: S704 - the drawing escapes
    heads = (Head("Year"), Head("Figure", True), Head("Signal"))
    rows = [
        (label, f"{number_words(value)}%", signal.capitalize() or "None")
        for label, value, signal in zip(labels, values, signals, strict=True)
    ]
    return Picture(name, caption, drawn, heads, rows)
