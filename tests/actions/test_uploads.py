"""Uploads that wait: what they would change is what they change, for their owner alone, and for a day."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.people_and_plans import OTHER_LOCALITY, OWN_LOCALITY, local_code

from lcsp.actions.merging import MINE, THEIRS
from lcsp.actions.records import Unsaved, WouldDangle, change_record, revise
from lcsp.actions.uploads import (
    MOST_WAITING,
    WAITS,
    apply_waiting,
    change_base,
    find_upload,
    forget_old_uploads,
    keep_upload,
    preview_upload,
    undo_revision,
)
from lcsp.files import Reading
from lcsp.files.forms import Form, plan_file
from lcsp.files.received import read_received
from lcsp.partnership.finance import BudgetLine
from lcsp.partnership.plan import KeyAction, Plan
from lcsp.store.changes import Change
from lcsp.store.models import AuditEntry, Revision, WaitingUpload
from lcsp.store.plans import NoPlan, kept, load_plan, load_plan_at
from lcsp.vocabulary.actors import Actor, Forbidden
from lcsp.whole_plan import NOUNS, WholePlan

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_is_kept(db: None) -> None:
    """Revisions of a test that was rolled back are not known to the next."""
    kept.forget()


@pytest.fixture
def planner(people: Any) -> Actor:
    """The county planner."""
    return people["county planner"].actor  # type: ignore[no-any-return]


def sent(plan: WholePlan, form: Form = Form.JSON) -> Reading:
    """Return `plan` as it comes back from a file."""
    name = {Form.JSON: "a.json", Form.XLSX: "a.xlsx"}[form]
    return read_received({name: plan_file(plan, form)})


def retitled(plan: WholePlan, code: str, title: str) -> WholePlan:
    """Return `plan` with another title for one action."""
    return plan.replace(
        {KeyAction: [a.model_copy(update={"title": title}) if a.code == code else a for a in plan.all(KeyAction)]}
    )


def keep(planner: Actor, code: str, plan: WholePlan, base: int | None = None) -> WaitingUpload:
    """Keep `plan` for the plan `code`."""
    return keep_upload(by=planner, plan=code, reading=sent(plan), base=base, name="a.json")


def apply_it(planner: Actor, waiting: WaitingUpload, choices: Any = (), **more: Any) -> Revision | None:
    """Apply an upload as it is."""
    seen = preview_upload(waiting).seen
    return apply_waiting(by=planner, upload=waiting, choices=dict(choices), seen=seen, why="A test", **more)


@given(st.data())
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_workbook_that_was_changed_changes_the_plan_in_exactly_that(
    kent_site: str, planner: Actor, data: st.DataObject
) -> None:
    """Whatever is edited: the preview shows it, applying brings it about, and the file sent again changes nothing."""
    with transaction.atomic():
        _edit_and_apply(kent_site, planner, data)
        transaction.set_rollback(True)
    kept.forget()


def _edit_and_apply(kent_site: str, planner: Actor, data: st.DataObject) -> None:
    state = load_plan(kent_site)
    edited = data.draw(edits(state.plan))
    reading = sent(edited, Form.XLSX)
    waiting = keep_upload(by=planner, plan=kent_site, reading=reading, base=None, name="a.xlsx")
    preview = preview_upload(waiting)
    assert preview.merge.after == edited
    assert preview.changes_something == (edited != state.plan)
    revision = apply_it(planner, waiting, leave_dangling=preview.dangling_seen)
    assert (revision is not None) == preview.changes_something
    after = load_plan(kent_site)
    assert after.plan == edited
    again = keep_upload(by=planner, plan=kent_site, reading=reading, base=None, name="a.xlsx")
    assert not preview_upload(again).changes_something
    assert apply_it(planner, again) is None
    assert load_plan(kent_site).number == after.number


@st.composite
def edits(draw: st.DrawFn, plan: WholePlan) -> WholePlan:
    """Return what somebody made of `plan` in a spreadsheet: rows removed, moved, retyped, and given new codes."""
    made: dict[Any, list[Any]] = {}
    for noun in draw(st.sets(st.sampled_from([n for n in NOUNS[1:] if plan.all(n)]), min_size=1, max_size=4)):
        rows = list(plan.all(noun))
        for _ in range(draw(st.integers(1, 3))):
            at = draw(st.integers(0, len(rows) - 1)) if rows else 0
            do = draw(st.sampled_from(("remove", "move", "copy", "retype", "rename")))
            if not rows:
                break
            row = rows.pop(at)
            others = {other.key for other in rows}
            if do == "move":
                rows.insert(draw(st.integers(0, len(rows))), row)
            elif do in ("copy", "rename") and "code" in noun.model_fields:
                new = row.model_copy(update={"code": f"new-{draw(st.integers(1, 99))}"})
                kept = [row, new] if do == "copy" else [new]
                rows[at:at] = {one.key: one for one in kept if one.key not in others}.values()
            elif do == "retype" and "title" in noun.model_fields:
                rows.insert(at, row.model_copy(update={"title": draw(st.text("ab =+'", min_size=1)).strip() or "x"}))
            elif do != "remove":
                rows.insert(at, row)
        made[noun] = rows
    return plan.replace(made)


def test_what_others_did_meanwhile_stays(kent_site: str, planner: Actor) -> None:
    first = load_plan(kent_site)
    line = first.plan.all(BudgetLine)[0]
    theirs = line.model_copy(update={"note": "Theirs"} if "note" in BudgetLine.model_fields else {"gross": Decimal(1)})
    change_record(
        by=planner, plan=kent_site, change=Change("budget_line", line.key, theirs), base=first.number, why="Theirs"
    )
    waiting = keep(planner, kent_site, retitled(first.plan, "4", "Mine"), base=first.number)
    assert apply_it(planner, waiting) is not None
    now = load_plan(kent_site).plan
    assert now.find(BudgetLine, line.key) == theirs
    assert now.find(KeyAction, "4").title == "Mine"  # type: ignore[union-attr]


@pytest.mark.parametrize(("choice", "title"), [(MINE, "Mine"), (THEIRS, "Theirs")])
def test_a_record_that_both_changed_is_chosen(kent_site: str, planner: Actor, choice: str, title: str) -> None:
    first = load_plan(kent_site)
    theirs = retitled(first.plan, "4", "Theirs").find(KeyAction, "4")
    change_record(by=planner, plan=kent_site, change=Change("key_action", "4", theirs), base=first.number, why="Theirs")
    waiting = keep(planner, kent_site, retitled(first.plan, "4", "Mine"), base=first.number)
    assert [clash.name for clash in preview_upload(waiting).merge.undecided] == ["key_action 4"]
    with pytest.raises(Unsaved, match="choose for each"):
        apply_it(planner, waiting)
    apply_it(planner, waiting, {"key_action 4": choice})
    assert load_plan(kent_site).plan.find(KeyAction, "4").title == title  # type: ignore[union-attr]


def test_it_is_applied_only_as_it_was_seen(kent_site: str, planner: Actor) -> None:
    first = load_plan(kent_site)
    waiting = keep(planner, kent_site, retitled(first.plan, "4", "Mine"))
    seen = preview_upload(waiting).seen
    theirs = retitled(first.plan, "4", "Theirs").find(KeyAction, "4")
    change_record(by=planner, plan=kent_site, change=Change("key_action", "4", theirs), base=first.number, why="Theirs")
    with pytest.raises(Unsaved, match="since you looked"):
        apply_waiting(by=planner, upload=waiting, choices={}, seen=seen, why="A test")
    assert load_plan(kent_site).number == first.number + 1


def test_what_would_dangle_has_to_be_seen(kent_site: str, planner: Actor) -> None:
    plan = load_plan(kent_site).plan
    key = next(p.key for p in plan.pointers() if p.noun == "key_action")
    waiting = keep(planner, kent_site, plan.replace({KeyAction: [a for a in plan.all(KeyAction) if a.key != key]}))
    preview = preview_upload(waiting)
    assert preview.dangling
    with pytest.raises(WouldDangle):
        apply_it(planner, waiting, leave_dangling="on")
    assert apply_it(planner, waiting, leave_dangling=preview.dangling_seen) is not None


def test_it_says_what_is_wrong_with_another_plans_file(kent_site: str, planner: Actor) -> None:
    other = load_plan(local_code(OWN_LOCALITY)).plan
    with pytest.raises(Unsaved, match="holds another plan"):
        keep(planner, kent_site, other)
    with pytest.raises(Unsaved, match="There is no revision 99"):
        keep(planner, kent_site, load_plan(kent_site).plan, base=99)
    assert not WaitingUpload.objects.exists()


def test_nobody_but_its_owner_finds_it(kent_site: str, planner: Actor, people: Any) -> None:
    waiting = keep(planner, kent_site, load_plan(kent_site).plan)
    assert find_upload(planner, kent_site, waiting.token) == waiting
    for by, plan in ((people["approver"].actor, kent_site), (planner, local_code(OWN_LOCALITY)), (planner, "")):
        with pytest.raises(NoPlan):
            find_upload(by, plan, waiting.token)


def test_it_waits_for_a_day_and_takes_its_place_among_few(kent_site: str, planner: Actor) -> None:
    plan = load_plan(kent_site).plan
    old = keep(planner, kent_site, plan)
    WaitingUpload.objects.filter(pk=old.pk).update(made_at=datetime.now(UTC) - WAITS - timedelta(seconds=1))
    with pytest.raises(NoPlan, match="Upload again"):
        find_upload(planner, kent_site, old.token)
    forget_old_uploads()
    assert not WaitingUpload.objects.exists()
    kept = [keep(planner, kent_site, plan) for _ in range(MOST_WAITING + 1)]
    assert set(WaitingUpload.objects.values_list("pk", flat=True)) == {one.pk for one in kept[1:]}


def test_a_locality_manager_uploads_to_the_own_plan_only(kent_site: str, people: Any) -> None:
    manager = people["locality manager"].actor
    own, other = local_code(OWN_LOCALITY), local_code(OTHER_LOCALITY)
    keep(manager, own, load_plan(own).plan)
    for code in (other, kent_site):
        with pytest.raises(Forbidden):
            keep(manager, code, load_plan(code).plan)


def test_a_refused_upload_leaves_no_trace(kent_site: str, planner: Actor, people: Any) -> None:
    waiting = keep(planner, kent_site, retitled(load_plan(kent_site).plan, "4", "Mine"))
    seen, entries = preview_upload(waiting).seen, AuditEntry.objects.count()
    with pytest.raises(Forbidden):
        apply_waiting(by=people["reader"].actor, upload=waiting, choices={}, seen=seen, why="A test")
    with pytest.raises(Unsaved, match="Say why"):
        apply_waiting(by=planner, upload=waiting, choices={}, seen=seen, why=" ")
    assert AuditEntry.objects.count() == entries
    assert WaitingUpload.objects.filter(pk=waiting.pk).exists()


def test_putting_a_revision_back_keeps_what_came_later(kent_site: str, planner: Actor) -> None:
    first = load_plan(kent_site)
    titles = [("4", "Wrong"), ("5", "Right")]
    for at, (code, title) in enumerate(titles):
        record = retitled(first.plan, code, title).find(KeyAction, code)
        change = Change("key_action", code, record)
        revise(by=planner, plan=kent_site, changes=[change], base=first.number + at, why=title)
    waiting = undo_revision(by=planner, plan=kent_site, number=first.number + 1)
    apply_it(planner, waiting)
    now = load_plan(kent_site).plan
    assert now == retitled(first.plan, "5", "Right")
    assert load_plan_at(kent_site, first.number + 1).plan == retitled(first.plan, "4", "Wrong")
    with pytest.raises(Unsaved, match="nothing before it"):
        undo_revision(by=planner, plan=kent_site, number=1)


def test_the_base_can_be_another_revision(kent_site: str, planner: Actor) -> None:
    first = load_plan(kent_site)
    record = retitled(first.plan, "4", "Theirs").find(KeyAction, "4")
    change_record(by=planner, plan=kent_site, change=Change("key_action", "4", record), base=first.number, why="Theirs")
    waiting = keep(planner, kent_site, first.plan)
    assert preview_upload(waiting).changes_something  # the file seems to take the title back
    change_base(by=planner, upload=waiting, base=first.number)
    assert not preview_upload(waiting).changes_something
    with pytest.raises(Unsaved):
        change_base(by=planner, upload=waiting, base=0)


def test_a_new_plan_is_taken_in(kent_site: str, planner: Actor) -> None:
    local = load_plan(local_code(OWN_LOCALITY)).plan
    new = local.replace({Plan: [local.header.model_copy(update={"code": "new-plan"})]})
    waiting = keep_upload(by=planner, plan="", reading=sent(new), base=None, name="a.json")
    preview = preview_upload(waiting)
    assert preview.state is None
    revision = apply_it(planner, waiting)
    assert revision is not None
    assert load_plan("new-plan").plan == new
    for header, said in (
        ({"code": kent_site}, "already"),
        ({"code": "add"}, "cannot be the code"),
        ({"code": "x", "county_plan": "nowhere"}, "is not there"),
    ):
        wrong = local.replace({Plan: [local.header.model_copy(update=header)]})
        with pytest.raises(Unsaved, match=said):
            keep_upload(by=planner, plan="", reading=sent(wrong), base=None, name="a.json")
