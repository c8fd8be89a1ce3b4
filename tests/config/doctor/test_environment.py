"""What the doctor says of the environment: every danger, every slip, and how to mend it; and what is well."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.people_and_plans import ROOT

from lcsp.config.doctor.environment import find_insecure, judge_environment, judge_key
from lcsp.config.doctor.judgement import Judgement, Level
from lcsp.config.environment import VARIABLES

KEY = "qV7hXc2mN9pLs4kTz8wRb3yGd6fJa1eUoI5-xCvBnM_QwErTyKlPz0"
GOOD = {
    "LCSP_SECRET_KEY": KEY,
    "LCSP_HOSTS": "plans.kent.gov.uk",
    "DATABASE_URL": "postgres:///lcsp",
    "LCSP_PROXIES": "1",
    "LCSP_HELP": "plans@kent.gov.uk",
}


def wrong(given: dict[str, str]) -> dict[str, Judgement]:
    """What is wrong, by the place."""
    return {one.place: one for one in judge_environment(given) if one.level is Level.WRONG}


def test_a_good_environment_is_well() -> None:
    assert wrong(GOOD) == {}
    assert find_insecure(GOOD) == []


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("LCSP_SECRET_KEY", "short", "LCSP_SECRET_KEY"),
        ("LCSP_SECRET_KEY", "abc" * 20, "over and over"),
        ("LCSP_SECRET_KEY", "a" * 49 + "b", "different characters"),
        ("LCSP_SECRET_KEY", f"django-insecure-{KEY}", "sample"),
        ("LCSP_HOSTS", "*", "anybody could"),
        ("LCSP_HOSTS", "https://plans.kent.gov.uk/", "no name of a host"),
        ("LCSP_HOSTS", "plans.example.gov.uk", "sample"),
        ("LCSP_HTTPS", "no", "in the open"),
        ("LCSP_HTTPS", "perhaps", "yes or no"),
        ("LCSP_PROXIES", "0", "proxy"),
        ("LCSP_MAIL_HOST", "mail.local", "LCSP_MAIL_FROM"),
        ("DATABASE_URL", "mysql://x", "right would be postgres://"),
        ("LCSP_HOST", "plans.kent.gov.uk", "perhaps LCSP_HOSTS is meant"),
        ("LCSP_DEMO", "yes", "a demonstration is for one machine"),
    ],
)
def test_each_mistake_is_named_with_its_mend(name: str, value: str, said: str) -> None:
    found = wrong({**GOOD, name: value})
    assert found, "nothing was found"
    assert any(said in str(one) for one in found.values())
    assert KEY not in " ".join(map(str, found.values()))


@pytest.mark.parametrize(
    "bad",
    [
        {"LCSP_SECRET_KEY": "abc" * 20},
        {"LCSP_HOSTS": "*"},
        {"LCSP_HTTPS": "no"},
        {"LCSP_DEMO": "yes"},
    ],
)
def test_the_site_does_not_start_with_what_is_not_safe(bad: dict[str, str]) -> None:
    assert find_insecure({**GOOD, **bad})


def test_a_demonstration_is_not_shown_to_other_machines() -> None:
    demo = {"LCSP_DEMO": "yes"}
    assert find_insecure(demo) == []
    assert find_insecure(demo, "0.0.0.0")


@given(st.text(alphabet="ab", min_size=50, max_size=80))
def test_a_key_of_two_letters_is_never_good(key: str) -> None:
    assert judge_key("LCSP_SECRET_KEY", key).level is Level.WRONG


def test_every_variable_that_the_code_reads_is_in_the_list_and_nothing_else() -> None:
    read: set[str] = set()
    for path in sorted(Path(ROOT / "src/lcsp").rglob("*.py")):
        text = path.read_text("utf-8")
        if "os.environ" in text or path.name == "environment.py":
            read |= set(re.findall(r"[\"'](LCSP_[A-Z_]+|DATABASE_URL)[\"']", text))
    assert read - {"LCSP_NO_UV", "LCSP_REQUIRE"} == {name for name, _, _ in VARIABLES}
