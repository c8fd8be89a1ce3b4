"""What a code, an alias or a number is made of agrees with it: the name, the whole, the places that it counts."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from lcsp.checks.label_slips import find_slips
from lcsp.partnership.finance import BudgetLine, Grant
from lcsp.partnership.governance import Board, BoardKind, Post
from lcsp.partnership.participation import Consultation
from lcsp.partnership.places import AgeBand, Area, AreaKind, BandRole, Population
from lcsp.partnership.plan import Activity, Objective, Section, Service, StatedAmount
from lcsp.partnership.plan.model.document import PageReference
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.noun import Noun
from lcsp.vocabulary.rulebook import check
from lcsp.vocabulary.wording import one_slip_apart, same_name, words_of
from lcsp.whole_plan import WholePlan

_NAMED: tuple[type[Noun], ...] = (Area, Service, Post, Board, BudgetLine, Grant)
_TAIL = re.compile(r"\d+[A-Z]?$")
_LEAST = 4  # letters of a word in which one slip can be told from another word


@check("JOIN-42", Level.NOTE, "agreement")
def codes_are_made_of_their_own_name(plan: WholePlan) -> Faults:
    """A code that is made of a name is made of its own record's name, in the same spelling.

    Codes need not be made of names. But a code that spells out another record's name, or its own with one slip, shows
    that two names have changed places or that one of them is misspelt. Labels of the budget table that have slipped by
    a row are told as such (JOIN-04).

    Mend: bring code and name together again, or correct the spelling.

    Fails:
        area: code | name
        area: dover | Deal
        area: deal | Dover
    Passes:
        area: code | name
        area: dover | Dover
        area: deal | Deal
        area: north-3 | Thanet
    """
    slipped = {id(slip.line) for slip in find_slips(plan)}
    for noun in _NAMED:
        strangers = []
        names: dict[frozenset[str], Noun] = {}
        for record in plan.all(noun):
            code, name = frozenset(words_of(record.key)), frozenset(words_of(record.name))  # type: ignore[attr-defined]
            names[name] = record
            if code and not code <= name and id(record) not in slipped:
                strangers.append((record, code, name))
        for record, code, name in strangers:
            owner = names.get(code) or next((other for other, _, held in strangers if code <= held), None)
            slips = [_spelt_otherwise(word, name) for word in code - name]
            if owner is not None and owner is not record:
                facts = f"the code is made of the name of {owner.key!r}, {owner.name!r}"  # type: ignore[attr-defined]
                yield Fault(record, "name", facts, "bring codes and names together again")
            elif all(slips):
                facts = f"{', '.join(filter(None, slips))} in the name, {record.key!r} in the code"
                yield Fault(record, "name", facts, "correct the spelling of one of them")


def _spelt_otherwise(word: str, name: frozenset[str]) -> str:
    """Return the word of `name` that is `word` with one slip of a letter, or blank; name and named are two words."""
    for other in name:
        ending = word.startswith(other) or other.startswith(word)
        if len(word) >= _LEAST and not ending and one_slip_apart(word, other):
            return repr(other)
    return ""


@check("JOIN-43", Level.WARNING, "agreement")
def codes_carry_what_they_belong_to(plan: WholePlan) -> Faults:
    """Where most codes carry the code of what they belong to, all do: an activity's service, a target's indicator.

    The number in an objective's alias is that of its code: Outcome 7B is 7B.

    Mend: correct the code, or the link.

    Fails:
        activity: code | service
        activity: nurses-1 | nurses
        activity: nurses-2 | nurses
        activity: welfare-1 | nurses
    Passes:
        activity: code | service
        activity: nurses-1 | nurses
        activity: nurses-2 | nurses
        activity: welfare-1 | welfare
    """
    served = [(row, row.code.startswith(f"{row.service}-"), row.service) for row in plan.all(Activity)]
    yield from _exceptions(served, "service", "the service")
    measured = [(row, row.code.endswith(row.indicator), row.indicator) for row in plan.all(Objective) if row.indicator]
    yield from _exceptions(measured, "code", "the indicator")
    known = [
        (row, code[0] == tail[0], alias)
        for row in plan.all(Objective)
        for alias in row.aliases
        if (tail := _TAIL.search(alias)) and (code := _TAIL.search(row.code))
    ]
    yield from _exceptions(known, "aliases", "the number of the alias")


def _exceptions(carried: Sequence[tuple[Noun, bool, str]], field: str, what: str) -> Iterator[Fault]:
    """Yield the records that do not carry what most do; `carried` holds (record, whether it does, what)."""
    wrong = [(record, whole) for record, carries, whole in carried if not carries]
    if len(wrong) * 2 < len(carried):
        for record, whole in wrong:
            facts = f"the code {record.key!r} does not carry {what} {whole!r}, as most do"
            yield Fault(record, field, facts, "correct the code or the link")


@check("JOIN-44", Level.WARNING, "agreement")
def local_boards_have_their_areas(plan: WholePlan) -> Faults:
    """Local boards begin on the day of areas that the plan names, and there are as many as localities of that day.

    Mend: correct the number of boards or the day, or add the area that is missing.

    Fails:
        area: code | kind | established
        area: dover | locality | 2008-09-01
        area: deal | locality | 2008-09-01
        board: code | kind | established | number
        board: boards | local board | 2008-09-01 | 3
    Passes:
        area: code | kind | established
        area: dover | locality | 2008-09-01
        area: deal | locality | 2008-09-01
        board: code | kind | established | number
        board: boards | local board | 2008-09-01 | 2
    """
    days = {area.established for area in plan.all(Area) if area.established}
    localities = Counter(area.established for area in plan.all(Area) if area.kind is AreaKind.LOCALITY)
    for board in plan.all(Board):
        if board.kind is not BoardKind.LOCAL_BOARD or not days:
            continue
        begun = localities[board.established]
        if board.established not in days:
            facts = f"{board.name} began on {board.established or 'a day not given'}, when no area of the plan did"
            yield Fault(board, "established", facts, "correct the day of the boards or of the areas")
        elif begun > 1 and board.number not in (1, begun):
            facts = f"{board.number} of {board.name}, for {begun} localities of the same day"
            yield Fault(board, "number", facts, "correct the number, or add the area that is missing")


@check("JOIN-45", Level.WARNING, "time")
def services_begin_with_their_areas(plan: WholePlan) -> Faults:
    """The service begins on the day on which its localities do, where they all begin on one.

    Mend: correct the day in the plan's head, or those of the localities.

    Fails:
        plan: year | starts_service
        plan: financial 2009/10 | 2007-09-01
        area: code | kind | established
        area: dover | locality | 2008-09-01
        area: deal | locality | 2008-09-01
    Passes:
        plan: year | starts_service
        plan: financial 2009/10 | 2008-09-01
        area: code | kind | established
        area: dover | locality | 2008-09-01
        area: deal | locality | 2008-09-01
    """
    begun = [area.established for area in plan.all(Area) if area.kind is AreaKind.LOCALITY]
    day = plan.header.starts_service
    if day and len(begun) > 1 and len(set(begun)) == 1 and begun[0] and begun[0] != day:
        facts = f"the service begins on {day}, its {len(begun)} localities on {begun[0]}"
        yield Fault(plan.header, "starts_service", facts, "correct the day of the service or of the localities")


@check("JOIN-46", Level.ERROR, "plausibility")
def no_more_are_asked_than_there_are(plan: WholePlan) -> Faults:
    """A consultation of children and young people asks no more of them than live in its area.

    Mend: correct the number.

    Fails:
        age_band: code | role
        age_band: all | total
        population: area | band | number
        population: dover | all | 13154
        consultation: code | target_group | sample_size | area
        consultation: survey | All pupils | 23500 | dover
    Passes:
        age_band: code | role
        age_band: all | total
        population: area | band | number
        population: dover | all | 13154
        consultation: code | target_group | sample_size | area
        consultation: survey | All pupils | 2350 | dover
    """
    wholes = {band.code for band in plan.whole_of(AgeBand) if band.role is BandRole.TOTAL}
    living = {row.area: row.number for row in plan.whole_of(Population) if row.band in wholes}
    for row in plan.all(Consultation):
        most = living.get(row.area or "")
        young = re.search(r"pupil|child|young|student", row.target_group, re.IGNORECASE)
        if row.sample_size is not None and most is not None and row.sample_size > most and young:
            facts = f"{row.sample_size:,} are to be asked, and {most:,} live there"
            yield Fault(row, "sample_size", facts, "correct the number")


@check("JOIN-47", Level.NOTE, "agreement")
def quotations_name_their_section(plan: WholePlan) -> Faults:
    """A quoted amount or page reference names, as the place where it stands, a section of the plan.

    Mend: write the heading of the section as the section has it.

    Fails:
        section: code | title
        section: summary | Executive summary
        stated_amount: code | quoted_in
        stated_amount: gross | Exective summary
    Passes:
        section: code | title
        section: summary | Executive summary
        stated_amount: code | quoted_in
        stated_amount: gross | Executive summary
    """
    headings = [section.title for section in plan.all(Section)]
    quoted: tuple[StatedAmount | PageReference, ...] = (*plan.all(StatedAmount), *plan.all(PageReference))
    for row in quoted if headings else ():
        if not any(same_name(row.quoted_in, heading) for heading in headings):
            facts = f"no section has the heading {row.quoted_in!r}"
            yield Fault(row, "quoted_in", facts, "write the heading as the section has it")
