"""Editions: named, frozen revisions with the bytes of their canonical export."""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from lcsp.files.json_text import write_json
from lcsp.store.audit import append, read_head
from lcsp.store.models import Edition, Revision
from lcsp.store.plans import NoPlan
from lcsp.whole_plan import WholePlan


def save_edition(
    revision: Revision, plan: WholePlan, *, name: str, by: int, why: str, county_edition: Edition | None
) -> Edition:
    """Freeze `revision`, of which `plan` is the value, and write its audit entry; to be called in a transaction.

    The audit entry comes first, so that the head that the edition notes vouches for the edition too.
    """
    export = write_json(plan)
    digest = sha256(export).hexdigest()
    facts: dict[str, Any] = {"revision": revision.number}
    if county_edition:
        facts["county edition"] = str(county_edition)
    append(by=by, action="make edition", subject=f"{revision.plan.code} {name}", facts=facts, content=digest)
    head = read_head()
    return Edition.objects.create(
        plan=revision.plan,
        name=name,
        revision=revision,
        county_edition=county_edition,
        at=datetime.now(UTC),
        by_id=by,
        why=why,
        export=export,
        sha256=digest,
        audit_number=head.number,
        audit_sha256=head.sha256,
    )


def list_editions(code: str) -> list[Edition]:
    """Return the editions of a plan, the newest first, without the bytes of their exports."""
    found = Edition.objects.filter(plan__code=code).select_related("plan", "revision", "by", "county_edition__plan")
    return list(found.defer("export").order_by("-pk"))


def find_edition(code: str, name: str) -> Edition:
    """Return one edition. Raises NoPlan."""
    found = Edition.objects.filter(plan__code=code, name=name)
    edition = found.select_related("plan", "revision", "by", "county_edition__plan").first()
    if edition is None:
        raise NoPlan(f"{code} has no edition {name!r}")
    return edition
