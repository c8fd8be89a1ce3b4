"""The way of a plan from draft to published edition: the stage it is at, and what stands in the way of the next.

The stages are those of a service plan's approval: drafted, reviewed, approved by somebody who did not write it, and
published as an edition. A change in the year makes it a draft again, and the next edition takes the same way.
"""

from collections.abc import Collection
from enum import StrEnum
from typing import NamedTuple


class Stage(StrEnum):
    """How far a plan has come."""

    DRAFT = "draft"
    IN_REVIEW = "in review"
    APPROVED = "approved"
    PUBLISHED = "published"


class StepKind(StrEnum):
    """What somebody did to bring a plan on its way, or back."""

    SENT = "sent for review"
    TAKEN_BACK = "taken back"
    SENT_BACK = "sent back"
    APPROVED = "approved"
    PUBLISHED = "published"


class Standing(NamedTuple):
    """Where a plan stands: its newest revision, and its newest step with the revision that it was taken at.

    `step` is None and `at` 0 for a plan that was never sent for review.
    """

    head: int
    step: StepKind | None = None
    at: int = 0

    @property
    def stage(self) -> Stage:
        """The stage: a plan that was changed after it was approved or published is a draft again."""
        if self.step is StepKind.SENT:
            return Stage.IN_REVIEW
        if self.at == self.head and self.step is StepKind.APPROVED:
            return Stage.APPROVED
        if self.at == self.head and self.step is StepKind.PUBLISHED:
            return Stage.PUBLISHED
        return Stage.DRAFT

    @property
    def since(self) -> int:
        """How many revisions followed the newest step."""
        return self.head - self.at if self.step else 0


def ways_to_send(standing: Standing) -> list[str]:
    """Return what stands in the way of sending a plan for review, a sentence each; nothing where it may be sent."""
    match standing.stage:
        case Stage.IN_REVIEW:
            return ["The plan is in review already."]
        case Stage.APPROVED:
            return ["The plan is approved already, and was not changed since: it can be published."]
        case Stage.PUBLISHED:
            return ["The plan stands as it was published: there is nothing to review until it is changed."]
    return []


def ways_to_end_review(standing: Standing) -> list[str]:
    """Return what stands in the way of taking or sending a plan back."""
    return [] if standing.stage is Stage.IN_REVIEW else ["The plan is not in review."]


def ways_to_approve(standing: Standing, *, errors: int, unsettled: int, wrote: Collection[int]) -> list[str]:
    """Return what stands in the way of one person's approving a plan, a sentence each.

    `errors` is how many the rules find, `unsettled` how many comments nobody has settled, and `wrote` are the revisions
    since the last edition that this very person made: nobody approves what they wrote.
    """
    ways = (
        [] if standing.stage is Stage.IN_REVIEW else ["The plan is not in review: it has to be sent for review first."]
    )
    if wrote:
        said = ", ".join(map(str, sorted(wrote)[:5])) + (" …" if len(wrote) > 5 else "")
        word = "revisions" if len(wrote) > 1 else "revision"
        ways.append(f"You made {word} {said} of this plan yourself: somebody else has to approve it.")
    if unsettled:
        ways.append(f"{_count(unsettled, 'comment')} {'is' if unsettled == 1 else 'are'} not settled yet.")
    return ways + ways_of_errors(errors)


def ways_to_publish(standing: Standing, *, errors: int) -> list[str]:
    """Return what stands in the way of publishing a plan as an edition, a sentence each."""
    ways = []
    if standing.stage is Stage.PUBLISHED:
        ways.append("The plan was not changed since the last edition: there is nothing new to publish.")
    elif standing.step is StepKind.APPROVED and standing.since:
        changed = _count(standing.since, "revision")
        ways.append(
            f"The plan was changed after it was approved ({changed}): it has to be reviewed and approved again."
        )
    elif standing.stage is not Stage.APPROVED:
        ways.append("The plan is not approved: an approver who did not write it has to approve it first.")
    return ways + ways_of_errors(errors)


def ways_of_errors(errors: int) -> list[str]:
    """Return that a plan with errors is neither approved nor published, where it has any."""
    if not errors:
        return []
    return [f"The rules find {_count(errors, 'error')}: each has to be mended, or accepted with a reason."]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
