"""The rule book as pages: every rule, and the manual page of each."""

from django.http import Http404, HttpRequest, HttpResponse

from lcsp.checks import RULES, rule_of
from lcsp.checks.manual import manual_of
from lcsp.vocabulary.actors import Action
from lcsp.vocabulary.rulebook import Check
from lcsp.web.addresses_of_pages import page_address
from lcsp.web.doors import door
from lcsp.web.findings.views import rule_link
from lcsp.web.pages import render
from lcsp.web.showing import Cell, Crumb, Fact, Head, day_text

_HEADS = (Head("Rule"), Head("What must hold"), Head("Level"), Head("Family"))


@door(Action.READ)
def rules(request: HttpRequest) -> HttpResponse:
    """List every rule of the rule book."""
    return render(request, "findings/rules.html", {"heads": _HEADS, "rows": [_row(rule) for rule in RULES]})


def _row(rule: Check) -> tuple[object, ...]:
    return rule_link(rule.code), manual_of(rule).rule, Cell("", status=rule.level.value), rule.family


@door(Action.READ)
def rule(request: HttpRequest, code: str) -> HttpResponse:
    """Show the manual page of one rule: what must hold, why, what mends it, and two examples."""
    found = rule_of(code)
    if found is None:
        raise Http404(f"There is no rule {code!r}. The rule book lists them all.")
    context = {
        "rule": found,
        "manual": manual_of(found),
        "facts": _facts(found),
        "crumbs": [Crumb("Rule book", page_address("workspace:rules"))],
    }
    return render(request, "findings/rule.html", context)


def _facts(rule: Check) -> tuple[Fact, ...]:
    facts = [Fact("Level", rule.level.value.capitalize()), Fact("Family", rule.family.capitalize())]
    if rule.applies_from:
        facts.append(Fact("In force from", day_text(rule.applies_from)))
    if rule.applies_until:
        facts.append(Fact("In force until", day_text(rule.applies_until)))
    return tuple(facts)
