"""The rules find what the plan itself contradicts: a sample in every run, the whole when everything is required."""

import pytest
from tests.mutations.__main__ import PAGE, with_figures
from tests.mutations.report import Judged, constrained, number_changes, prove, recall, tables

from lcsp.whole_plan import WholePlan

LEAST_OF_NUMBERS, LEAST_OF_ALL = 0.95, 0.90
MOST_ELSEWHERE = 0.02  # of the mutants may also raise a finding at a record that the slip does not touch


def reaches_the_targets(found: list[Judged]) -> None:
    missed = [one.name for one in constrained(found) if not one.found][:40]
    assert recall(number_changes(found)) >= LEAST_OF_NUMBERS, missed
    assert recall(constrained(found)) >= LEAST_OF_ALL, missed
    assert sum(bool(one.elsewhere) for one in found) <= MOST_ELSEWHERE * len(found)


def test_a_sample_reaches_the_targets(sample: list[Judged]) -> None:
    assert len(number_changes(sample)) > 500
    assert len(constrained(sample)) > 1500
    reaches_the_targets(sample)


def test_what_can_be_read_reaches_the_targets_too(sample: list[Judged]) -> None:
    """Refusals are the easy part: the shares hold without them."""
    reaches_the_targets([one for one in sample if not one.refused])


def test_every_family_finds_something_that_no_other_does(sample: list[Judged]) -> None:
    alone = {next(iter(one.families)) for one in constrained(sample) if len(one.families) == 1}
    assert alone == {"agreement", "casting", "completeness", "indicators", "plausibility", "the thread", "time"}


@pytest.mark.slow
def test_the_whole_reaches_the_targets_and_the_page_says_so(kent: WholePlan) -> None:
    found = prove(kent)
    reaches_the_targets(found)
    page = PAGE.read_text("utf-8")
    assert with_figures(page, tables(found)) == page, "`python -m tests.mutations --write` writes the figures again"
