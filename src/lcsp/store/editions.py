"""Editions: named, frozen revisions with the bytes of their canonical export."""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from lcsp.files.json_text import write_json
from lcsp.store.audit import append, hash_entry, read_head
from lcsp.store.models import AuditEntry, Edition, EditionDocument, Revision
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


def list_published() -> list[Edition]:
    """Return the editions of all plans, the newest first, without the bytes of their exports."""
    found = Edition.objects.select_related("plan", "revision", "county_edition__plan")
    return list(found.defer("export", "county_edition__export").order_by("-pk"))


def find_export(digest: str) -> bytes | None:
    """Return the canonical export that has this sha256."""
    found = Edition.objects.filter(sha256=digest).values_list("export", flat=True).first()
    return None if found is None else bytes(found)


def find_edition(code: str, name: str) -> Edition:
    """Return one edition. Raises NoPlan."""
    found = Edition.objects.filter(plan__code=code, name=name)
    edition = found.select_related("plan", "revision", "by", "county_edition__plan").first()
    if edition is None:
        raise NoPlan(f"{code} has no edition {name!r}")
    return edition


def save_document(edition: Edition, form: str, content: bytes) -> EditionDocument:
    """Keep a document made from `edition` (html, pdf, docx, xlsx) and write its audit entry; in a transaction."""
    document = EditionDocument(
        edition=edition, form=form, content=content, sha256=sha256(content).hexdigest(), made_at=datetime.now(UTC)
    )
    document.save(force_insert=True)
    append(by=None, action="make document", subject=str(document), content=document.sha256)
    return document


def list_documents(edition: Edition) -> list[EditionDocument]:
    """Return the documents of an edition that are made, without their bytes."""
    return list(edition.documents.defer("content").order_by("form"))


def find_document(digest: str) -> EditionDocument | None:
    """Return the document of an edition that has this sha256, bytes included."""
    found = EditionDocument.objects.filter(sha256=digest).select_related("edition__plan")
    return found.defer("edition__export").first()


def verify_edition(edition: Edition) -> list[str]:
    """Return what is wrong with one edition; nothing where it is whole.

    Its export must have the sha256 that it states and that its audit entry vouches for, and the entry of the log
    that it noted must still stand.
    """
    wrong = []
    if sha256(bytes(edition.export)).hexdigest() != edition.sha256:
        wrong.append("Its export is not the one of which it states the fingerprint")
    entries = AuditEntry.objects.filter(action="make edition", subject=str(edition))
    if [entry.content for entry in entries] != [edition.sha256]:
        wrong.append("The audit log does not vouch for its fingerprint")
    noted = AuditEntry.objects.filter(number=edition.audit_number).first()
    if noted is None or not noted.sha256 == edition.audit_sha256 == hash_entry(noted):
        wrong.append(
            "The entry of the audit log that it noted is not there any more: the log was cut off or written anew"
        )
    return wrong
