"""The way of a plan from draft to edition: each stage, and what stands in the way of the next."""

from hypothesis import given
from hypothesis import strategies as st

from lcsp.partnership.plan.lifecycle import (
    Stage,
    Standing,
    StepKind,
    ways_to_approve,
    ways_to_end_review,
    ways_to_publish,
    ways_to_send,
)

_numbers = st.integers(1, 50)
standings = st.builds(
    lambda at, later, step: Standing(at + later, step, at if step else 0),
    _numbers,
    st.integers(0, 3),
    st.none() | st.sampled_from(StepKind),
)


def test_a_plan_goes_from_draft_to_edition_and_back() -> None:
    assert Standing(1).stage is Stage.DRAFT
    assert Standing(1, StepKind.SENT, 1).stage is Stage.IN_REVIEW
    assert Standing(3, StepKind.SENT, 1).stage is Stage.IN_REVIEW
    assert Standing(3, StepKind.SENT_BACK, 3).stage is Stage.DRAFT
    assert Standing(3, StepKind.APPROVED, 3).stage is Stage.APPROVED
    assert Standing(4, StepKind.APPROVED, 3).stage is Stage.DRAFT
    assert Standing(3, StepKind.PUBLISHED, 3).stage is Stage.PUBLISHED
    assert (Standing(5, StepKind.PUBLISHED, 3).stage, Standing(5, StepKind.PUBLISHED, 3).since) == (Stage.DRAFT, 2)


def test_nobody_approves_what_they_wrote() -> None:
    standing = Standing(7, StepKind.SENT, 6)
    assert ways_to_approve(standing, errors=0, unsettled=0, wrote=[]) == []
    assert ways_to_approve(standing, errors=0, unsettled=0, wrote=[7]) == [
        "You made revision 7 of this plan yourself: somebody else has to approve it."
    ]
    (several,) = ways_to_approve(standing, errors=0, unsettled=0, wrote=range(1, 8))
    assert several.startswith("You made revisions 1, 2, 3, 4, 5 … of this plan")


def test_every_reason_is_said_at_once() -> None:
    found = ways_to_approve(Standing(7), errors=1, unsettled=2, wrote=[7])
    assert [one.split(":")[0].split(".")[0] for one in found] == [
        "The plan is not in review",
        "You made revision 7 of this plan yourself",
        "2 comments are not settled yet",
        "The rules find 1 error",
    ]
    assert "1 comment is not settled" in ways_to_approve(Standing(7), errors=0, unsettled=1, wrote=[])[1]


def test_a_change_after_the_approval_has_to_be_approved_again() -> None:
    (said,) = ways_to_publish(Standing(5, StepKind.APPROVED, 3), errors=0)
    assert "(2 revisions)" in said
    (said,) = ways_to_publish(Standing(3, StepKind.PUBLISHED, 3), errors=0)
    assert "nothing new" in said


@given(standings, st.integers(0, 3))
def test_exactly_an_approved_plan_without_errors_is_published(standing: Standing, errors: int) -> None:
    ready = standing.stage is Stage.APPROVED and not errors
    assert (ways_to_publish(standing, errors=errors) == []) == ready


@given(standings, st.integers(0, 2), st.integers(0, 2), st.lists(_numbers, max_size=8))
def test_exactly_a_reviewed_plan_is_approved(standing: Standing, errors: int, unsettled: int, wrote: list[int]) -> None:
    ready = standing.stage is Stage.IN_REVIEW and not (errors or unsettled or wrote)
    assert (ways_to_approve(standing, errors=errors, unsettled=unsettled, wrote=wrote) == []) == ready


@given(standings)
def test_a_plan_is_either_sent_or_taken_back_or_stands(standing: Standing) -> None:
    assert (ways_to_send(standing) == []) == (standing.stage is Stage.DRAFT)
    assert (ways_to_end_review(standing) == []) == (standing.stage is Stage.IN_REVIEW)
