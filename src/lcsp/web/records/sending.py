"""What a form sends beside the fields of the record, and what saving it comes to."""

from typing import NamedTuple

from django.http import HttpRequest

from lcsp.actions.records import change_record
from lcsp.reports.plan_document.wording import counted
from lcsp.store.changes import Change, follow_new_keys
from lcsp.store.models import Revision
from lcsp.store.revisions import Clash, Conflict
from lcsp.vocabulary.noun import Noun
from lcsp.web.records.cells import texts_sent
from lcsp.web.records.opening import Opened, name_of, noun_name, whole_number
from lcsp.whole_plan import WholePlan

# No field of a noun has a hyphen in its name, so that these can never be taken for one.
WHY, BASE, DO, SEEN, DANGLE, CHOICE = (
    "revision-why", "revision-base", "revision-do", "revision-seen", "revision-dangle", "choice-",
)  # fmt: skip
_MOST_NAMED = 4
_MOST_TRIES = 3


class Sending(NamedTuple):
    """A form as it came: the texts of the record's fields, the reason, the revision it was made from, the button.

    `seen` marks the new findings that were shown before; `dangle` says that references may lead nowhere.
    """

    texts: dict[str, str]
    why: str
    base: int
    do: str
    seen: str = ""
    dangle: bool = False


def read_sending(request: HttpRequest, noun: type[Noun]) -> Sending:
    """Return the form that `request` sends; raises Http404 where the number of its revision is none."""
    sent = request.POST
    return Sending(
        texts_sent(noun, sent),
        sent.get(WHY, "").strip(),
        whole_number(sent.get(BASE, "")),
        sent.get(DO, "save"),
        sent.get(SEEN, ""),
        sent.get(DANGLE) == "yes",
    )


class Clashed(Exception):
    """Somebody else changed or removed this very record since; `clash` has both sides."""

    def __init__(self, clash: Clash) -> None:
        self.clash = clash
        super().__init__(f"{clash.noun} {clash.key} was changed meanwhile")


def save(opened: Opened, change: Change, sending: Sending) -> Revision | None:
    """Save one record; None where nothing changes. Raises Clashed, and what the actions raise but Conflict."""
    base = sending.base
    for _ in range(_MOST_TRIES):
        try:
            return change_record(
                by=opened.actor, plan=opened.code, change=change, base=base, why=sending.why,
                leave_dangling=sending.dangle,
            )  # fmt: skip
        except Conflict as conflict:
            own = next((c for c in conflict.clashes if (c.noun, c.key) == (change.noun, change.key)), None)
            if own is not None:
                raise Clashed(own) from None
            # Only records that follow a new key were changed by others: they follow as they are now, nothing is lost.
            base = max(clash.revision.number for clash in conflict.clashes)
            last = conflict
    raise last


def saved_words(plan: WholePlan, change: Change, revision: Revision) -> str:
    """Return what a revision did, for the message: with the records that followed a new key. `plan` is that before."""
    record = change.record
    if record is None:
        return f"Removed in revision {revision.number}. Its history stays, and it can be put back from there."
    said = f"Saved as revision {revision.number}."
    if not change.renames:
        return said
    followed = follow_new_keys(plan, [change])[1:]
    name = f"{noun_name(type(record))} {change.key}"
    said = f"{said} {name} is {record.key} now."
    if not followed:
        return said
    names = [name_of(plan, each.record) for each in followed[:_MOST_NAMED] if each.record is not None]
    more = f" and {len(followed) - _MOST_NAMED} more" if len(followed) > _MOST_NAMED else ""
    return f"{said} {counted(len(followed), 'record')} that referred to it followed: {', '.join(names)}{more}."
