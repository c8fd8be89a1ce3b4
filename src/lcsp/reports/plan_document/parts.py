"""The parts of the document: narrative sections in the plan's order, and the tables that belong to them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from lcsp.partnership.plan import ContentsEntry, Section
from lcsp.reports import pictures
from lcsp.reports.document import Block, Figure, Heading, Note
from lcsp.reports.plan_document.actions import build_actions
from lcsp.reports.plan_document.budget import build_budget
from lcsp.reports.plan_document.consultations import build_consultations
from lcsp.reports.plan_document.duties import build_delegations, build_reporting_duties
from lcsp.reports.plan_document.governance import build_boards, build_partners, build_risks
from lcsp.reports.plan_document.index import Index, slug
from lcsp.reports.plan_document.indicators import build_indicators
from lcsp.reports.plan_document.lead_roles import build_lead_roles
from lcsp.reports.plan_document.population import build_population
from lcsp.reports.plan_document.pressures import build_significant_change
from lcsp.reports.plan_document.prose import read_prose
from lcsp.reports.plan_document.services import build_services
from lcsp.reports.plan_document.staffing import build_staffing
from lcsp.reports.plan_document.summary import SUMMARY
from lcsp.reports.plan_document.variation import build_variation
from lcsp.reports.plan_document.wording import capital, period_words, sentence
from lcsp.reports.tables import Table
from lcsp.reports.words import InternalLink, Paragraph, RecordName
from lcsp.whole_plan import WholePlan


class Topic(NamedTuple):
    """A subject that has records. They follow the section of the same code, or stand under `title` if there is none.

    A picture, where the subject has one and the plan the records for it, follows them. Where the first table above it
    tells the picture's data (`told`), the picture points there instead of telling them again.
    """

    code: str
    title: str
    build: Callable[[Index], list[Block]]
    draw: Callable[[WholePlan], Figure | None] | None = None
    told: bool = False

    def blocks(self, index: Index) -> list[Block]:
        """Return the tables of the subject, and its picture."""
        blocks = self.build(index)
        picture = self.draw(index.plan) if self.draw else None
        above = next((block for block in blocks if isinstance(block, Table)), None)
        if picture is None:
            return blocks
        if not self.told or above is None:
            return [*blocks, picture]
        pointer = ("The data of this picture: ", InternalLink(above.caption, above.anchor), ".")
        return [*blocks, replace(picture, table=None), Paragraph(pointer)]


class Part(NamedTuple):
    """A part of the document: its name in plan/sections.csv, its usual title, and its topics in the usual order."""

    name: str
    title: str
    topics: tuple[Topic, ...]


class _Chapter(NamedTuple):
    """A section, a topic, or a topic with its section."""

    section: Section | None
    topic: Topic | None


def _nothing(_: Index) -> list[Block]:
    return []


PARTS = (
    Part(
        "introduction",
        "Purpose and background",
        (
            Topic(
                "population",
                "Children and young people served",
                build_population,
                pictures.build_population_picture,
                told=True,
            ),
        ),
    ),
    Part(
        "section 1",
        "Section 1: core purpose and key responsibilities",
        (
            Topic("significant-change", "Significant change to meet needs and demand", build_significant_change),
            Topic("feedback", "Feedback from the public and users", _nothing),
            Topic("review-of-performance", "Review of performance", _nothing),
            Topic(
                "key-performance-indicators",
                "Key performance indicators",
                build_indicators,
                pictures.build_indicators_picture,
                told=True,
            ),
            Topic("service-comparisons", "Service comparisons", _nothing),
        ),
    ),
    Part(
        "section 2",
        "Section 2: core business and priorities",
        (
            Topic("lead-roles", "Lead roles", build_lead_roles),
            Topic("core-services", "Core services and forecast activity levels", build_services),
            Topic("revenue-budget", "Revenue budget", build_budget, pictures.build_budget_picture, told=True),
            Topic(
                "variation-statement", "Variation statement", build_variation, pictures.build_bridge_picture, told=True
            ),
            Topic("delegations", "Delegated powers", build_delegations),
            Topic(
                "key-actions",
                "Key actions, projects and developments",
                build_actions,
                pictures.build_thread_picture,
            ),
            Topic("reporting-duties", "Reporting duties", build_reporting_duties),
            Topic("consultation", "Consultations, surveys and reviews", build_consultations),
        ),
    ),
    Part("staffing", "Staffing", (Topic("staffing", "Staffing", build_staffing, pictures.build_staffing_picture),)),
    Part(
        "governance",
        "Governance, partners and risks",
        (
            Topic("boards", "Boards, partnerships and committees", build_boards),
            Topic("partners", "Partners", build_partners),
            Topic("risks", "Risks", build_risks),
        ),
    ),
)
_TOPICS = {topic.code: topic for part in PARTS for topic in part.topics}
_LAST_PARTS = 2  # parts that a plan adds of its own stand before staffing and governance


def build_parts(index: Index) -> list[Block]:
    """Return every part that has something to say, each under a heading of level 1."""
    sections = _sections(index)
    known = {part.name for part in PARTS}
    told = {section.code for found in sections.values() for section in found}
    own = [Part(name, capital(name), ()) for name in sections if name not in known]
    ordered = (*PARTS[:-_LAST_PARTS], *own, *PARTS[-_LAST_PARTS:])
    return [block for part in ordered for block in _part_blocks(index, part, sections.get(part.name, []), told)]


def _sections(index: Index) -> dict[str, list[Section]]:
    """Return the sections by part, in the plan's order; that of the summary box is left to the box."""
    parts: dict[str, list[Section]] = {}
    for section in sorted(index.plan.all(Section), key=lambda section: section.order):
        if section.code != SUMMARY:
            parts.setdefault(" ".join(section.part.lower().split()), []).append(section)
    return parts


def _part_blocks(index: Index, part: Part, sections: list[Section], told: set[str]) -> Iterator[Block]:
    title = _printed_title(index, part.name, part.title)
    blocks = [block for chapter in _chapters(part, sections, told) for block in _chapter_blocks(index, chapter, title)]
    if blocks:
        told_here = next((_name_of(section) for section in sections if _same(section.title, title)), None)
        yield Heading(title, index.anchor("part", part.name), new_page=True, record=told_here)
        yield from blocks


def _chapters(part: Part, sections: list[Section], told: set[str]) -> Iterator[_Chapter]:
    """Yield sections in the plan's order, each with the topic of its code, wherever that usually stands.

    A topic without a section (`told` has the codes of all sections) stands where it usually does among the others.
    """
    waiting = list(part.topics)
    for section in sections:
        topic = _TOPICS.get(section.code)
        while topic in waiting:
            first = waiting.pop(0)
            if first.code not in told:
                yield _Chapter(None, first)
        yield _Chapter(section, topic)
    yield from (_Chapter(None, topic) for topic in waiting if topic.code not in told)


def _chapter_blocks(index: Index, chapter: _Chapter, part_title: str) -> list[Block]:
    """Return heading, text and records; a heading that only repeats the part's title is left out."""
    section, topic = chapter
    records = topic.blocks(index) if topic else []
    if section:
        title, key = section.title, section.code
    elif topic and records:
        title, key = _printed_title(index, topic.code, topic.title), topic.code
    else:
        return []
    repeats = _same(title, part_title) and not any(isinstance(b, Heading) for b in records)
    name = _name_of(section) if section else None
    heading = [] if repeats else [Heading(title, index.anchor("section", key), 2, record=name)]
    return [*heading, *(_section_blocks(index, section) if section else ()), *records]


def _name_of(section: Section) -> RecordName:
    return RecordName(Section.noun, section.code)


def _same(title: str, other: str) -> bool:
    return title.casefold() == other.casefold()


def _printed_title(index: Index, key: str, usual: str) -> str:
    """Return the title that the plan's own table of contents gives a part or topic, or else the usual one."""
    entry = index.plan.find(ContentsEntry, slug(key))
    return entry.title if entry else usual


def _section_blocks(index: Index, section: Section) -> Iterator[Block]:
    yield from read_prose(section.text)
    if said := [text for text in (sentence(section.note), _other_year(index, section)) if text]:
        yield Note("About the print", tuple(map(Paragraph, said)))


def _other_year(index: Index, section: Section) -> str:
    """Return a sentence that names the year of a section, where that is not the plan's."""
    year = index.plan.header.year
    if section.period is None or section.period == year:
        return ""
    return f"The year named here is the {period_words(section.period)}; the plan is for {year.label}."
