"""Reviews in the store: the steps of a plan on its way to an edition, and what people say of its records."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from django.db.models import Max, QuerySet

from lcsp.partnership.plan.lifecycle import Standing, StepKind
from lcsp.store.audit import append, hash_comment, hash_step
from lcsp.store.models import Comment, Edition, Revision, Step, StoredPlan, Version


class Talk(NamedTuple):
    """What was said of one record: the comment that began it, and those that followed, in their order."""

    first: Comment
    rest: tuple[Comment, ...] = ()

    @property
    def settled(self) -> bool:
        """Whether the last word settled it."""
        return (self.rest[-1] if self.rest else self.first).settles

    @property
    def comments(self) -> tuple[Comment, ...]:
        """All of them, the first one first."""
        return (self.first, *self.rest)


def find_standing_of(plan: StoredPlan) -> Standing:
    """Return where a plan stands on its way to an edition: what its newest step and its newest revision say."""
    step = plan.steps.select_related("revision").order_by("-number").first()
    if step is None:
        return Standing(plan.head)
    return Standing(plan.head, StepKind(step.kind), step.revision.number)


def find_standing(code: str) -> Standing:
    """Return where the plan of this code stands; as a draft without revisions where there is none."""
    plan = StoredPlan.objects.filter(code=code).first()
    return find_standing_of(plan) if plan else Standing(0)


def find_standings() -> dict[str, tuple[Standing, Step | None]]:
    """Return where every plan stands, with its newest step, by the plan's code: two queries."""
    newest = Step.objects.values("plan").annotate(last=Max("pk")).values("last")
    steps = {s.plan_id: s for s in Step.objects.filter(pk__in=newest).select_related("plan", "revision", "by")}
    found: dict[str, tuple[Standing, Step | None]] = {}
    for plan in StoredPlan.objects.order_by("pk"):
        step = steps.get(plan.pk)
        standing = Standing(plan.head, StepKind(step.kind), step.revision.number) if step else Standing(plan.head)
        found[plan.code] = standing, step
    return found


def find_keys(code: str, noun: str, key: str) -> list[tuple[str, str]]:
    """Return `noun` with each key that a record has or had, the newest first: what was said of it stands under each."""
    keys = [key]
    while True:
        renamed = Version.objects.filter(plan__code=code, noun=noun, key=keys[-1]).exclude(renamed_from="")
        former = renamed.order_by("-since").values_list("renamed_from", flat=True).first()
        if former is None or former in keys:
            return [(noun, one) for one in keys]
        keys.append(former)


def save_step(
    plan: StoredPlan, kind: StepKind, revision: Revision, *, by: int, why: str, edition: Edition | None = None
) -> Step:
    """Write the next step of `plan` (held by `hold_plan`) and its audit entry."""
    step = Step(
        plan=plan,
        number=(plan.steps.aggregate(last=Max("number"))["last"] or 0) + 1,
        kind=kind.value,
        revision=revision,
        edition=edition,
        at=datetime.now(UTC),
        by_id=by,
        why=why,
    )
    step.save(force_insert=True)
    facts = {"step": kind.value, "revision": revision.number}
    append(by=by, action="take step", subject=str(step), facts=facts, content=hash_step(step))
    return step


def list_steps(code: str) -> list[Step]:
    """Return the steps of a plan, the newest first."""
    found = Step.objects.filter(plan__code=code).select_related("plan", "revision", "by", "edition")
    return list(found.defer("edition__export").order_by("-number"))


def written_by(plan: StoredPlan, account: int) -> list[int]:
    """Return the numbers of the revisions since the last edition that one account made, as far as they were changes."""
    published = plan.steps.filter(kind=StepKind.PUBLISHED).aggregate(last=Max("revision__number"))["last"] or 0
    made = plan.revisions.filter(by_id=account, number__gt=published).order_by("number")
    return list(made.values_list("number", flat=True))


def save_comment(
    plan: StoredPlan,
    revision: Revision,
    *,
    by: int,
    about: tuple[str, str],
    text: str,
    answers: Comment | None = None,
    settles: bool = False,
) -> Comment:
    """Write a comment on `about` (noun and key, both blank for the plan as a whole) and its audit entry.

    `plan` is held by `hold_plan`, so that comments are numbered one after the other.
    """
    comment = Comment(
        plan=plan,
        number=(plan.comments.aggregate(last=Max("number"))["last"] or 0) + 1,
        noun=about[0],
        key=about[1],
        revision=revision,
        answers=answers,
        settles=settles,
        at=datetime.now(UTC),
        by_id=by,
        text=text,
    )
    comment.save(force_insert=True)
    facts = {"on": " ".join(about).strip() or "the plan", "settles": settles}
    append(by=by, action="comment", subject=str(comment), facts=facts, content=hash_comment(comment))
    return comment


def find_comment(code: str, number: int) -> Comment | None:
    """Return one comment of a plan."""
    return _comments(code).filter(number=number).first()


def list_talks(code: str, about: Iterable[tuple[str, str]] | None = None) -> list[Talk]:
    """Return what was said of a plan, the newest talk first; with `about`, only of these records (noun, key).

    A record that had other keys before is asked for under all of them.
    """
    wanted = None if about is None else set(about)
    first: dict[int, Comment] = {}
    rest: dict[int, list[Comment]] = {}
    for comment in _comments(code).order_by("number"):
        if comment.answers_id is None:
            if wanted is None or (comment.noun, comment.key) in wanted:
                first[comment.pk] = comment
        else:
            rest.setdefault(comment.answers_id, []).append(comment)
    return [Talk(comment, tuple(rest.get(pk, ()))) for pk, comment in sorted(first.items(), reverse=True)]


def count_unsettled(code: str) -> int:
    """Return how many talks of a plan nobody has settled."""
    return sum(not talk.settled for talk in list_talks(code))


def list_codes_with_comments() -> list[str]:
    """Return the codes of the plans on which anybody has commented."""
    return list(Comment.objects.values_list("plan__code", flat=True).distinct())


def _comments(code: str) -> QuerySet[Comment]:
    return Comment.objects.filter(plan__code=code).select_related("plan", "revision", "by", "answers")
