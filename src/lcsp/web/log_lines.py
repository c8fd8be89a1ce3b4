"""What the log says and how: a line of JSON for each thing, and nothing of what people are called, typed or looked for.

A message of our own is written out. One of a library is written without what was put into it, because that may be an
address with somebody's name in it; the place in the code says which it was. Of an error, its kind and the lines of
code that led to it are written; its message only where it tells of the machine, such as a full disk.
"""

import json
import logging
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from types import TracebackType
from typing import Any

# The reference of the request that is being answered, blank outside one.
reference: ContextVar[str] = ContextVar("reference", default="")

_OURS = "lcsp"


class JsonLine(logging.Formatter):
    """Writes what is logged as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        ours = record.name.partition(".")[0] == _OURS
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage() if ours else _without_values(record),
            "place": f"{record.module}:{record.lineno}",
        }
        if said := reference.get():
            line["reference"] = said
        if record.exc_info and record.exc_info[1]:
            line["errors"] = list(_errors(record.exc_info[1]))
        return json.dumps(line, ensure_ascii=False)


def _without_values(record: logging.LogRecord) -> str:
    """Return the message of a library with the places of its values left as they are; blank where they are in it."""
    return str(record.msg) if record.args else ""


def _errors(error: BaseException | None) -> Iterator[dict[str, Any]]:
    """Yield an error and those that it came from, the last first."""
    while error is not None:
        told: dict[str, Any] = {"error": f"{type(error).__module__}.{type(error).__qualname__}"}
        if said := _of_the_machine(error):
            told["message"] = said
        yield {**told, "lines": list(_lines(error.__traceback__))}
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _of_the_machine(error: BaseException) -> str:
    """Return the message of an error that tells of disk, network or database, and of nothing that people wrote."""
    from django.db import InterfaceError, OperationalError

    if isinstance(error, OSError):
        return error.strerror or ""
    if isinstance(error, OperationalError | InterfaceError):
        return str(error).partition("\n")[0]
    return ""


def _lines(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        code = trace.tb_frame.f_code
        file = code.co_filename.replace("\\", "/")
        for root in ("/site-packages/", "/src/"):
            file = file.rpartition(root)[2]
        yield f"{file}:{trace.tb_lineno} in {code.co_qualname}"
        trace = trace.tb_next
