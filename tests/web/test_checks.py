"""Django does not serve a site whose looks are missing."""

from typing import Any

import pytest
from django.contrib.staticfiles import finders

from lcsp.web import checks


def test_the_looks_are_there() -> None:
    assert checks.looks_are_there(None) == []


def test_looks_that_are_missing_are_an_error_that_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def nowhere(name: str, **options: Any) -> None:
        return None

    monkeypatch.setattr(finders, "find", nowhere)
    (error,) = checks.looks_are_there(None)
    assert error.is_serious()
    assert "govuk/govuk-frontend.css" in error.msg
    assert "assets/fetch.py" in str(error.hint)
