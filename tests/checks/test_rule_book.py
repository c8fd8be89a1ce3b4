"""The rule book: every rule has its manual page, and its two examples do what they say."""

import re

import pytest

from lcsp.checks import RULES, rule_of, run
from lcsp.checks.manual import example_plan, manual_of
from lcsp.checks.rule_book import chosen
from lcsp.vocabulary.rulebook import Check

PREFIXES = {"partnership.finance": "FIN", "partnership.performance": "PERF", "partnership.places": "PLACE"}
PREFIXES |= {"partnership.workforce": "WORK", "checks.joined_up": "JOIN"}
PREFIXES |= {"partnership.plan": "PLAN", "partnership.participation": "PART", "partnership.governance": "GOV"}
PREFIXES |= {"checks.two_years": "YEAR"}
PREFIXES |= {"checks.record_keeping": "JOIN", "checks.like_rows": "JOIN", "checks.made_of": "JOIN"}

each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)


@each_rule
def test_the_failing_example_fails(rule: Check) -> None:
    found = run(example_plan(manual_of(rule).fails), (rule,)).findings
    assert found
    assert {finding.code for finding in found} == {rule.code}


@each_rule
def test_the_passing_example_passes(rule: Check) -> None:
    assert run(example_plan(manual_of(rule).passes), (rule,)).findings == ()


@each_rule
def test_the_examples_concern_the_rule(rule: Check) -> None:
    """A passing example passes because it is right, not because it holds nothing that the rule looks at."""
    page = manual_of(rule)
    nouns = [{line.partition(":")[0] for line in text.splitlines()} for text in (page.fails, page.passes)]
    assert nouns[0] <= nouns[1] | {"service"}
    assert page.fails != page.passes


@each_rule
def test_the_manual_page_is_whole(rule: Check) -> None:
    page = manual_of(rule)
    assert page.rule.endswith(".")
    assert page.mend.endswith(".")
    assert "\n\n" not in page.rule


@each_rule
def test_the_code_tells_the_room(rule: Check) -> None:
    module = rule.rule.__module__.removeprefix("lcsp.").partition(".checks")[0]
    prefix = next(prefix for room, prefix in PREFIXES.items() if module.startswith(room))
    assert re.fullmatch(rf"{prefix}-\d\d", rule.code)


@each_rule
def test_facts_and_remedy_are_said(rule: Check) -> None:
    for finding in run(example_plan(manual_of(rule).fails), (rule,)).findings:
        assert finding.message
        assert finding.hint
        assert not finding.message.endswith(".")


def test_codes_stand_once() -> None:
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))


def test_rules_are_found_and_chosen_by_code() -> None:
    assert rule_of("fin-01") is rule_of("FIN-01") is not None
    assert rule_of("FIN-99") is None
    assert {rule.code for rule in chosen(("FIN",), ("FIN-01",))} == {
        rule.code for rule in RULES if rule.code.startswith("FIN") and rule.code != "FIN-01"
    }
    assert chosen((), ()) == RULES


def test_a_docstring_without_its_parts_is_refused() -> None:
    def lacking(plan: object) -> None:
        """A rule without a remedy."""

    rule = RULES[0]._replace(rule=lacking)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="needs the parts"):
        manual_of(rule)


def test_an_example_with_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValueError, match="no field 'colour'"):
        example_plan("area: code | colour\narea: dover | blue")
