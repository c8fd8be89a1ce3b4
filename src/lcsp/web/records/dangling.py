"""The question before references are left leading nowhere: what they are, and whether that is meant."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse

from lcsp.store.plans import load_plan
from lcsp.vocabulary.noun import Noun, columns
from lcsp.web.pages import render
from lcsp.web.records.opening import Opened, list_name, name_of, noun_name, record_address
from lcsp.web.records.sending import Sending
from lcsp.web.records.values import label_of
from lcsp.web.showing import Cell
from lcsp.whole_plan import NOUN_BY_NAME, Pointer


def dangling_page(
    request: HttpRequest,
    opened: Opened,
    noun: type[Noun],
    key: str,
    sending: Sending,
    pointers: Iterable[tuple[str, Pointer]],
    *,
    removing: bool = False,
) -> HttpResponse:
    """Ask whether `pointers` (each with the code of its plan) may lead nowhere; what was typed is kept."""
    record = opened.plan.find_own(noun, key) if key else None
    context = {
        "of_plan": opened.name,
        "crumbs": opened.crumbs(noun, record),
        "title": f"{noun_name(noun)} {key}".strip(),
        "cells": [pointer_cell(opened, code, pointer) for code, pointer in pointers],
        "sending": sending,
        "removing": removing,
        "back": opened.address("record", noun, key) if record else opened.address("list", noun),
        "list_name": list_name(noun),
    }
    return render(request, "records/dangling.html", context)


def pointer_cell(opened: Opened, code: str, pointer: Pointer) -> Cell:
    """Return a link to a record that refers to another, the field by which it does, and its plan if that is another."""
    noun = NOUN_BY_NAME[pointer.record.noun]
    plan = opened.plan if code == opened.code else load_plan(code).plan
    under = label_of(columns(noun)[pointer.field]).lower()
    where = "" if code == opened.code else f", in {plan.header.title}"
    words = f"{noun_name(noun)}: {name_of(plan, pointer.record)}"
    return Cell(words, record_address(code, noun, pointer.record.key), under=f"{under} {pointer.key}{where}")
