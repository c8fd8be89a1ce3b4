"""The search page: records of all plans by words, localities and rules."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from markupsafe import Markup

from lcsp.checks import RULES
from lcsp.checks.listing import outcome_of
from lcsp.reports.plan_document.wording import capital, counted
from lcsp.store.plans import State, load_plans
from lcsp.vocabulary.actors import Action
from lcsp.vocabulary.rulebook import Check
from lcsp.web.addresses_of_pages import page_address
from lcsp.web.doors import door
from lcsp.web.pages import render
from lcsp.web.plan_asked import RecordName, record_address
from lcsp.web.search.entries import entries_of, fold
from lcsp.web.search.finding import Found, Sought, extract, find, mark, read_sought
from lcsp.web.showing import NavLink

_FROM_EACH = 6  # records shown of a plan while all plans are searched
_FROM_ONE = 200  # records shown where one plan is searched
_RULES = 10
_LONGEST = 200  # characters of a search


class Hit(NamedTuple):
    """A record that was found: what it is, its name and text with the words marked, its address."""

    kind: str
    name: Markup
    text: Markup
    address: str


class Group(NamedTuple):
    """What was found in one plan: the best of it, how many in all, and where the rest is shown."""

    title: str
    illustrative: bool
    hits: tuple[Hit, ...]
    number: int
    rest: str


class RuleHit(NamedTuple):
    """A rule that was found: its code and sentence with the words marked, its page, and the plans where it finds."""

    code: Markup
    says: Markup
    address: str
    plans: tuple[NavLink, ...]


@door(Action.READ)
def search(request: HttpRequest) -> HttpResponse:
    """Show the records, rules and localities that hold every word of `q`; `plan` keeps to one plan."""
    text = request.GET.get("q", "").strip()[:_LONGEST]
    sought, only = read_sought(text), request.GET.get("plan", "")
    states = load_plans() if sought.words else []
    known = {state.code: state for state in states}
    searched = [known[only]] if only in known else states
    limit = _FROM_ONE if only in known else _FROM_EACH
    ranked = [group for state in searched if (group := _group(state, sought, limit, text))]
    groups = [group for _, group in sorted(ranked, key=lambda one: one[0])]
    context = {
        "text": text,
        "only": known[only].plan.header.title if only in known else "",
        "groups": groups,
        "rules": [] if only in known else _rules(sought, states),
        "count": sum(group.number for group in groups),
        "everywhere": page_address("workspace:search", query={"q": text}),
    }
    return render(request, "search/search.html", context, fragment="found")


def _group(state: State, sought: Sought, limit: int, text: str) -> tuple[int, Group] | None:
    """Return what was found in a plan, with the rank of the best; None where nothing was."""
    found = find(entries_of(state.plan), sought)
    if not found:
        return None
    header = state.plan.header
    rest = page_address("workspace:search", query={"q": text, "plan": state.code}) if len(found) > limit else ""
    hits = tuple(_hit(state, one, sought) for one in found[:limit])
    return found[0].rank, Group(header.title, header.illustrative, hits, len(found), rest)


def _hit(state: State, found: Found, sought: Sought) -> Hit:
    entry = found.entry
    name = mark(entry.name, sought)
    in_text = any(word not in entry.folded_name for word in sought.words)
    shown = extract(entry.text, sought) if in_text else Markup()
    kind = capital(entry.noun.replace("_", " "))
    code = "" if entry.key in entry.name or " | " in entry.key else f" {entry.key}"
    return Hit(f"{kind}{code}", name, shown, record_address(RecordName(state.code, entry.noun, entry.key)))


def _rules(sought: Sought, states: list[State]) -> list[RuleHit]:
    """Return the rules whose code begins with what is sought, or whose sentence has its words."""
    if not sought.words:
        return []
    by_code = [rule for rule in RULES if fold(rule.code).startswith(sought.whole)]
    by_words = [
        rule for rule in RULES if rule not in by_code and all(word in fold(_sentence(rule)) for word in sought.words)
    ]
    return [_rule(rule, sought, states) for rule in (*by_code, *by_words)[:_RULES]]


def _rule(rule: Check, sought: Sought, states: list[State]) -> RuleHit:
    plans = []
    for state in states:
        count = sum(finding.code == rule.code for finding in outcome_of(state.plan).findings)
        if count:
            address = page_address("workspace:findings", {"plan": state.code}, {"code": rule.code})
            plans.append(NavLink(f"{counted(count, 'finding')} in {state.plan.header.title}", address))
    address = page_address("workspace:rule", {"code": rule.code})
    return RuleHit(mark(rule.code, sought), mark(_sentence(rule), sought), address, tuple(plans))


def _sentence(rule: Check) -> str:
    return " ".join(rule.manual.split("\n\n")[0].split())
