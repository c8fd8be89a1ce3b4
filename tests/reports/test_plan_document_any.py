"""The plan's document on plans that nobody expects: any text, any code, references that lead nowhere."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lcsp.checks import Outcome
from lcsp.checks.manual import example_plan
from lcsp.files import read_plan
from lcsp.reports.document import Document, Heading
from lcsp.reports.html import render_html
from lcsp.reports.pdf import render_pdf
from lcsp.reports.plan_document import build_document
from lcsp.reports.plan_document.index import Index, slug
from lcsp.vocabulary.kinds import TextKind
from lcsp.vocabulary.noun import columns
from lcsp.whole_plan import NOUNS, WholePlan


def built(plan: WholePlan) -> Document:
    return build_document(plan, Outcome((), ()), draft=False)


CODES = ("A 1", "a-1", "A/1", "\u6f22", "\u5b57", "-", "x" * 90, "x" * 89 + "y", "priorities", "section 1")


def test_codes_that_look_alike_get_anchors_of_their_own() -> None:
    actions = "key_action: code | title\n" + "".join(f"key_action: {code} | Do\n" for code in CODES)
    services = "service: code | name | order\n" + "".join(f"service: {code} | Serve | 1\n" for code in CODES)
    document = built(example_plan(actions + services))
    anchors = [block.anchor for block in document.blocks if isinstance(block, Heading)]
    assert len(set(anchors)) == len(anchors) >= 2 * len(CODES)
    assert anchors == [b.anchor for b in built(example_plan(actions + services)).blocks if isinstance(b, Heading)]


@given(st.lists(st.text(max_size=20), unique=True))
def test_anchors_never_meet(keys: list[str]) -> None:
    index = Index(example_plan(""))
    assert len({index.anchor("thing", key) for key in keys}) == len(keys)
    assert all(slug(key) == slug(slug(key)) for key in keys)


def say_everywhere(plan: WholePlan, text: str) -> WholePlan:
    """Return `plan` with `text` in every field that takes any text."""
    records = {}
    for noun in NOUNS:
        fields = [name for name, column in columns(noun).items() if type(column.kind) is TextKind]
        records[noun] = [record.model_copy(update=dict.fromkeys(fields, text)) for record in plan.all(noun)]
    return plan.replace(records)


@pytest.fixture(scope="module")
def kent(root: Path) -> WholePlan:
    return read_plan(root / "examples/kent-2009-10").plan


NAUGHTY = (
    "</table><script>alert(1)</script>",
    "#panic() $x$ *a* @ref ]",
    "- a\n\n- b\n\n\n# c",
    "\u202eright\u2066 to left \u05e9\u05dc\u05d5\u05dd",
    "\U0001f600\u200b\u6f22",
    "=1+1 | ; \\u{41}",
    "word" * 100,
)


@pytest.mark.parametrize("text", NAUGHTY)
def test_any_text_in_every_field_is_a_document(kent: WholePlan, text: str) -> None:
    document = built(say_everywhere(kent, text))
    assert "<script" not in render_html(document)
    assert b"%PDF" in render_pdf(document)


@settings(max_examples=15, deadline=None)
@given(st.text(min_size=1).filter(str.strip))
def test_any_text_at_all_in_every_field_is_a_page(kent: WholePlan, text: str) -> None:
    assert "</html>" in render_html(built(say_everywhere(kent, text)))


def test_a_plan_whose_references_lead_nowhere_is_a_document(kent: WholePlan) -> None:
    """Targets of references are taken away, one noun at a time: the keys stand in place of the names."""
    for noun in NOUNS[1:]:
        assert "</html>" in render_html(built(kent.replace({noun: ()})))
