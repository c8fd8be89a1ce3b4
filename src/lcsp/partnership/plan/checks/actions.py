"""What must hold among key actions, their parts, posts, links and deliverables."""

import re
from collections.abc import Iterator

from lcsp.partnership.plan.model.actions import Accountability, Deliverable, KeyAction, Link, SubAction
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.records import Records
from lcsp.vocabulary.rulebook import check

_NUMBER = re.compile(r"\d+")
_ALL = re.compile(r"\b(?:all|every|everything|any)\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")


@check("PLAN-12", Level.ERROR, "the thread")
def parts_belong_to_their_action(plan: Records) -> Faults:
    """A part carries its action's number, and what names a part belongs to the same action.

    Part 4.1 is a part of action 4; its links, posts and deliverables name action 4 too. A deliverable whose code holds
    numbers (D4.2) holds its action's first, where most of them do.

    Mend: correct the number of the action or of the part.

    Fails:
        key_action: code
        key_action: 4
        key_action: 5
        sub_action: code | action
        sub_action: 4.1 | 5
    Passes:
        key_action: code
        key_action: 4
        key_action: 5
        sub_action: code | action
        sub_action: 4.1 | 4
        deliverable: code | action | sub_action
        deliverable: D4.1 | 4 | 4.1
    """
    for part in plan.all(SubAction):
        if "." in part.code and not part.code.startswith(f"{part.action}."):
            facts = f"part {part.code} is entered under action {part.action}"
            yield Fault(part, "action", facts, "correct the number of the action or of the part")
    actions = {part.code: part.action for part in plan.all(SubAction)}
    rows: tuple[Deliverable | Link | Accountability, ...] = (
        *plan.all(Deliverable),
        *plan.all(Link),
        *plan.all(Accountability),
    )
    for row in rows:
        owner = actions.get(row.sub_action) if row.sub_action else row.action
        if owner is not None and owner != row.action:
            facts = f"names part {row.sub_action} of action {owner}, but stands under action {row.action}"
            yield Fault(row, "sub_action", facts, "name a part of the same action")
    yield from _misnumbered(plan)


def _misnumbered(plan: Records) -> Iterator[Fault]:
    """Yield the deliverables whose code holds another action's number, where most codes hold their own."""
    rows = [row for row in plan.all(Deliverable) if row.action.isdigit() and _NUMBER.search(row.code)]
    wrong = [row for row in rows if _NUMBER.findall(row.code)[0] != row.action]
    for row in wrong if len(wrong) * 2 < len(rows) else ():
        facts = f"deliverable {row.code} is entered under action {row.action}"
        yield Fault(row, "action", facts, "correct the number of the action or the code")


@check("PLAN-16", Level.ERROR, "the thread")
def links_name_one_thing(plan: Records) -> Faults:
    """A link names exactly one thing that the action serves: an objective, an indicator or a service.

    Mend: split the link in two, or fill in what it serves.

    Fails:
        link: action | objective | indicator
        link: 1 | 5B | NI 69
    Passes:
        link: action | objective | indicator
        link: 1 | 5B |
        link: 1 | | NI 69
    """
    for link in plan.all(Link):
        named = [field for field in ("objective", "indicator", "service") if getattr(link, field)]
        if len(named) != 1:
            facts = f"names {' and '.join(named)}" if named else "names no objective, indicator or service"
            yield Fault(link, named[-1] if named else "objective", facts, "name exactly one thing in each link")


@check("PLAN-17", Level.WARNING, "completeness")
def actions_have_a_post(plan: Records) -> Faults:
    """An action, or each of its parts, has a post that answers for it.

    Mend: enter the accountable post.

    Fails:
        key_action: code | title
        key_action: 4 | Reduce exclusions
    Passes:
        key_action: code | title
        key_action: 4 | Reduce exclusions
        accountability: action | post
        accountability: 4 | manager
    """
    parts: dict[str, list[SubAction]] = {}
    for part in plan.all(SubAction):
        parts.setdefault(part.action, []).append(part)
    whole = {row.action for row in plan.all(Accountability) if not row.sub_action}
    in_part = {row.sub_action for row in plan.all(Accountability)}
    for action in plan.all(KeyAction):
        lacking = [part.code for part in parts.get(action.code, ()) if part.code not in in_part]
        if action.code not in whole and (lacking or action.code not in parts):
            where = f"{', '.join(lacking)} of {action.title}" if parts.get(action.code) else action.title
            yield Fault(action, "code", f"nobody answers for {where}", "enter the accountable post")


@check("PLAN-32", Level.WARNING, "completeness")
def actions_deliver_something(plan: Records) -> Faults:
    """An action has at least one deliverable.

    Mend: say what will be there when the action is done.

    Fails:
        key_action: code | title
        key_action: 4 | Reduce exclusions
    Passes:
        key_action: code | title
        key_action: 4 | Reduce exclusions
        deliverable: code | action
        deliverable: D4.1 | 4
    """
    delivering = {row.action for row in plan.all(Deliverable)}
    for action in plan.all(KeyAction):
        if action.code not in delivering:
            yield Fault(action, "code", f"{action.title} delivers nothing", "say what will be there when it is done")


@check("PLAN-33", Level.NOTE, "the thread")
def actions_serve_something_in_particular(plan: Records) -> Faults:
    """An action serves an objective in particular, not "all" of them.

    What serves everything cannot be weighed against anything.

    Mend: name the objectives that the action moves most.

    Fails:
        key_action: code | title
        key_action: 14 | Better outcomes
        link: action | objective | catch_all
        link: 14 | P1 | yes
    Passes:
        key_action: code | title
        key_action: 14 | Better outcomes
        link: action | objective | catch_all
        link: 14 | P1 | no
    """
    links: dict[str, list[Link]] = {}
    for link in plan.all(Link):
        links.setdefault(link.action, []).append(link)
    for action in plan.all(KeyAction):
        found = links.get(action.code, [])
        if found and all(link.catch_all for link in found):
            facts = f"{action.title}: linked to {found[0].as_printed or 'everything'!r}, and to nothing in particular"
            yield Fault(action, "code", facts, "name the objectives that the action moves most")


@check("PLAN-34", Level.WARNING, "the thread")
def actions_serve_something(plan: Records) -> Faults:
    """An action is linked to something that it serves, or serves an action of the county plan.

    Mend: link it to an objective, an indicator or a service; if it serves none, ask why it is in the plan.

    Fails:
        key_action: code | title
        key_action: 14 | Better outcomes
    Passes:
        key_action: code | title
        key_action: 14 | Better outcomes
        link: action | objective
        link: 14 | P1
    """
    linked = {link.action for link in plan.all(Link)}
    for action in plan.all(KeyAction):
        if action.code not in linked and not action.serves:
            facts = f"{action.title} is linked to no objective, indicator or service"
            yield Fault(action, "code", facts, "link it to what it serves")


@check("PLAN-22", Level.ERROR, "agreement")
def printed_links_agree(plan: Records) -> Faults:
    """The words of a printed link name the objective that is kept, and say "all" where, and only where, all is meant.

    Mend: correct the link, the printed words, or the mark of the catch-all.

    Fails:
        link: action | objective | as_printed
        link: 5 | 7D | CYPP Outcomes 7B and C
    Passes:
        link: action | objective | catch_all | as_printed
        link: 5 | 7C | no | CYPP Outcomes 7B and C
        link: 14 | P1 | yes | CYPP all priorities
    """
    for link in plan.all(Link):
        if not link.as_printed:
            continue
        says_all = _ALL.search(link.as_printed) is not None
        if says_all != link.catch_all:
            facts = f"{link.as_printed!r} is printed, but the link is {'a' if link.catch_all else 'no'} catch-all"
            yield Fault(link, "catch_all", facts, "correct the mark or the printed words")
        elif link.objective and not says_all and not _names(link.as_printed, link.objective):
            facts = f"{link.objective} is kept, {link.as_printed!r} is printed"
            yield Fault(link, "objective", facts, "correct the link or the printed words")


def _names(printed: str, code: str) -> bool:
    """Say whether `printed` holds `code`, or the letter or number at its end as a word of its own (7B and C)."""
    last = re.findall(r"\d+|\D", code)[-1]
    return code in printed or last in _WORD.findall(printed)
