"""Every awkward string in every text field of every noun: kept, shown and exported unharmed, or refused by name."""

import json
import re
import unicodedata
from collections.abc import Sequence
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from tests.faults.naughty import OWN, UNKEEPABLE, full_of, held, is_text, texts_in
from tests.files.making import and_back
from tests.people_and_plans import KENT

from lcsp import checks
from lcsp.files import Refused
from lcsp.files.forms import Form
from lcsp.files.json_text import read_json_bytes
from lcsp.partnership.governance import Risk
from lcsp.partnership.plan import Acceptance, Section
from lcsp.reports.html import render_html
from lcsp.reports.pdf import render_pdf
from lcsp.reports.plan_document import build_document
from lcsp.vocabulary.kinds import clean
from lcsp.vocabulary.noun import columns
from lcsp.web.addresses_of_pages import page_address
from lcsp.whole_plan import NOUNS, WholePlan

WHERE = {"plan": KENT, "room": "governance", "plural": "risks"}


def _strings(faults: Path) -> list[str]:
    found: list[str] = json.loads((faults / "blns.json").read_text("utf-8"))
    files = sorted([*faults.rglob("*.csv"), *faults.rglob("*.xml")])
    found.extend(file.read_bytes()[:2000].decode("utf-8", "replace") for file in files)
    return found


@pytest.fixture(scope="module", params=["own", pytest.param("collected", marks=pytest.mark.slow)])
def strings(request: pytest.FixtureRequest) -> Sequence[str]:
    """Awkward strings that can be held: our own, and other projects' collections where they are at hand."""
    if request.param == "own":
        return OWN
    faults = request.getfixturevalue("shared") / "data" / "faults"
    if not faults.is_dir():
        pytest.skip("the collections of awkward strings are not on this machine")
    texts: list[str] = []
    refused: list[str] = []
    for text in dict.fromkeys(_strings(faults)):
        try:
            texts.append(clean(text))
        except ValueError as error:
            refused.append(str(error))
    named = re.compile(r"holds the character U\+[0-9A-F]{4,6} \(character \d+ of \d+\)")
    assert [said for said in refused if not named.match(said)] == []
    assert len(texts) > 550
    assert len(refused) < 20
    return texts


@pytest.fixture(scope="module")
def plan(strings: Sequence[str]) -> WholePlan:
    """A plan in which every text field of every noun holds each of the strings."""
    return full_of(strings)


def test_every_text_field_is_tried(plan: WholePlan, strings: Sequence[str]) -> None:
    for noun in NOUNS[1:]:
        for name, column in columns(noun).items():
            if is_text(column.kind):
                told = {str(getattr(record, name)) for record in plan.all(noun)}
                assert len(told) > len({held(text) for text in strings}) // 3, (noun.noun, name)


@pytest.mark.parametrize("form", Form)
def test_every_form_gives_the_plan_back_as_it_was(plan: WholePlan, form: Form) -> None:
    assert and_back(plan, form) == plan


@settings(max_examples=30)
@given(texts=st.lists(st.text(min_size=1), min_size=1, max_size=8))
def test_any_text_is_held_whole_or_refused_by_its_character(texts: list[str]) -> None:
    for text in texts:
        try:
            assert clean(text) == held(text)
        except ValueError as error:
            found = re.match(r"holds the character U\+([0-9A-F]+) \(character (\d+) of", str(error))
            assert found
            assert text[int(found[2]) - 1] == chr(int(found[1], 16))


@pytest.mark.parametrize("text", UNKEEPABLE, ids=ascii)
def test_what_cannot_be_kept_is_refused_by_its_character(text: str) -> None:
    with pytest.raises(ValueError, match=r"holds the character U\+[0-9A-F]{4,6} \(character \d of \d\)"):
        clean(text)
    content = json.dumps({"governance": {"risks": [{"code": "R1", "title": text}]}}).encode()
    with pytest.raises(Refused, match=r"governance.risks\[0\], column title: holds the character U\+"):
        read_json_bytes("plan.json", content)


@pytest.mark.django_db
def test_the_store_gives_the_plan_back_as_it_was(plan: WholePlan, people: Any) -> None:
    from lcsp.actions.plans import import_plan
    from lcsp.store.plans import kept, load_plan

    import_plan(by=people["county planner"].actor, plan=plan, why="’=1+1 <b>")
    kept.forget()
    assert load_plan("naughty").plan == plan
    kept.forget()


@pytest.mark.django_db
def test_the_pages_show_every_string_and_run_none(plan: WholePlan, people: Any, signed_in: Any) -> None:
    from lcsp.actions.plans import import_plan
    from lcsp.store.plans import kept

    kept.forget()
    import_plan(by=people["county planner"].actor, plan=plan, why="To be looked at")
    client: Client = signed_in("county planner")
    nouns = [noun for noun in NOUNS[1:] if any(map(texts_in, plan.all(noun)))]
    longest = max(nouns, key=lambda noun: len(plan.all(noun)))
    for number in range(len(plan.all(longest))):
        noun = nouns[number % len(nouns)]
        record = plan.all(noun if number < len(plan.all(noun)) else longest)[number]
        noun = type(record)
        where = {"plan": "naughty", "room": noun.room, "noun": noun.noun, "key": record.key}
        for page in ("record", "record_edit") if noun is not Acceptance else ("record",):
            answer = client.get(page_address(f"workspace:{page}", where))
            assert answer.status_code == 200, (page, noun.noun, record.key)
            shown = answer.content.decode()
            for name, text in texts_in(record).items():
                assert _words(text) in _words(unescape(shown)), (page, noun.noun, name, text)
                assert "<" not in text or len(text) < 4 or f">{text}<" not in shown
    kept.forget()


def _words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.django_db
@pytest.mark.parametrize("text", [text for text in UNKEEPABLE if text.isascii() or text.isprintable()], ids=ascii)
def test_a_form_says_which_character_it_cannot_take(kent_site: str, signed_in: Any, text: str) -> None:
    address = page_address("workspace:add", WHERE)
    given = {"code": "R1", "title": "t", "revision-why": "because", "revision-base": "1", "revision-do": "save"}
    named = f"U+{next(ord(sign) for sign in text if not sign.isalpha()):04X}"
    client = signed_in("county planner")
    field = client.post(address, {**given, "title": text})
    assert "Title: holds the character " + named in unescape(field.content.decode())
    reason = client.post(address, {**given, "revision-why": text})
    assert reason.status_code == 400
    assert f"What was typed (why) holds the character {named}" in reason.content.decode()
    search = client.get("/workspace/search/", {"q": text})
    assert search.status_code == 400
    assert f"The address holds the character {named}" in search.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["plans/{}/", "plans/kent-lcsp-2009-10/governance/risk/{}/", "plans/kent-lcsp-2009-10/editions/{}/",
     "plans/kent-lcsp-2009-10/upload/{}/", "plans/kent-lcsp-2009-10/governance/risk/{}/history/", "audit/?by={}"],
)  # fmt: skip
def test_an_address_with_what_no_database_keeps_is_no_mistake_of_ours(
    kent_site: str, signed_in: Any, address: str
) -> None:
    client = signed_in("administrator" if "audit" in address else "county planner")
    answer = client.get(f"/workspace/{address.format('a%00b')}")
    assert answer.status_code == 400
    assert "U+0000 (character 2 of 3)" in answer.content.decode()


# --- documents -----------------------------------------------------------------------------------------------------

# Prose: what stands in a section is a text of its own, marks and all.
_SHOWN_BY_FONTS = re.compile(r"[\w.,:;!?'\"()/=+@#%&*<>{}|\\-]+", re.ASCII)


@pytest.fixture(scope="module")
def document(strings: Sequence[str]) -> Any:
    """The document of a plan whose narrative and risks are the strings."""
    made = full_of(strings, [Section, Risk])
    # Marks around each, so that what stands at an end is seen to stand there.
    sections = [record.model_copy(update={"text": f"«{record.text}»"}) for record in made.all(Section)]
    made = made.replace({Section: sections})
    return build_document(made, checks.run(made), draft=True), [section.text for section in sections]


def test_the_html_document_shows_every_string(document: Any) -> None:
    made, texts = document
    shown = _words(unescape(re.sub(r"<[^>]*>", " ", render_html(made))))
    assert [text for text in texts if _squeezed(text) not in _squeezed(shown)] == []


def test_the_word_document_shows_every_string(document: Any) -> None:
    from lcsp.reports.word import render_word

    made, texts = document
    shown = _squeezed("".join(p.text for p in docx.Document(BytesIO(render_word(made))).paragraphs))
    assert [text for text in texts if _squeezed(text) not in shown] == []


def test_the_workbook_for_reading_runs_no_string(document: Any) -> None:
    from lcsp.reports.published_workbook import render_workbook

    book = openpyxl.load_workbook(BytesIO(render_workbook(document[0])))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f" and "SUM" not in str(cell.value)] == []


def test_the_pdf_shows_every_string_of_plain_signs(strings: Sequence[str]) -> None:
    # With marks upon letters in it, a PDF says of every such letter that it has them, when its words are taken out.
    short = [text for text in strings if len(text) < 200 and not any(map(unicodedata.combining, text))]
    made = full_of(short, [Section])
    data = render_pdf(build_document(made, checks.Outcome((), ()), draft=True))
    shown = _squeezed("".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)).replace("-", "")
    plain = [text for record in made.all(Section) if _SHOWN_BY_FONTS.fullmatch(text := record.text)]
    assert len(plain) > 40
    assert [text for text in plain if _squeezed(text).replace("-", "") not in shown] == []


def _squeezed(text: str) -> str:
    return "".join(text.split())
