"""Records of every kind written by the API with data that their schemas allow: saved or refused, and never a failure.

The document states a record as any object, since its kind stands in the address. Here the address and the body are
those of one kind, so that what is tried gets as far as the store.
"""

import copy
import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
import schemathesis
from django.db import transaction
from hypothesis import given, settings
from schemathesis import GenerationMode
from tests.api import test_schemathesis as every
from tests.people_and_plans import KENT

from lcsp.api.description import describe
from lcsp.api.limits import counter
from lcsp.config.wsgi import application
from lcsp.files.json_records import record_to_json, schema_of
from lcsp.store.audit import verify
from lcsp.store.plans import kept, load_plan
from lcsp.vocabulary.keys_in_addresses import key_in_address
from lcsp.vocabulary.noun import Noun, columns
from lcsp.vocabulary.periods import PeriodKind
from lcsp.whole_plan import NOUNS

pytestmark = pytest.mark.django_db
PATH = "/api/v1/plans/{plan}/{kind}/"
# Findings are accepted elsewhere, and a plan has one record of itself.
WRITTEN = [noun for noun in NOUNS if noun.noun not in ("plan", "acceptance")]
TRIED = WRITTEN if os.environ.get("LCSP_REQUIRE") == "all" else [n for n in WRITTEN if n.noun in ("risk", "figure")]
ANSWERS = {200, 201, 409, 412, 422}
MOST = 12  # of each operation: to save one takes the audit log, the plan and its localities
one_connection = every.one_connection


def record_of(noun: type[Noun]) -> dict[str, Any]:
    """The schema of a record, with years that are years: no pattern says that 2009/10 is one and 2009/11 is none."""
    schema = schema_of(noun)
    for name, column in columns(noun).items():
        if isinstance(column.kind, PeriodKind):
            schema["properties"][name] = {"enum": ["financial 2009/10", "academic 2008/09", "calendar 2008"]}
    return schema


def document_of(noun: type[Noun], key: str) -> dict[str, Any]:
    """The document with two operations alone: adding a record of one kind, and changing the one that has `key`."""
    document = json.loads(json.dumps(dict(describe())))
    paths = {}
    for path, method in ((PATH, "post"), (f"{PATH}{{key}}/", "put")):
        operation = copy.deepcopy(document["paths"][path][method])
        operation["parameters"] = [one for one in operation["parameters"] if one["in"] == "header"]
        for one in operation["parameters"]:
            one |= {"required": True, "schema": {"const": "*"}}
        body = operation["requestBody"]["content"]["application/json"]
        body["schema"] = {
            "type": "object",
            "properties": {
                "record": record_of(noun),
                "why": {"const": "To be tried"},
                "leave_dangling": {"const": True},
            },
            "required": ["record", "why", "leave_dangling"],
            "additionalProperties": False,
        }
        paths[path.format(plan=KENT, kind=noun.plural, key=quote(key_in_address(key)))] = {method: operation}
    document["paths"] = paths
    return dict(document)


@pytest.fixture
def headers(kent_site: str, token_of: Callable[..., str]) -> Iterator[dict[str, str]]:
    """The token of somebody who may write every record."""
    yield {"Authorization": f"Bearer {token_of('county planner')}"}
    kept.forget()


@pytest.mark.parametrize("noun", TRIED, ids=[noun.noun for noun in TRIED])
def test_a_record_of_any_kind_is_saved_or_refused(noun: type[Noun], headers: dict[str, str]) -> None:
    records = load_plan(KENT).plan.all(noun)
    schema = schemathesis.openapi.from_dict(document_of(noun, records[0].key if records else "none"))
    schema.app = application
    answered: Counter[int] = Counter()

    def try_one(case: Any) -> None:
        counter.forget()
        with transaction.atomic():
            response = case.call(headers=headers)
            if response.status_code in (200, 201):
                assert verify() == []
            transaction.set_rollback(True)
        kept.forget()
        case.validate_response(response, checks=every.CHECKS)
        answered[response.status_code] += 1

    for path in schema:
        for method in schema[path]:
            strategy = schema[path][method].as_strategy(generation_mode=GenerationMode.POSITIVE)
            settings(every.QUIET, max_examples=MOST)(given(case=strategy)(try_one))()
    assert set(answered) <= ANSWERS | (set() if records else {404}), answered
    assert answered[200] + answered[201], f"nothing was ever saved: {answered}"


@pytest.mark.parametrize("noun", WRITTEN, ids=[noun.noun for noun in WRITTEN])
def test_what_is_read_can_be_sent_back(noun: type[Noun], headers: dict[str, str], client: Any) -> None:
    for record in load_plan(KENT).plan.all(noun)[:1]:
        page = client.get(f"/api/v1/plans/{KENT}/{noun.plural}/?limit=1", headers=headers).json()
        assert page["items"] == [{"key": record.key, "record": record_to_json(record)}]
        sent = json.dumps({"record": page["items"][0]["record"], "why": "Nothing new"})
        address = f"/api/v1/plans/{KENT}/{noun.plural}/{quote(key_in_address(record.key))}/"
        answer = client.put(address, sent, content_type="application/json", headers={**headers, "If-Match": "*"})
        assert answer.status_code == 200, answer.content
        assert answer.json()["record"] == page["items"][0]["record"]
        assert load_plan(KENT).number == 1, "what says the same makes no revision"
