"""What is published: for everybody, without a cookie, kept as it was, and nothing of a draft in it."""

import csv
import io
import re
from decimal import Decimal
from hashlib import sha256
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from django.db import transaction
from django.test import Client
from tests.people_and_plans import KENT, OWN_LOCALITY, local_code, publish

from lcsp.actions.records import change_record
from lcsp.actions.reviews import comment
from lcsp.files.received import read_received
from lcsp.partnership.finance import BudgetLine
from lcsp.partnership.plan import KeyAction
from lcsp.store.changes import Change
from lcsp.store.editions import find_edition, save_document
from lcsp.store.models import Edition
from lcsp.store.plans import kept, load_plan
from lcsp.store.published import NotAsPublished, plan_of_edition, read_stamp
from lcsp.web.plans.sheets import sheets_of
from lcsp.web.public.sheets import tables_of

pytestmark = pytest.mark.django_db
FIRST, SECOND = "First edition", "Second edition"
LATER = "Changed in the year and published"


@pytest.fixture(autouse=True)
def nothing_is_kept(db: None) -> None:
    """Revisions of a test that was rolled back are not known to the next."""
    kept.forget()


@pytest.fixture
def public() -> Client:
    """Somebody who has not signed in."""
    return Client()


def text(public: Client, address: str) -> str:
    """The page at an address."""
    answer = public.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def change_title(people: Any, title: str) -> None:
    """Give Kent's first key action another title."""
    action = load_plan(KENT).plan.all(KeyAction)[0].model_copy(update={"title": title})
    change = Change("key_action", action.key, action)
    number = load_plan(KENT).number
    change_record(by=people["county planner"].actor, plan=KENT, change=change, base=number, why="In the year")


def test_before_anything_is_published_the_front_says_so(kent_site: str, public: Client) -> None:
    assert "No plan is published here yet" in text(public, "/")
    assert public.get(f"/plans/{KENT}/").status_code == 404
    assert "Page not found" in public.get(f"/plans/{KENT}/").content.decode()
    assert public.post("/").status_code == 405


def test_the_front_shows_the_countys_edition_and_the_localities(kent_site: str, public: Client) -> None:
    publish(KENT, FIRST)
    publish(local_code(OWN_LOCALITY), "Local")
    page = text(public, "/")
    assert f"{FIRST}, published" in page
    assert "£50.785m" in page or "£50,785,000" in page
    assert f'href="/plans/{local_code(OWN_LOCALITY)}/"' in page
    assert 'href="/plans/kent-lcsp-2009-10/sections/' in page


def test_every_link_of_the_public_pages_leads_somewhere_public(kent_site: str, public: Client) -> None:
    publish(KENT, FIRST)
    seen, waiting = set(), ["/"]
    while waiting:
        address = waiting.pop()
        answer = public.get(address)
        assert answer.status_code == 200, address
        assert not answer.cookies, address
        if "html" not in answer.headers["Content-Type"]:
            continue
        for link in re.findall(r'<a [^>]*href="([^"#]*)', answer.content.decode()):
            known = link in seen or not link or link.startswith("http")
            seen.add(link)
            if link != "/workspace/":
                assert not link.startswith("/workspace"), f"{address} leads to {link}"
                waiting += [] if known else [link]
    assert len(seen) > 200


def test_an_edition_stays_as_it_was_and_nothing_of_a_draft_is_seen(kent_site: str, public: Client, people: Any) -> None:
    publish(KENT, FIRST)
    sheet = next(s for s in sheets_of(load_plan(KENT).plan).sheets if "key action" in s.title.lower() and s.blocks)
    now, then = f"/plans/{KENT}/sections/{sheet.anchor}/", f"/plans/{KENT}/editions/{FIRST}/sections/{sheet.anchor}/"
    before = text(public, then)
    change_title(people, LATER)
    comment(by=people["analyst"].actor, plan=KENT, text="A word among ourselves")
    assert LATER not in text(public, now)
    comment(by=people["analyst"].actor, plan=KENT, text="", answers=1, settles=True)
    publish(KENT, SECOND)
    assert LATER in text(public, now)
    assert LATER not in text(public, then)
    assert "It was replaced on" in text(public, then)
    assert re.sub(r"<div class=.govuk-inset.*?</div>", "", text(public, then), flags=re.DOTALL).count("<table") == (
        before.count("<table")
    )
    changed = text(public, f"/plans/{KENT}/changes/")
    assert LATER in changed
    assert FIRST in changed
    everything = " ".join(text(public, address) for address in ("/", f"/plans/{KENT}/documents/", "/editions.atom"))
    assert "The county planner" not in everything
    assert "among ourselves" not in everything


def test_every_table_is_a_page_and_a_csv_with_its_numbers(kent_site: str, public: Client) -> None:
    publish(KENT, FIRST)
    found = tables_of(load_plan(KENT).plan)
    assert len(found) > 30
    for _, table in found:
        assert table.caption.split("&")[0][:20] in text(public, f"/plans/{KENT}/tables/{table.anchor}/")
        rows = list(csv.reader(io.StringIO(text(public, f"/plans/{KENT}/tables/{table.anchor}.csv"))))
        assert len(rows) == len(table.rows) + 1
        numbers = {Decimal(c.value) for r in table.rows for c in r.full_cells() if isinstance(c.value, int | Decimal)}
        written = {Decimal(cell) for row in rows[1:] for cell in row if re.fullmatch(r"-?\d+(\.\d+)?", cell)}
        assert numbers <= written, table.anchor
    assert public.get(f"/plans/{KENT}/tables/none/").status_code == 404


def test_records_are_the_plan_files(kent_site: str, public: Client) -> None:
    publish(KENT, FIRST)
    lines = list(csv.DictReader(io.StringIO(text(public, f"/plans/{KENT}/records/budget_lines.csv"))))
    assert [line["code"] for line in lines] == [line.code for line in load_plan(KENT).plan.all(BudgetLine)]


def test_documents_are_served_by_their_fingerprint_for_ever(kent_site: str, public: Client) -> None:
    edition = publish(KENT, FIRST)
    page = f"/plans/{KENT}/documents/"
    assert "being made" in text(public, page)
    with transaction.atomic():
        made = save_document(edition, "pdf", b"%PDF-1.7 made for a test")
    assert f"/documents/{made.sha256}/" in text(public, page)
    answer = public.get(f"/documents/{made.sha256}/kent.pdf")
    assert sha256(answer.content).hexdigest() == made.sha256
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["ETag"] == f'"{made.sha256}"'
    again = public.get(f"/documents/{made.sha256}/kent.pdf", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    frozen = public.get(f"/documents/{edition.sha256}/kent.json").content
    assert sha256(frozen).hexdigest() == edition.sha256
    assert public.get(f"/documents/{'0' * 64}/kent.pdf").status_code == 404
    for form, ending in (("workbook", "xlsx"), ("folder", "zip"), ("package", "zip")):
        content = public.get(f"/plans/{KENT}/editions/{FIRST}/files/{form}/").content
        assert read_received({f"a.{ending}": content}).plan == load_plan(KENT).plan


def test_a_page_that_the_browser_has_is_not_sent_again(kent_site: str, public: Client) -> None:
    publish(KENT, FIRST)
    first = public.get("/")
    assert first.headers["Cache-Control"] == "public, max-age=60"
    assert public.get("/", headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    publish_again = publish(local_code(OWN_LOCALITY), "Local")
    assert publish_again.pk
    assert public.get("/", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200
    assert public.head("/").status_code == 200


def test_the_feed_tells_of_every_edition(kent_site: str, public: Client, people: Any) -> None:
    publish(KENT, FIRST)
    before = fromstring(public.get("/editions.atom").content)
    change_title(people, LATER)
    publish(KENT, SECOND)
    atom = "{http://www.w3.org/2005/Atom}"
    for address in ("/editions.atom", f"/plans/{KENT}/editions.atom"):
        feed = fromstring(public.get(address).content)
        entries = feed.findall(f"{atom}entry")
        assert [SECOND in (e.findtext(f"{atom}title") or "") for e in entries] == [True, False]
        assert "changed" in (entries[0].findtext(f"{atom}summary") or "")
        assert entries[1].findtext(f"{atom}id") == before.findtext(f"{atom}entry/{atom}id")
        assert all(feed.findtext(f"{atom}{name}") for name in ("id", "title", "updated"))


def test_an_edition_that_is_not_as_it_was_published_is_not_shown(kent_site: str) -> None:
    edition = publish(KENT, FIRST)
    changed = Edition.objects.get(pk=edition.pk)
    changed.export = bytes(changed.export).replace(b"Kent", b"Gent")
    changed.sha256 = "0" * 64
    with pytest.raises(NotAsPublished, match="First edition"):
        plan_of_edition(changed)
    assert plan_of_edition(find_edition(KENT, FIRST)) == load_plan(KENT).plan


def test_the_stamp_changes_with_every_edition_and_document(kent_site: str) -> None:
    stamps = [read_stamp()]
    edition = publish(KENT, FIRST)
    stamps.append(read_stamp())
    with transaction.atomic():
        save_document(edition, "html", b"x")
    stamps.append(read_stamp())
    assert len(set(stamps)) == 3
