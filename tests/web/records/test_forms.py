"""Forms made from the model: unchanged they change nothing, what is changed is saved exactly, mistakes lose nothing."""

from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st
from tests.files.strategies import records, texts_for
from tests.web.records.filled_form import form_of

from lcsp.partnership.finance import Grant
from lcsp.partnership.governance import Risk
from lcsp.partnership.plan import Acceptance, KeyAction, Plan
from lcsp.store.plans import State, load_plan
from lcsp.vocabulary.actors import Actor, Role
from lcsp.vocabulary.noun import Noun, columns
from lcsp.vocabulary.refs import referred_noun
from lcsp.web.records.cells import blank_texts, read_texts, texts_of, texts_sent
from lcsp.web.records.fields import FIXED, fields_of
from lcsp.web.records.opening import Opened, list_address, record_address
from lcsp.whole_plan import NOUNS, WholePlan

PLANNER = Actor(1, "Jo Field", frozenset({Role.COUNTY_PLANNER}))
NOUN = st.sampled_from(NOUNS)


def shown_and_sent(plan: WholePlan, noun: type[Noun], texts: dict[str, str]) -> dict[str, str]:
    """Return the texts that a browser sends of a form that shows `texts`."""
    opened = Opened(State(plan, "a-plan", 1, 0), PLANNER)
    fields = fields_of(opened, noun, texts, mistakes={}, beside={}, check="")
    template = (
        '<form method="post" id="record-form">{% for field in fields %}{{ parts.field(field) }}{% endfor %}</form>'
    )
    page = engines["jinja2"].from_string(template).render({"fields": fields})
    sent = QueryDict(mutable=True)
    for name, values in form_of(page).items():
        sent.setlist(name, values)
    return texts_sent(noun, sent)


@given(st.data())
def test_a_form_sent_back_unchanged_is_the_same_record(data: st.DataObject) -> None:
    """For every noun and anything that a record may hold."""
    record = data.draw(NOUN.flatmap(records))
    noun = type(record)
    plan = WholePlan({noun: [record]})
    typed = read_texts(noun, shown_and_sent(plan, noun, texts_of(record)), plan, record)
    assert typed.record == record, typed.mistakes


@given(st.data())
def test_a_changed_field_is_read_exactly_and_no_other_changes(data: st.DataObject) -> None:
    """One field of a record gets another text, as somebody would type it."""
    record = data.draw(NOUN.flatmap(records))
    noun = type(record)
    plan = WholePlan({noun: [record]})
    column = data.draw(st.sampled_from(list(columns(noun).values())))
    text = data.draw(texts_for(column.kind))
    typed = read_texts(noun, shown_and_sent(plan, noun, {**texts_of(record), column.name: text}), plan, record)
    wanted = column.kind.read(text)
    if referred_noun(column.kind) == noun.noun and typed.values[column.name] != wanted:
        return  # the text was the record's name, which stands for its key
    assert typed.values == {**vars(record), column.name: wanted}


@pytest.mark.parametrize("noun", [noun for noun in NOUNS if noun not in (Plan, Acceptance)], ids=lambda n: n.noun)
def test_every_noun_can_be_changed_through_its_page(kent_site: str, signed_in: Any, noun: type[Noun]) -> None:
    """Sent back unchanged nothing is saved; with one field changed exactly that is."""
    client = signed_in("county planner")
    held = load_plan(kent_site).plan.all(noun)
    if not held:
        page = client.get(list_address(kent_site, noun, "add"))
        assert page.status_code == 200
        return
    record = held[len(held) // 2]
    address = record_address(kent_site, noun, record.key, "record_edit")
    sent = form_of(client.get(address).content.decode())
    sent["revision-why"] = ["A try"]
    answer = client.post(address, {**sent, "revision-do": "anyway"}, follow=True)
    assert "Nothing was changed" in answer.content.decode()
    assert load_plan(kent_site).number == 1
    name, text = _other_text(noun, record)
    answer = client.post(address, {**sent, name: [text]})
    if answer.status_code == 200:  # the rules have something to say of it, and it is saved all the same
        again = form_of(answer.content.decode())
        assert again[name] == [text]
        answer = client.post(address, {**again, "revision-do": "anyway"})
    assert answer.status_code == 302, answer.content.decode()
    found = load_plan(kent_site).plan.all(noun)[len(held) // 2]
    assert vars(found) == {**vars(record), name: columns(noun)[name].kind.read(text)}


def _other_text(noun: type[Noun], record: Noun) -> tuple[str, str]:
    """Return a field that is not part of the key, and a text that it does not have."""
    for name, column in columns(noun).items():
        plain = not hasattr(column.kind, "choices") and column.kind.python_type in (str, bool, int, Decimal)
        if plain and name not in noun.key_fields and not referred_noun(column.kind):
            texts = {str: "Something else", bool: "no" if getattr(record, name) else "yes"}
            return name, texts.get(column.kind.python_type, "17")
    raise AssertionError(f"{noun.noun} has no field to change")


@given(NOUN)
def test_a_new_form_holds_the_defaults(noun: type[Noun]) -> None:
    """What has a default shows it, what must be filled in is blank and said to be."""
    texts = blank_texts(noun)
    typed = read_texts(noun, texts, WholePlan({}))
    required = {name for name, column in columns(noun).items() if column.required}
    assert set(typed.mistakes) == required
    assert {name: column.default for name, column in columns(noun).items() if not column.required} == typed.values


def test_a_name_stands_for_its_key() -> None:
    """Whoever types the name of the record referred to means its key; two of a name stay as typed."""
    plan = WholePlan(
        {KeyAction: [KeyAction(code=c, title=t) for c, t in (("4", "Play"), ("5", "Walk"), ("6", "Walk"))]}
    )
    action = columns(KeyAction)["serves"]
    texts = {"code": "7", "title": "Run", "serves": "play; Walk; 5"}
    record = read_texts(KeyAction, texts, plan).record
    assert isinstance(record, KeyAction)
    assert record.serves == ("4", "Walk", "5")
    assert action.show(record.serves) == "4; Walk; 5"


def test_what_cannot_be_read_says_so_and_is_kept(kent_site: str, signed_in: Any) -> None:
    """Every mistake at once, each linked to its field, with everything that was typed."""
    client = signed_in("county planner")
    address = list_address(kent_site, Risk, "add")
    sent = {
        "code": "a;b", "title": "<script>alert(1)</script>", "likelihood": "four", "impact": "3\x07",
        "revision-base": "1", "revision-why": "",
    }  # fmt: skip
    page = client.post(address, sent).content.decode()
    for name in ("code", "likelihood", "impact", "revision-why"):
        assert f'href="#field-{name}"' in page
    assert "U+0007" in page
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page
    kept = form_of(page)
    assert kept["code"] == ["a;b"]
    assert kept["likelihood"] == ["four"]
    assert load_plan(kent_site).number == 1


def test_a_new_finding_asks_before_it_is_saved(kent_site: str, signed_in: Any) -> None:
    """Saving what the rules complain of says so first; other findings than those seen ask again; then it is saved."""
    client = signed_in("county planner")
    risk = {"code": "new-risk", "title": "Nobody comes", "likelihood": "9", "impact": "", "owner": ""}
    sent = {**risk, "revision-base": "1", "revision-why": "Found at the board"}
    address = list_address(kent_site, Risk, "add")
    asked = client.post(address, sent)
    page = asked.content.decode()
    assert asked.status_code == 200
    assert "Save all the same" in page
    seen = form_of(page)["revision-seen"]
    other = client.post(address, {**sent, "impact": "8", "revision-seen": seen, "revision-do": "anyway"})
    assert "Save all the same" in other.content.decode()
    saved = client.post(address, {**sent, "revision-seen": seen, "revision-do": "anyway"})
    assert saved.status_code == 302
    found = load_plan(kent_site).plan.find(Risk, "new-risk")
    assert found is not None
    assert found.likelihood == 9


def test_findings_come_while_somebody_types(kent_site: str, signed_in: Any) -> None:
    """HTMX gets the region of every field, with what would be found or what cannot be read."""
    client = signed_in("county planner")
    action = load_plan(kent_site).plan.all(KeyAction)[0]
    address = record_address(kent_site, KeyAction, action.key, "record_check")
    answer = client.post(address, {**texts_of(action), "title": "x", "code": "a|b"}, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert answer.headers["HX-Reswap"] == "none"
    assert text.count("hx-swap-oob") == len(columns(KeyAction)) + 2
    assert "is not a code without line break" in text
    assert load_plan(kent_site).number == 1


def test_what_the_plan_itself_keeps_is_shown_and_not_changed(kent_site: str, signed_in: Any) -> None:
    """The plan's own record can be changed, but for what its address and its local plans rest on."""
    client = signed_in("county planner")
    plan = load_plan(kent_site).plan.header
    address = record_address(kent_site, Plan, plan.key, "record_edit")
    sent = form_of(client.get(address).content.decode())
    assert {name for name in FIXED if sent[name] == [columns(Plan)[name].show(getattr(plan, name))]} == FIXED
    client.post(
        address, {**sent, "code": "another", "summary": "Short", "revision-why": "A try", "revision-do": "save"}
    )
    stands = load_plan(kent_site).plan.header
    assert (stands.code, stands.summary) == (plan.code, "Short")
    assert client.get(list_address(kent_site, Plan, "add")).status_code == 302


def test_only_who_may_change_is_offered_to(kent_site: str, signed_in: Any) -> None:
    """A reader sees no link to change, and is refused the form; finance may change finance and not actions."""
    reader = signed_in("reader")
    address = record_address(kent_site, KeyAction, "4")
    assert "/edit/" not in reader.get(address).content.decode()
    assert reader.get(f"{address}edit/").status_code == 403
    finance = signed_in("finance")
    assert finance.post(f"{address}edit/", {}).status_code == 403
    assert finance.get(list_address(kent_site, Grant, "add")).status_code == 200
