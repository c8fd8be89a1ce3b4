"""The reference pages of indicators: an index, and one page for each definition that ships with the package."""

from collections.abc import Iterator

from lcsp.partnership.performance import Definition
from lcsp.partnership.performance.definition import Computing
from lcsp.reference import SHIPPED


def indicator_pages() -> Iterator[tuple[str, Iterator[str]]]:
    """Yield file name and lines of each page, in Markdown."""
    definitions = SHIPPED.all(Definition)
    yield "indicators/README.md", _index(definitions)
    for definition in definitions:
        yield f"indicators/{file_stem(definition.code)}.md", _definition_page(definition)


def file_stem(code: str) -> str:
    """Return the name of an indicator's file: NI 87 is ni-087."""
    return f"ni-{int(code[3:]):03}" if code.startswith("NI ") else code


def _index(definitions: tuple[Definition, ...]) -> Iterator[str]:
    computed = sum(bool(definition.computing) for definition in definitions)
    yield "# Indicator definitions\n"
    yield f"{len(definitions)} definitions ship with the package, a dated file each in `src/lcsp/reference/indicators`;"
    yield f"{computed} of them are computed from pupil-level records. To add one is to add a file.\n"
    yield "| indicator | title | unit | good is | computed |"
    yield "|---|---|---|---|---|"
    for definition in definitions:
        link = f"[{definition.code}]({file_stem(definition.code)}.md)"
        kinds = ", ".join(dict.fromkeys(computing.kind for computing in definition.computing)) or "no"
        yield f"| {link} | {definition.title} | {definition.unit.value} | {definition.polarity.value} | {kinds} |"


def _definition_page(definition: Definition) -> Iterator[str]:
    yield f"# {definition.code}: {definition.title}\n"
    yield f"{definition.what} {definition.why}\n"
    base = f" per {definition.base:,}" if definition.base else ""
    bounds = [str(bound) for bound in (definition.least, definition.most) if bound is not None]
    facts = {
        "Numerator": definition.numerator,
        "Denominator": definition.denominator,
        "Unit": f"{definition.unit.value}{base}" + (f", {' to '.join(bounds)}" if len(bounds) == 2 else ""),
        "Good is": definition.polarity.value,
        "Figures are of": f"{definition.period.value} years, {definition.periodicity}",
        "Source": f"{definition.source}; published by {definition.publisher}",
        "In force": f"{definition.introduced} to {definition.ended or 'today'}. {definition.ended_why}",
        "Parts": "; ".join(f"({part.code}) {part.title}" for part in definition.parts),
        "Note": definition.note,
        "Known from": f"{definition.confidence}: {definition.citation}",
        "Written down by": f"{definition.author}; checked by {definition.checker or 'nobody else yet'}",
        "To be looked at again by": str(definition.review_date),
    }
    for name, fact in facts.items():
        if fact:
            yield f"- {name}: {' '.join(fact.split())}"
    if definition.confidence == "general knowledge":
        yield "\nThese facts were not read in the citation: confirm them before you rely on them."
    yield from _breaks_and_parameters(definition)
    if definition.computing:
        yield "\n## How it is computed\n"
        for computing in definition.computing:
            yield f"- {_computing_text(computing)}"


def _breaks_and_parameters(definition: Definition) -> Iterator[str]:
    if definition.breaks:
        yield "\n## Breaks: never compare across these days\n"
        for item in definition.breaks:
            yield f"- {item.date}: {item.what}" + (f" Source: {item.source}." if item.source else "")
    if definition.parameters:
        yield "\n## Numbers in the definition\n"
        yield "| number | value | from | to | |"
        yield "|---|---|---|---|---|"
        for number in definition.parameters:
            since, until = number.valid_from or "the first", number.valid_to or "today"
            yield f"| {number.name.replace('_', ' ')} | {number.value} | {since} | {until} | {number.note} |"


def _computing_text(computing: Computing) -> str:
    """Return how one figure is counted, in words."""
    facts = {
        "part": computing.part,
        "schools": ", ".join(computing.phases),
        "over": computing.span,
        "stage": computing.stage,
        "score": computing.score,
        "counted": computing.counted and f"`{computing.counted}`",
        "out of": computing.out_of and f"`{computing.out_of}`",
        "gap between": computing.higher and f"`{computing.higher}` and `{computing.lower}`",
        "one figure for each": computing.by,
        "of at least": str(computing.least_cohort or ""),
    }
    return "; ".join([computing.kind.capitalize(), *(f"{name} {fact}" for name, fact in facts.items() if fact)]) + "."
