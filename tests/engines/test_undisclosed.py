"""What was counted from single children cannot be written out by accident."""

import copy
import csv
import io
import json
import pickle
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from lcsp.engines.undisclosed import NotDisclosed, Undisclosed
from lcsp.partnership.performance.model import Figure

HELD = Undisclosed((3, 41))


@pytest.mark.parametrize(
    "write",
    [
        str,
        "{}".format,
        lambda held: f"{held}",
        lambda held: f"{held:>8}",
        lambda held: "%s" % held,  # noqa: UP031
        print,
        list,
        len,
        bool,
        hash,
        pickle.dumps,
        copy.deepcopy,
        lambda held: held == HELD,
        lambda held: csv.writer(io.StringIO()).writerow([held]),
    ],
)
def test_it_refuses_to_be_written(write: Callable[[object], object]) -> None:
    with pytest.raises(NotDisclosed, match="disclosure control"):
        write(HELD)


def test_it_has_no_place_in_json() -> None:
    with pytest.raises(TypeError):
        json.dumps(HELD)
    with pytest.raises(NotDisclosed):
        json.dumps(HELD, default=str)


def test_no_template_shows_it() -> None:
    from jinja2 import Environment

    for source in ("{{ held }}", "{% for count in held %}{{ count }}{% endfor %}", "{{ held|string|length }}"):
        with pytest.raises(NotDisclosed):
            Environment(autoescape=True).from_string(source).render(held=HELD)


def test_no_figure_of_a_plan_holds_it() -> None:
    with pytest.raises((NotDisclosed, ValidationError)):
        Figure.model_validate({"indicator": "NI 87", "basis": "actual", "column": "financial 2007/08", "value": HELD})


@given(st.integers() | st.text() | st.lists(st.integers()))
def test_the_representation_says_nothing_of_it(held: object) -> None:
    assert repr(Undisclosed(held)) == f"<Undisclosed {type(held).__name__}>"
    assert Undisclosed(held).open_for_analysts() == held
