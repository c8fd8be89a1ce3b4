"""What a waiting upload would change, as its page shows it: differences, findings, clashes, dangling references."""

from collections.abc import Mapping
from typing import NamedTuple

from lcsp.actions.merging import MINE, THEIRS, Clashing
from lcsp.actions.uploads import Preview, remarks_of
from lcsp.reports.differences.wording import BLANK, field_label, record_words, shown
from lcsp.store.models import Revision
from lcsp.store.revisions import find_latest
from lcsp.vocabulary.findings import Finding
from lcsp.vocabulary.noun import Noun, columns
from lcsp.web.differences import DIFFERENCE_HEADS, Judged, Shown, Side, judge, show_differences
from lcsp.web.findings.views import record_title, rule_link
from lcsp.web.showing import Cell, Choice, Field, Head, moment_words
from lcsp.whole_plan import NOUN_BY_NAME, WholePlan

CHOICE = "choice:"  # how the names of fields begin that choose between two versions of a record
CLASH_HEADS = (Head("Field"), Head("As you took it"), Head("In your file"), Head("In the plan now"))
FINDING_HEADS = (Head("Finding"), Head("Record"), Head("Rule"))
COUNT_HEADS = (Head("Findings"), Head("Now", numeric=True), Head("Then", numeric=True))
_MOST_FINDINGS = 100  # of one list on the page; the rest is counted


class Clash(NamedTuple):
    """A record that somebody else changed too: its name, who and when, both versions, and the choice."""

    name: str
    who: str
    rows: tuple[tuple[object, ...], ...]
    field: Field


class Told(NamedTuple):
    """A preview as the templates take it."""

    changes_something: bool
    shown: Shown
    heads: tuple[Head, ...]
    clashes: tuple[Clash, ...]
    clash_heads: tuple[Head, ...]
    done: int
    judged: Judged
    counts: tuple[tuple[object, ...], ...]
    count_heads: tuple[Head, ...]
    new: tuple[tuple[object, ...], ...]
    mended: tuple[tuple[object, ...], ...]
    finding_heads: tuple[Head, ...]
    dangling: tuple[str, ...]
    dangling_seen: str
    remarks: tuple[str, ...]
    seen: str


def show_preview(preview: Preview) -> Told:
    """Return `preview` in words, with links to the records as they are now."""
    before, after = preview.before, preview.merge.after
    code = preview.upload.plan
    number = preview.state.number if preview.state else None
    judged = judge(before if preview.state else None, after)
    changers = find_latest(code, preview.upload.base) if preview.merge.clashes else {}
    undecided = {clash.name for clash in preview.merge.undecided}
    return Told(
        changes_something=preview.changes_something or bool(preview.merge.undecided),
        shown=show_differences(Side(before, code, number), Side(after, "")),
        heads=DIFFERENCE_HEADS,
        clashes=tuple(_clash(clash, preview, changers, undecided) for clash in preview.merge.clashes),
        clash_heads=CLASH_HEADS,
        done=preview.merge.done,
        judged=judged,
        counts=tuple((f"{level.capitalize()}s", was, now) for level, was, now in judged.counts),
        count_heads=COUNT_HEADS,
        new=finding_rows(judged.new, after),
        mended=finding_rows(judged.mended, before),
        finding_heads=FINDING_HEADS,
        dangling=tuple(_dangling(plan, p.record, p.field, p.key) for plan, p in preview.dangling),
        dangling_seen=preview.dangling_seen,
        remarks=tuple(remarks_of(preview.upload)),
        seen=preview.seen,
    )


def finding_rows(findings: tuple[Finding, ...], plan: WholePlan) -> tuple[tuple[object, ...], ...]:
    """Return the first of `findings` as rows of a table with `FINDING_HEADS`."""
    return tuple(
        (Cell(f.message, status=f.level.value, under=f.hint), record_title(plan, f), rule_link(f.code))
        for f in findings[:_MOST_FINDINGS]
    )


def _clash(
    clash: Clashing, preview: Preview, changers: Mapping[tuple[str, str], Revision], undecided: set[str]
) -> Clash:
    plan = preview.before
    some = clash.theirs or clash.mine or clash.stood
    name = record_words(plan, some) if some else clash.name
    by = changers.get((clash.noun, clash.key))
    who = f"{by.by.name} changed it in revision {by.number}, {moment_words(by.at)}: {by.why}" if by else ""
    sides = (clash.stood, clash.mine, clash.theirs)
    choices = (
        Choice(THEIRS, "Keep it as it is in the plan now" if clash.theirs else "Leave it removed"),
        Choice(MINE, "Take it from my file" if clash.mine else "Remove it, as my file does"),
    )
    chosen = "" if clash.name in undecided else _chosen(clash, preview)
    field = Field(
        f"{CHOICE}{clash.name}", f"Which version of {name} stays?", "radios", chosen, choices=choices, required=True
    )
    return Clash(name, who, tuple(_clash_rows(clash.noun, sides, plan)), field)


def _chosen(clash: Clashing, preview: Preview) -> str:
    """Return which side was chosen: mine where the plan would then say what my file says."""
    key = clash.mine.key if clash.mine else clash.key
    return MINE if preview.merge.after.find_own(NOUN_BY_NAME[clash.noun], key) == clash.mine else THEIRS


def _clash_rows(noun: str, sides: tuple[Noun | None, ...], plan: WholePlan) -> list[tuple[object, ...]]:
    """Return a row for each field in which the versions differ, or one that says which of them are not there."""
    rows: list[tuple[object, ...]] = []
    for name, column in columns(NOUN_BY_NAME[noun]).items():
        said = tuple(shown(plan, column, getattr(side, name)) if side else "not there" for side in sides)
        if len({getattr(side, name) if side else None for side in sides}) > 1 and set(said) != {BLANK, "not there"}:
            rows.append((field_label(column), *said))
    return rows


def _dangling(plan: str, record: Noun, field: str, key: str) -> str:
    noun = record.noun.replace("_", " ")
    return f"{noun} {record.key} of {plan}: {field.replace('_', ' ')} names {key}, which would not be there"
