"""The list of computed indicators, and the page of each; what is missing is said in place of them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from lcsp.partnership.performance import Definition, Indicator
from lcsp.reference import SHIPPED
from lcsp.store.plans import State
from lcsp.vocabulary.actors import Action
from lcsp.web.addresses_of_pages import page_address
from lcsp.web.doors import door
from lcsp.web.measured.opening import Missing, Opened, open_store
from lcsp.web.measured.wording import MADE_UP, UNDISCLOSED, interval_words, value_words, way_words
from lcsp.web.pages import render
from lcsp.web.plan_asked import ask_plan, name_of
from lcsp.web.showing import Cell, Choice, Crumb, Fact, Head, NavLink, day_text

HEADS = (
    Head("Indicator"),
    Head("Published", True),
    Head("Computed", True),
    Head("95% interval", True),
    Head("Beside the published figure"),
)
WHERE = (Choice("locality", "the school"), Choice("home", "the home"))


@door(Action.MEASURE)
def show_indicators(request: HttpRequest, plan: str) -> HttpResponse:
    """Show every indicator that is computed: the county's figure beside the published one; `?year=` for another."""
    state = ask_plan(plan)
    if state.plan.header.county_plan:
        return _of_county(state)
    definitions = computable()
    opened = open_store(request.GET.get("year", ""), definitions)
    context: dict[str, Any] = {"of_plan": name_of(state), "crumbs": []}
    if isinstance(opened, Missing):
        return _answer(request, "measured/missing.html", {**context, "missing": opened})
    rows = [row for definition in definitions for row in _rows(state, opened, definition)]
    return _answer(
        request,
        "measured/list.html",
        {**context, **_told(opened), "heads": HEADS, "rows": rows, "years": _years(state, opened)},
    )


@door(Action.MEASURE)
def show_indicator(request: HttpRequest, plan: str, key: str) -> HttpResponse:
    """Show one indicator: definition, county, localities (`?by=home`), groups and years, with their pictures."""
    state = ask_plan(plan)
    if state.plan.header.county_plan:
        return _of_county(state, key)
    definitions = computable()
    definition = next((one for one in definitions if one.code == key), None)
    if definition is None:
        raise Http404(f"{key} is not computed from pupil-level records. The list says which indicators are.")
    opened = open_store(request.GET.get("year", ""), definitions)
    address = page_address("workspace:measured", {"plan": state.code})
    context: dict[str, Any] = {"of_plan": name_of(state), "crumbs": [Crumb("Computed indicators", address)]}
    if isinstance(opened, Missing):
        return _answer(request, "measured/missing.html", {**context, "missing": opened})
    where = "home" if request.GET.get("by") == "home" else "locality"
    return _answer(
        request,
        "measured/indicator.html",
        {**context, **_told(opened), **_of_indicator(state, opened, definition, where)},
    )


def computable() -> tuple[Definition, ...]:
    """Return the shipped definitions that say how they are computed."""
    return tuple(definition for definition in SHIPPED.all(Definition) if definition.computing)


def _of_county(state: State, key: str = "") -> HttpResponse:
    """Lead from a local plan to its county's page, where its locality stands among the others."""
    parts = {"plan": state.plan.header.county_plan, **({"key": key} if key else {})}
    return _unstored(HttpResponseRedirect(page_address(f"workspace:measured{'_indicator' if key else ''}", parts)))


def _answer(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    return _unstored(render(request, template, context))


def _unstored(response: HttpResponse) -> HttpResponse:
    """Nobody on the way, nor the browser, may keep what has not passed disclosure control."""
    response.headers["Cache-Control"] = "no-store"
    return response


def _told(opened: Opened) -> dict[str, Any]:
    return {"opened": opened, "undisclosed": UNDISCLOSED, "made_up": MADE_UP if opened.made_up else ""}


def _address(state: State, code: str, opened: Opened, by: str = "") -> str:
    year = None if opened.year == max(opened.years) else opened.year
    return page_address("workspace:measured_indicator", {"plan": state.code, "key": code}, {"year": year, "by": by})


def _years(state: State, opened: Opened) -> list[NavLink]:
    """Return links to the same list in the other years; nothing where there is one year only."""
    from lcsp.children.pupils.year import SchoolYear

    where = {"plan": state.code}
    years = opened.years if len(opened.years) > 1 else ()
    return [
        NavLink(SchoolYear(year).label, page_address("workspace:measured", where, {"year": year}), year == opened.year)
        for year in years
    ]


def _rows(state: State, opened: Opened, definition: Definition) -> list[tuple[Any, ...]]:
    """Return a row for each figure of an indicator."""
    from lcsp.engines.published import published_figures
    from lcsp.web.measured.keeping import counted
    from lcsp.web.measured.sections import agreement_words, county_figures, part_title, published_words

    held = counted(opened.store, opened.year)
    figures = county_figures(held, definition, opened.year) if held else []
    published = published_figures(state.plan, definition.code, opened.year)
    # A code that is no more than the title in short says nothing more.
    title = definition.title if definition.code.islower() else f"{definition.code}: {definition.title}"
    name = Cell(title, _address(state, definition.code, opened))
    printed = published_words(definition, published)
    if definition.computing[0].by:
        return [(name, printed, f"{len(figures)} groups", "", "The plan prints none" if not published else "")]
    rows: list[tuple[Any, ...]] = []
    for computing in definition.computing:
        of_part = [figure for figure in figures if figure.part == computing.part]
        of_print = [figure for figure in published if (figure.part or "") == computing.part]
        named = name._replace(under=part_title(definition, computing.part)) if computing.part else name
        told = agreement_words(definition, of_print, of_part)
        value, interval = (
            (value_words(of_part[0], computing), interval_words(of_part[0])) if of_part else ("Nobody is counted", "")
        )
        rows.append((named, published_words(definition, of_print), value, interval, told))
    return rows


def _of_indicator(state: State, opened: Opened, definition: Definition, where: Any) -> dict[str, Any]:
    """Return what the page of an indicator needs."""
    from lcsp.web.measured.keeping import counted
    from lcsp.web.measured.prospects import CHANGE_HEADS, TARGET_HEADS
    from lcsp.web.measured.sections import Asked, build_sections

    held = counted(opened.store, opened.year)
    if held is None:
        raise Http404("The counts of this year have just gone. Compute them again with `lcsp measure`.")
    asked = Asked(state.plan, definition, opened.year, held, where)
    every = [(year, of_year) for year in opened.years if (of_year := counted(opened.store, year))]
    uncounted = [year for year in opened.years if year not in dict(every)]
    record = state.plan.find(Indicator, definition.code)
    return {
        "definition": definition,
        "facts": _facts(definition),
        **_summary(_rows(state, opened, definition)),
        "sections": build_sections(asked, every),
        "change_heads": CHANGE_HEADS,
        "target_heads": TARGET_HEADS,
        "where": where,
        "places": [
            NavLink(
                f"By locality of {one.words}",
                _address(state, definition.code, opened, "" if one.value == "locality" else one.value),
                one.value == where,
            )
            for one in WHERE
        ],
        "home_only": all(computing.by_home_alone for computing in definition.computing),
        "by_group": any(computing.by for computing in definition.computing),
        "uncounted": uncounted,
        "record": record
        and page_address(
            "workspace:record",
            {"plan": state.code, "room": record.room, "noun": record.noun, "key": record.key},
        ),
    }


def _summary(rows: list[tuple[Any, ...]]) -> dict[str, Any]:
    """Return the table of the county's figure; its rows are named where the indicator has several figures."""
    if len(rows) == 1:
        return {"summary": [row[1:] for row in rows], "heads": HEADS[1:]}
    return {"summary": [(row[0].under, *row[1:]) for row in rows], "heads": (Head("Figure"), *HEADS[1:])}


def _facts(definition: Definition) -> list[Fact]:
    """Return the definition in plain words."""
    breaks = "\n".join(f"From {day_text(one.date)}: {one.what}" for one in definition.breaks)
    return [
        Fact("What it measures", definition.what),
        Fact("Why it matters", definition.why),
        Fact("Counted", definition.numerator),
        Fact("Out of", definition.denominator),
        Fact("Which way is good", way_words(definition)),
        Fact("Source", f"{definition.source}. {definition.publisher}."),
        Fact("Breaks in the series", breaks or "None is known."),
        Fact("Note", definition.note or "None."),
        Fact("Where it is defined", definition.citation),
    ]
