"""Lists: sorted, narrowed, searched, with the county's records, and as files of exactly what is shown."""

import csv
import io
import re
from typing import Any
from urllib.parse import unquote

import openpyxl
from hypothesis import given
from hypothesis import strategies as st
from tests.files.strategies import records
from tests.people_and_plans import OWN_LOCALITY, local_code

from lcsp.actions.records import change_record
from lcsp.partnership.finance import BudgetLine
from lcsp.partnership.governance import Post, Risk
from lcsp.partnership.performance import Figure
from lcsp.partnership.plan import KeyAction, Objective, ObjectiveKind
from lcsp.store.changes import Change
from lcsp.store.plans import load_plan
from lcsp.vocabulary.noun import columns, is_blank
from lcsp.web.records.asking import OWN_WORDS, Asked, answering, can_filter, natural, read_asked, search_texts
from lcsp.web.records.opening import list_address, record_address
from lcsp.whole_plan import NOUNS, WholePlan

NOUN = st.sampled_from(NOUNS)


def keys_shown(page: str, code: str, noun: Any) -> list[str]:
    """Return the keys of the records to which the table's rows lead."""
    table = page[page.index("<tbody") :]
    start = f'<a class="govuk-link" href="/workspace/plans/{code}/{noun.room}/{noun.noun}/'
    return [unquote(key) for key in re.findall(rf'<th scope="row"[^>]*>{start}([^/]+)/', table)]


def test_a_list_is_narrowed_searched_and_sorted(kent_site: str, signed_in: Any) -> None:
    """As the address asks; the heads say how it is sorted, and turn it round."""
    client, plan = signed_in("reader"), load_plan(kent_site).plan
    address = list_address(kent_site, Objective)
    every = keys_shown(client.get(address).content.decode(), kent_site, Objective)
    assert every == [record.key for record in plan.all(Objective)]
    page = client.get(address, {"kind": "outcome", "q": "learning", "sort": "-code"}).content.decode()
    wanted = {o.key for o in plan.all(Objective) if o.kind is ObjectiveKind.OUTCOME}
    found = keys_shown(page, kent_site, Objective)
    assert found
    assert set(found) <= wanted
    assert found == sorted(found, key=natural, reverse=True)
    assert 'aria-sort="descending"' in page
    assert f"{len(found)} of {len(every)}" in page


def test_htmx_gets_the_table_alone(kent_site: str, signed_in: Any) -> None:
    """Typing in the search replaces the table, with its count and the links to the files."""
    page = signed_in("reader").get(list_address(kent_site, BudgetLine), {"q": "nurses"}, headers={"HX-Request": "true"})
    text = page.content.decode()
    assert text.lstrip().startswith('<div id="records">')
    assert "Partnership nurses" in text
    assert "q=nurses" in text
    assert "<html" not in text


@given(st.data())
def test_sorting_and_searching_lose_and_invent_nothing(data: st.DataObject) -> None:
    """Any order holds the same records, blanks last; each record is found by the words of any of its fields."""
    noun = data.draw(NOUN)
    held = data.draw(st.lists(records(noun), min_size=1, max_size=5, unique_by=lambda record: record.key))
    plan = WholePlan({noun: held})
    name = data.draw(st.sampled_from(list(columns(noun))))
    for sort in (name, f"-{name}"):
        found = answering(plan, noun, Asked(sort=sort))
        assert sorted(r.key for r in found) == sorted(r.key for r in held)
        blanks = [is_blank(getattr(record, name)) for record in found]
        assert blanks == sorted(blanks)
    record = data.draw(st.sampled_from(held))
    text = columns(noun)[name].show(getattr(record, name))
    words = " ".join(text.split())[:40]
    assert all(word in search_texts(plan, noun)[record.key] for word in words.casefold().split())
    assert record in answering(plan, noun, Asked(q=words)) or "\n" in text


@given(st.data())
def test_a_filter_keeps_exactly_the_records_with_its_value(data: st.DataObject) -> None:
    """Choices, references and yes or no; `~` stands for blank."""
    noun = data.draw(NOUN.filter(lambda n: any(map(can_filter, columns(n).values()))))
    held = data.draw(st.lists(records(noun), min_size=1, max_size=5, unique_by=lambda record: record.key))
    column = data.draw(st.sampled_from([column for column in columns(noun).values() if can_filter(column)]))
    record = data.draw(st.sampled_from(held))
    value = getattr(record, column.name)
    shown = column.show(value).split("; ")[0] if not is_blank(value) else "~"
    found = answering(WholePlan({noun: held}), noun, Asked(filters={column.name: shown}))
    assert record in found
    assert all(shown in [*column.show(getattr(r, column.name)).split("; "), "~"] for r in found)


def test_no_field_that_narrows_a_list_is_called_as_the_address_calls_something_else() -> None:
    """`?page=2` is the second page, and no field."""
    named = {name for noun in NOUNS for name, column in columns(noun).items() if can_filter(column)}
    assert not named & OWN_WORDS


@given(st.dictionaries(st.sampled_from(["q", "sort", "page", "kind", "x"]), st.text(max_size=20)))
def test_any_address_is_understood_or_left_out(query: dict[str, str]) -> None:
    """Nothing that somebody writes into the address is an error."""
    asked = read_asked(Objective, query)
    assert asked.page >= 1
    answering(WholePlan({}), Objective, asked)


def test_files_hold_what_is_shown(kent_site: str, signed_in: Any) -> None:
    """The same rows in the same order, numbers exact; what a spreadsheet would run is made harmless."""
    client, plan = signed_in("county planner"), load_plan(kent_site)
    evil = Risk(code="evil", title='=HYPERLINK("http://x")', response="+1\n<b>", likelihood=3)
    change_record(
        by=client_actor(client), plan=kent_site, change=Change("risk", "", evil), base=plan.number, why="A try"
    )
    text = client.get(list_address(kent_site, Risk, "list_csv"), {"sort": "-code", "show": "all"}).content.decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    page = client.get(list_address(kent_site, Risk), {"sort": "-code"}).content.decode()
    assert [row["Code"] for row in rows] == keys_shown(page, kent_site, Risk)
    row = next(row for row in rows if row["Code"] == "evil")
    assert row["Title"] == "'" + evil.title
    assert row["Response"] == "'+1\n<b>"
    query = {"kind": "line", "sort": "gross"}
    answer = client.get(list_address(kent_site, BudgetLine, "list_xlsx"), query)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{kent_site}-budget-lines.xlsx"'
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    head, *body = [[cell.value for cell in row] for row in sheet.iter_rows()]
    lines = {line.code: line for line in load_plan(kent_site).plan.all(BudgetLine)}
    page = client.get(list_address(kent_site, BudgetLine), query).content.decode()
    assert [row[0] for row in body] == keys_shown(page, kent_site, BudgetLine)
    assert [row[head.index("Gross")] for row in body] == [lines[row[0]].gross for row in body]


def client_actor(client: Any) -> Any:
    """Return the person who is signed in with `client`."""
    from lcsp.store.models import Account

    return Account.objects.get(pk=client.session["_auth_user_id"]).actor


def test_figures_stand_by_period(kent_site: str, signed_in: Any) -> None:
    """A row an indicator, a column a period; as a page and as a file."""
    client, plan = signed_in("analyst"), load_plan(kent_site).plan
    page = client.get(list_address(kent_site, Figure), {"view": "table"}).content.decode()
    assert "2007/08 actual" in page
    text = client.get(list_address(kent_site, Figure, "list_csv"), {"view": "table"}).content.decode()
    head, *rows = list(csv.reader(io.StringIO(text)))
    assert head[0] == "Indicator"
    assert len(rows) == len({(f.indicator, f.area, f.part) for f in plan.all(Figure)})
    given = [cell for row in rows for cell in row[1:] if re.fullmatch(r"-?[0-9.]+", cell)]
    assert len(given) == sum(figure.value is not None for figure in plan.all(Figure))


def test_a_local_plan_shows_the_countys_records_when_asked(kent_site: str, signed_in: Any) -> None:
    """Marked as the county's, with links to the county's plan; they cannot be changed there."""
    code, client = local_code(OWN_LOCALITY), signed_in("locality manager")
    both = client.get(list_address(code, KeyAction), {"county": "yes"}).content.decode()
    county = load_plan(kent_site).plan.all(KeyAction)
    assert keys_shown(both, kent_site, KeyAction) == [record.key for record in county]
    assert both.count(">County</strong>") == len(county)
    moved = client.get(record_address(code, KeyAction, county[0].key))
    assert moved.headers["Location"] == record_address(kent_site, KeyAction, county[0].key)
    assert client.get(record_address(kent_site, KeyAction, county[0].key, "record_edit")).status_code == 403
    sent = {"code": county[0].key, "title": "Mine", "revision-why": "A try", "revision-base": "1"}
    copied = client.post(record_address(code, KeyAction, county[0].key, "record_edit"), sent)
    assert copied.headers["Location"] == record_address(kent_site, KeyAction, county[0].key)
    assert load_plan(code).number == 1


def test_a_room_says_what_it_is_for_and_holds(kent_site: str, signed_in: Any) -> None:
    """The notice on its door, and every list with its count."""
    page = signed_in("reader").get(f"/workspace/plans/{kent_site}/governance/").content.decode()
    assert "Children Act 2004" in page
    posts = load_plan(kent_site).plan.all(Post)
    assert re.search(rf'>Posts</a>.*?data-label="Records">{len(posts)}<', page, re.DOTALL)
