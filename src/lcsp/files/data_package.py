"""A plan as a data package: a CSV file a noun, and a descriptor by which other programs understand them.

Source: Data Package standard, version 2.0 (datapackage.org).
"""

import json
import re
from typing import Any

from lcsp.files.folder import DESCRIPTOR, table_file_of, table_files
from lcsp.files.reading import FORMAT
from lcsp.files.table_schema import build_schema, resource_name
from lcsp.partnership.plan import Plan, PlanLevel
from lcsp.vocabulary.noun import Noun
from lcsp.whole_plan import NOUN_BY_NAME, NOUNS, WholePlan

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_ABOUT = (
    "A cell whose text would run as a formula in a spreadsheet has an apostrophe in front, which is not part of the "
    "text. A cell with several values parts them by semicolons. Money is in full pounds."
)


def data_package_files(plan: WholePlan) -> dict[str, bytes]:
    """Return the files of a data package by name; every noun has one, so that every reference finds its table.

    What a local plan refers to in its county plan is in that plan's package, and has no foreign key here.
    """
    descriptor = json.dumps(build_descriptor(plan), ensure_ascii=False, indent=2) + "\n"
    return {DESCRIPTOR: descriptor.encode()} | table_files(plan, NOUNS, empty=True)


def build_descriptor(plan: WholePlan) -> dict[str, Any]:
    """Return the descriptor. It states no licence: a plan does not say who may use it for what."""
    header, leading_out = plan.header, _leading_out(plan)
    summary = f"{header.summary}\n\n{_ABOUT}" if header.summary else _ABOUT
    return {
        "$schema": PROFILE,
        "name": _slug(header.code),
        "title": header.title,
        "description": summary,
        "format": FORMAT,
        "contributors": [{"title": header.organisation, "roles": ["creator"]}],
        "resources": [_resource(noun, leading_out.get(noun, frozenset())) for noun in NOUNS],
    }


def _leading_out(plan: WholePlan) -> dict[type[Noun], frozenset[str]]:
    """Return by noun the fields of a local plan that refer to records of its county plan."""
    found: dict[type[Noun], frozenset[str]] = {}
    if plan.header.level is PlanLevel.LOCAL:
        for pointer in plan.pointers():
            if pointer.noun in NOUN_BY_NAME and plan.find_own(NOUN_BY_NAME[pointer.noun], pointer.key) is None:
                noun = type(pointer.record)
                found[noun] = found.get(noun, frozenset()) | {pointer.field}
    return found


def _resource(noun: type[Noun], leading_out: frozenset[str]) -> dict[str, Any]:
    plural = noun.plural.replace("_", " ").capitalize()
    return {
        "name": resource_name(noun),
        "type": "table",
        "path": table_file_of(noun),
        "title": plural if noun is not Plan else "The plan itself",
        "description": (noun.__doc__ or "").partition("\n")[0],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": build_schema(noun, leading_out),
    }


def _slug(code: str) -> str:
    """Return `code` as the name of a package: small letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", code.lower()).strip("-") or "plan"
