"""The page of a room: what it is for, and its lists with their counts and findings."""

from django.http import HttpRequest, HttpResponse

from lcsp.vocabulary.actors import Action
from lcsp.vocabulary.noun import Noun
from lcsp.web.doors import door
from lcsp.web.pages import render
from lcsp.web.records.beside import counts_words, findings_of_nouns
from lcsp.web.records.opening import Opened, first_line, list_name, open_plan, room_name, room_notice
from lcsp.web.showing import Cell, Head
from lcsp.whole_plan import NOUNS

_HEADS = (Head("List"), Head("Records", numeric=True), Head("Findings"))


@door(Action.READ)
def show_room(request: HttpRequest, plan: str, room: str) -> HttpResponse:
    """Show a room of a plan."""
    opened = open_plan(request, plan)
    nouns = [noun for noun in NOUNS if noun.room == room]
    local = opened.plan.inherits is not None
    context = {
        "of_plan": opened.name,
        "crumbs": opened.crumbs(),
        "title": room_name(room),
        "notice": [part for part in room_notice(room).split("\n\n") if part],
        "heads": (*_HEADS[:2], Head("In the county’s plan", numeric=True), _HEADS[2]) if local else _HEADS,
        "rows": [_row(opened, noun, local=local) for noun in nouns],
    }
    return render(request, "records/room.html", context)


def _row(opened: Opened, noun: type[Noun], *, local: bool) -> tuple[object, ...]:
    own = len(opened.plan.all(noun))
    county = (f"{len(opened.plan.whole_of(noun)) - own:,}",) if local else ()
    found = findings_of_nouns(opened.plan).get(noun.noun, ())
    name = Cell(list_name(noun), opened.address("list", noun), under=first_line(noun))
    return name, f"{own:,}", *county, counts_words(found)
