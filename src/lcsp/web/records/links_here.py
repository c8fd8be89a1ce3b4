"""Who refers to a record: in its own plan, and in the local plans that build on it."""

from collections.abc import Mapping
from typing import NamedTuple

from lcsp.store.counties import load_county
from lcsp.vocabulary.noun import Noun, columns
from lcsp.web.records.beside import Place
from lcsp.web.records.opening import Opened, list_name, name_of, record_address
from lcsp.web.records.values import label_of
from lcsp.web.showing import Cell
from lcsp.whole_plan import NOUN_BY_NAME, Pointer, WholePlan


class Links(NamedTuple):
    """The records of one plan and noun that refer to a record: their list's name, the plan (blank: the same), links."""

    words: str
    plan: str
    cells: list[Cell]


def pointers_to(plan: WholePlan, noun: str, key: str) -> tuple[Pointer, ...]:
    """Return the references in `plan`'s own records to one record, from an index made once."""

    def gather() -> Mapping[Place, tuple[Pointer, ...]]:
        found: dict[Place, list[Pointer]] = {}
        for pointer in plan.pointers():
            found.setdefault((pointer.noun, pointer.key), []).append(pointer)
        return {place: tuple(pointers) for place, pointers in found.items()}

    return plan.once("back links", gather).get((noun, key), ())


def links_to(opened: Opened, record: Noun) -> list[Links]:
    """Return what refers to `record`, by plan and noun: this plan's records first, then those of local plans."""
    found = _of_plan(opened.plan, opened.code, "", pointers_to(opened.plan, record.noun, record.key))
    if opened.past or opened.state.locality is not None:
        return found
    county = load_county(opened.code)
    for local in county.local_states if county else ():
        if local.plan.find_own(type(record), record.key) is None:
            pointers = pointers_to(local.plan, record.noun, record.key)
            found += _of_plan(local.plan, local.code, local.plan.header.title, pointers)
    return found


def _of_plan(plan: WholePlan, code: str, title: str, pointers: tuple[Pointer, ...]) -> list[Links]:
    cells: dict[str, list[Cell]] = {}
    for pointer in pointers:
        noun = NOUN_BY_NAME[pointer.record.noun]
        address = record_address(code, noun, pointer.record.key)
        under = label_of(columns(noun)[pointer.field]).lower()
        cells.setdefault(noun.noun, []).append(Cell(name_of(plan, pointer.record), address, under=under))
    return [Links(list_name(NOUN_BY_NAME[noun]), title, several) for noun, several in cells.items()]
