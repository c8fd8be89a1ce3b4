"""The environment: what is absent or wrong is named, and the demonstration needs nothing."""

from pathlib import Path

import pytest

from lcsp.config.environment import LEAST_KEY, VARIABLES, Misconfigured, read_environment
from lcsp.config.environment_pages import build_pages

KEY = "k" * LEAST_KEY
WHOLE = {"LCSP_SECRET_KEY": KEY, "LCSP_HOSTS": "plans.example.gov.uk"}
SIGN_ON = {
    "LCSP_SIGN_ON_SERVER": "https://id.example.gov.uk",
    "LCSP_SIGN_ON_CLIENT": "lcsp",
    "LCSP_SIGN_ON_SECRET": "secret",
}


def test_what_production_needs() -> None:
    found = read_environment(WHOLE)
    assert (found.demo, found.https, found.proxies, found.sign_on) == (False, True, 0, None)
    assert read_environment({**WHOLE, "LCSP_OLD_SECRET_KEYS": "one, two"}).old_secret_keys == ("one", "two")
    assert found.hosts == ("plans.example.gov.uk",)


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"LCSP_SECRET_KEY": ""}, "LCSP_SECRET_KEY is not set"),
        ({"LCSP_SECRET_KEY": "short"}, "LCSP_SECRET_KEY is too short"),
        ({"LCSP_HOSTS": " , "}, "LCSP_HOSTS is not set"),
        ({"LCSP_DEMO": "perhaps"}, "LCSP_DEMO is 'perhaps'"),
        ({"LCSP_PROXIES": "two"}, "LCSP_PROXIES is 'two'"),
        ({"LCSP_SIGN_ON_SERVER": "https://id.example.gov.uk"}, "LCSP_SIGN_ON_CLIENT, LCSP_SIGN_ON_SECRET not set"),
        ({**SIGN_ON, "LCSP_SIGN_ON_SERVER": "http://id.example.gov.uk"}, "begins with https://"),
    ],
)
def test_what_is_wrong_is_named(change: dict[str, str], complaint: str) -> None:
    with pytest.raises(Misconfigured, match=complaint):
        read_environment({**WHOLE, **change})


def test_the_councils_sign_on() -> None:
    more = {"LCSP_SIGN_ON_DOMAINS": "Kent.gov.uk, example.org", "LCSP_SIGN_ON_STRONG": "strong"}
    found = read_environment({**WHOLE, **SIGN_ON, **more}).sign_on
    assert found is not None
    assert (found.name, found.domains, found.strong) == ("Council sign-on", ("kent.gov.uk", "example.org"), "strong")


def test_the_demonstration_keeps_a_key_of_its_own(tmp_path: Path) -> None:
    given = {"LCSP_DEMO": "yes", "LCSP_DATA": str(tmp_path)}
    first, second = read_environment(given), read_environment(given)
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= LEAST_KEY
    [file] = tmp_path.iterdir()
    assert file.stat().st_mode & 0o077 == 0, "nobody else reads it"


def test_the_page_and_the_sample_name_every_variable() -> None:
    for text in build_pages().values():
        assert all(name in text for name, _, _ in VARIABLES)


def test_every_variable_that_is_read_is_named(root: Path) -> None:
    source = (root / "src/lcsp/config/environment.py").read_text("utf-8")
    reading = source[source.index("def read_environment") :]
    named = {name for name, _, _ in VARIABLES}
    for word in reading.replace('"', " ").replace("{", " ").split():
        if word.startswith("LCSP_") and word.isupper():
            assert word in named, word
