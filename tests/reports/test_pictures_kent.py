"""The pictures of the example: the right words and gaps, quick, the same in every run, and whole in real programs."""

from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pypdf
import pytest

from lcsp.files import read_plan
from lcsp.partnership.finance import Variation
from lcsp.partnership.plan import Link
from lcsp.reports import pictures
from lcsp.reports.document import Document, Figure, Heading
from lcsp.reports.pdf import render_pdf
from lcsp.whole_plan import WholePlan

NAMES = pictures.__all__
SLOWEST = 0.010  # seconds for one picture, its words and its table
BARE = {"1A", "1B", "2C", "3C", "4A", "8B", "D"}  # aims that only the catch-all action is said to serve


@pytest.fixture(scope="session")
def kent(root: Path) -> WholePlan:
    return read_plan(root / "examples" / "kent-2009-10").plan


@pytest.fixture(scope="session")
def drawn(kent: WholePlan) -> dict[str, Figure]:
    return {name: getattr(pictures, name)(kent) for name in NAMES}


def labels(figure: Figure) -> list[str]:
    root = ET.fromstring(figure.svg)
    return [text.text or "" for text in root.iter("{http://www.w3.org/2000/svg}text")]


def test_the_budget_says_the_printed_totals(drawn: dict[str, Figure]) -> None:
    figure = drawn["build_budget_picture"]
    assert "Controllable Totals: £50.8m gross, −£562k income, £50.2m net" in labels(figure)
    assert {"£19.9m gross", "−£185k income", "£19.7m net", "no amount stated"} <= set(labels(figure))
    assert "39% of £50,222,600" in figure.alternative


def test_the_bridge_leads_from_year_to_year(drawn: dict[str, Figure]) -> None:
    figure = drawn["build_bridge_picture"]
    assert {"£16.8m", "+£9.06m", "−£380k", "£50.2m"} <= set(labels(figure))
    assert "not explained" not in " ".join(labels(figure))
    assert "from £16,790,000" in figure.alternative
    assert "a change of +£33,432,000" in figure.alternative


def test_an_unexplained_difference_is_a_step_of_its_own(kent: WholePlan) -> None:
    rows = [row for row in kent.all(Variation) if row.code != "pay"]
    figure = pictures.build_bridge_picture(kent.replace({Variation: rows}))
    assert figure
    assert "+£295k" in labels(figure)
    assert "£295,000 is not explained by the rows." in figure.alternative


def test_the_population_leaves_the_overlapping_band_out_and_says_so(drawn: dict[str, Figure]) -> None:
    figure = drawn["build_population_picture"]
    assert "25,035 (10,762)" in labels(figure)
    assert "Children aged 10 to 17 are in the other bands already" in figure.alternative


def test_a_target_worse_than_the_present_is_seen(drawn: dict[str, Figure]) -> None:
    figure = drawn["build_indicators_picture"]
    assert labels(figure).count("Lower is better; target worse than estimate") == 1
    assert 'class="worse"' in figure.svg
    assert labels(figure).count("awaited") == 4
    assert "worse than the present for NI 117 (4.46% now, target 5.9%)" in figure.alternative


def test_the_thread_shows_its_gaps_in_words_and_dashes(drawn: dict[str, Figure]) -> None:
    figure = drawn["build_thread_picture"]
    assert labels(figure).count("no action") == len(BARE)
    assert labels(figure).count("no money named") == 14
    assert "serves all, none by name" in " ".join(labels(figure))
    root = ET.fromstring(figure.svg)
    dashed = [r for r in root.iter() if r.get("class") in ("gap", "action") and r.get("stroke-dasharray")]
    assert len(dashed) == len(BARE) + 14 + 1 + 1  # aims, money, the services nobody names, the catch-all action
    assert f"{len(BARE)} have none: 1A, 1B, 2C, 3C, 4A, 8B and D." in figure.alternative


def test_money_named_by_an_action_is_followed(kent: WholePlan) -> None:
    link = Link.model_construct(action="11", service="early-years", objective=None, catch_all=False)
    figure = pictures.build_thread_picture(kent.replace({Link: [*kent.all(Link), link]}))
    assert figure
    assert "£2.57m: Early" in " ".join(labels(figure))
    assert labels(figure).count("no money named") == 13
    assert "20 services with £47,656,800 are named by no action" in figure.alternative


def test_the_staffing_says_the_change(drawn: dict[str, Figure]) -> None:
    figure = drawn["build_staffing_picture"]
    assert "Controllable Totals: 294.9 to 776.9 (+482) FTE" in labels(figure)
    assert {"0 to 299.2 (+299.2)", "14 to 0 (−14)", "12.6, no change"} <= set(labels(figure))


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_drawn_quickly(name: str, kent: WholePlan) -> None:
    def once() -> float:
        start = time.perf_counter()
        getattr(pictures, name)(kent)
        return time.perf_counter() - start

    assert min(once() for _ in range(5)) < SLOWEST


def test_every_run_draws_the_same(root: Path, drawn: dict[str, Figure]) -> None:
    program = (
        "import hashlib, pathlib; from lcsp.files import read_plan; from lcsp.reports import pictures as p; "
        "plan = read_plan(pathlib.Path('examples/kent-2009-10')).plan; "
        "print(hashlib.sha256(repr([getattr(p, n)(plan) for n in p.__all__]).encode()).hexdigest())"
    )
    here = hashlib.sha256(repr([drawn[name] for name in NAMES]).encode()).hexdigest()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root / "src")}
        done = subprocess.run(
            [sys.executable, "-c", program], check=False, cwd=root, env=environment, capture_output=True, text=True
        )
        assert done.stdout.strip() == here, done.stderr


def test_the_pdf_takes_every_picture_on_a_page(drawn: dict[str, Figure]) -> None:
    blocks = [
        block
        for figure in drawn.values()
        for block in (Heading(figure.caption, f"{figure.anchor}-heading", new_page=True), figure)
    ]
    pages = pypdf.PdfReader(io.BytesIO(render_pdf(Document("Pictures", tuple(blocks))))).pages
    printed = [page.extract_text() for page in pages]
    for figure in drawn.values():
        page = next(text for text in printed[1:] if figure.caption in text)
        # The first and the last words of the drawing stand on the page of its heading: nothing is cut off.
        assert labels(figure)[0] in page
        assert labels(figure)[-1] in page


def test_the_browsers_own_letters_fit(chromium: Any, drawn: dict[str, Figure]) -> None:
    """The widths are measured by a browser, with whatever fonts this machine has."""
    page = chromium.new_page()
    for name, figure in drawn.items():
        page.set_content(figure.svg)
        boxes = page.evaluate(
            "[...document.querySelectorAll('svg > text')].map(t => {const b = t.getBBox();"
            " return [b.x, b.y + b.height * .2, b.x + b.width, b.y + b.height * .8]})"
        )
        for number, (left, top, right, bottom) in enumerate(boxes):
            for other in boxes[number + 1 :]:
                apart = right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
                assert apart, (name, labels(figure)[number])
    page.close()
