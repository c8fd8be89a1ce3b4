"""What is published: the newest edition of each plan, and the plan that an edition froze, read from its own bytes."""

from collections import OrderedDict
from contextlib import suppress
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from django.db import connection
from django.db.models import Max
from django.utils.timezone import localtime

from lcsp.files.json_text import read_json_bytes
from lcsp.store.models import Edition
from lcsp.whole_plan import WholePlan

# A county and 23 localities, in a few editions each; a plan of Kent's size takes about 2 MB.
_MOST_KEPT = 60

_STAMP = (
    "SELECT (SELECT MAX(id) FROM store_edition), (SELECT MAX(id) FROM store_editiondocument),"
    " (SELECT COUNT(*) FROM store_edition)"
)


class NotAsPublished(Exception):
    """The bytes of an edition are not those that were published; the message says which edition."""


class Stamp(NamedTuple):
    """What all that is published depends on: editions and their documents are only ever added."""

    edition: int
    document: int
    editions: int


_kept: OrderedDict[tuple[str, ...], WholePlan] = OrderedDict()


def read_stamp() -> Stamp:
    """Return the stamp of what is published: one query."""
    with connection.cursor() as cursor:
        cursor.execute(_STAMP)
        return Stamp(*(number or 0 for number in cursor.fetchone()))


def list_current() -> list[Edition]:
    """Return the newest edition of every plan that has one, without bytes, in the order in which the plans came."""
    newest = Edition.objects.values("plan").annotate(last=Max("pk")).values("last")
    found = Edition.objects.filter(pk__in=newest).select_related("plan", "revision", "county_edition__plan")
    return list(found.defer("export", "county_edition__export").order_by("plan__pk"))


def plan_of_edition(edition: Edition) -> WholePlan:
    """Return the plan that `edition` froze, on the edition of its county's plan that it names.

    Its day is that of the edition: what was on time then stays so. Raises NotAsPublished where the bytes are others.
    """
    county = edition.county_edition
    key = (edition.sha256, county.sha256 if county else "", str(_day(edition)))
    plan = _kept.get(key)
    if plan is None:
        content = bytes(edition.export)
        if sha256(content).hexdigest() != edition.sha256:
            raise NotAsPublished(f"the export of {edition} is not the one that was published")
        plan = read_json_bytes(f"{edition}.json", content, _day(edition)).plan
        if county:
            plan = plan.inheriting(plan_of_edition(county))
        _kept[key] = plan
        while len(_kept) > _MOST_KEPT:
            _kept.popitem(last=False)
    with suppress(KeyError):  # another thread may let go of it just now
        _kept.move_to_end(key)
    return plan


def _day(edition: Edition) -> date:
    return localtime(edition.at).date()
