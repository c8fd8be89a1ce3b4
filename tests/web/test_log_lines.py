"""What is logged is a line of JSON each, without what people are called, typed or looked for."""

import errno
import json
import logging
import sys
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError
from hypothesis import given
from hypothesis import strategies as st

from lcsp.web.log_lines import JsonLine, reference

SECRET = "ann.example@example.org"


def line_of(name: str, message: str, *args: object, error: BaseException | None = None) -> dict[str, Any]:
    """The line for what is logged under `name`."""
    told: Any = (type(error), error, error.__traceback__) if error else None
    record = logging.LogRecord(name, logging.ERROR, "src/lcsp/x.py", 7, message, args, told)
    text = JsonLine().format(record)
    assert "\n" not in text
    found: dict[str, Any] = json.loads(text)
    return found


def caught(error: BaseException, cause: BaseException | None = None) -> BaseException:
    """The same error as it is when something has raised it."""
    try:
        raise error from cause
    except type(error):
        found = sys.exc_info()[1]
        assert found is not None
        return found


def test_a_message_of_our_own_is_written_out() -> None:
    line = line_of("lcsp.web.health", "the database: %s", "gone")
    assert (line["message"], line["level"], line["logger"]) == ("the database: gone", "error", "lcsp.web.health")


@pytest.mark.parametrize("name", ["django.request", "axes.handlers", "allauth", "lcspx"])
def test_a_library_s_message_is_written_without_its_values(name: str) -> None:
    line = line_of(name, "Internal Server Error: %s", f"/accounts/{SECRET}/")
    assert (line["message"], line["place"]) == ("Internal Server Error: %s", "x:7")
    assert line_of(name, f"Locked out {SECRET}")["message"] == ""


@given(message=st.text(min_size=1), name=st.sampled_from(["lcsp.web", "django.db"]))
def test_any_text_is_one_line_of_json(message: str, name: str) -> None:
    line = line_of(name, "%s", message)
    assert line["message"] == (message if name == "lcsp.web" else "%s")


def test_an_error_tells_its_kind_and_the_lines_of_code_and_not_what_it_says() -> None:
    error = caught(IntegrityError(f"Key (email)=({SECRET})"), caught(ValueError(SECRET)))
    line = line_of("django.request", "x %s", 1, error=error)
    assert SECRET not in json.dumps(line)
    assert [told["error"] for told in line["errors"]] == ["django.db.utils.IntegrityError", "builtins.ValueError"]
    assert "in caught" in line["errors"][0]["lines"][0]


def test_an_error_of_the_machine_says_what_it_was() -> None:
    full = OSError(errno.ENOSPC, "No space left on device", SECRET)
    [told] = line_of("lcsp", "x", error=caught(full))["errors"]
    assert told["message"] == "No space left on device"
    [told] = line_of("lcsp", "x", error=caught(OperationalError(f"database is locked\nDETAIL: {SECRET}")))["errors"]
    assert told["message"] == "database is locked"


def test_the_reference_of_the_request_stands_in_the_line() -> None:
    assert "reference" not in line_of("lcsp", "x")
    token = reference.set("abc")
    try:
        assert line_of("lcsp", "x")["reference"] == "abc"
    finally:
        reference.reset(token)
