"""Makes on a running site what some of its pages need to exist, and prints the address of every page as JSON.

A program of its own, to be run in the site's environment: `python -m tests.functional.things_to_show`.
"""

import json
from contextlib import redirect_stdout
from io import StringIO
from typing import Any

from tests.people_and_plans import KENT, publish
from tests.people_and_plans import ROOT as CHECKOUT
from tests.web.test_every_address import NEEDS, PUBLISHED, all_pages, parts_of

ROOM = "plan"  # whose lists, records and forms are shown
BOARD = "cabinet"
EDITION = "2009-10"
WITH_PASSKEY = "analyst"


def make() -> dict[str, dict[str, Any]]:
    """Make two revisions, an edition, two waiting uploads, a passkey and a password link; return their address parts.

    The upload for a plan that is there has one record that others changed too, and removes one that others refer to.
    """
    _change_the_board()
    edition = publish(KENT, EDITION)
    from lcsp.checks.listing import list_findings
    from lcsp.store.plans import load_plan
    from lcsp.web.public.sheets import tables_of

    passkey = {"pk": _make_passkey()}
    of_edition = {"name": EDITION}
    person, key = _make_password_link()
    table = tables_of(load_plan(KENT).plan)[0][1].anchor
    published = {"edition": EDITION, "table": table, "sha256": edition.sha256, "plural": "budget_lines"}
    return {
        **dict.fromkeys(PUBLISHED, published),
        "edition": of_edition,
        "edition_download": of_edition,
        "measured_indicator": {"key": _count_pupils()},
        "finding": {"fingerprint": list_findings(load_plan(KENT).plan)[0].fingerprint},
        "revision": {"number": 2},
        "revisions_between": {"before": 1, "after": 2},
        "upload_waiting": {"token": _wait(_changed_plan(), KENT, base=1)},
        "plan_add_waiting": {"token": _wait(_new_plan(), "", base=0)},
        "mfa_edit_webauthn": passkey,
        "mfa_remove_webauthn": passkey,
        "account_reset_password_from_key": {"uidb36": person, "key": key},
    }


def _account(role: str) -> Any:
    from lcsp.store.models import Account

    return Account.objects.filter(grants__role=role).order_by("pk")[0]


def _board(name: str) -> Any:
    from lcsp.partnership.governance import Board
    from lcsp.store.plans import load_plan

    board = load_plan(KENT).plan.find(Board, BOARD)
    assert board
    return board.model_copy(update={"name": name})


def _change_the_board() -> None:
    from lcsp.actions.records import change_record
    from lcsp.store.changes import Change

    change = Change("board", BOARD, _board("The Cabinet"))
    change_record(by=_account("county planner").actor, plan=KENT, change=change, base=1, why="Its name")


def _changed_plan() -> Any:
    from lcsp.partnership.governance import Board
    from lcsp.partnership.plan import Objective
    from lcsp.store.plans import load_plan

    plan = load_plan(KENT).plan
    boards = [_board("The Council") if board.key == BOARD else board for board in plan.all(Board)]
    return plan.replace({Board: boards, Objective: plan.all(Objective)[1:]})


def _new_plan() -> Any:
    from lcsp.partnership.plan import Objective, Plan
    from lcsp.store.plans import load_plan
    from lcsp.whole_plan import WholePlan

    plan = load_plan(KENT).plan
    return WholePlan(
        {Plan: [plan.header.model_copy(update={"code": "another-plan"})], Objective: plan.all(Objective)},
        today=plan.today,
    )


def _wait(plan: Any, code: str, base: int) -> str:
    from lcsp.actions.uploads import keep_upload
    from lcsp.files import Reading

    reading = Reading(plan, {}, ())
    by = _account("county planner").actor
    return keep_upload(by=by, plan=code, reading=reading, base=base, name="kent.xlsx").token


def _count_pupils() -> str:
    """Make a small synthetic county where the site looks for pupils, and compute it; return an indicator's code."""
    from pathlib import Path

    from lcsp.cli import main
    from lcsp.engines.wanted import pupils_folder

    plan = str(CHECKOUT / "examples/kent-2009-10")
    if not (Path(pupils_folder()) / "store.json").exists():
        with redirect_stdout(StringIO()):
            assert main(["synth", plan, "--people", "8000"]) == main(["measure", plan]) == 0
    return "NI 87"


def _make_passkey() -> int:
    from allauth.mfa.models import Authenticator

    data = {"name": "Work laptop", "credential": _credential()}
    made = Authenticator.objects.create(user=_account(WITH_PASSKEY), type=Authenticator.Type.WEBAUTHN, data=data)
    return int(made.pk)


def _credential() -> dict[str, Any]:
    """What a device sends that has made a passkey; nobody can sign in with this one."""
    from fido2.cose import ES256
    from fido2.utils import websafe_encode
    from fido2.webauthn import (
        Aaguid,
        AttestationObject,
        AttestedCredentialData,
        AuthenticatorData,
        CollectedClientData,
    )

    key = ES256({1: 2, 3: -7, -1: 1, -2: bytes(32), -3: bytes(32)})
    flags = AuthenticatorData.FLAG.AT | AuthenticatorData.FLAG.UP
    data = AuthenticatorData.create(bytes(32), flags, 0, AttestedCredentialData.create(Aaguid.NONE, b"laptop", key))
    client = CollectedClientData.create(type="webauthn.create", challenge=b"any", origin="http://localhost")
    name = websafe_encode(b"laptop")
    response = {
        "clientDataJSON": websafe_encode(client),
        "attestationObject": websafe_encode(AttestationObject.create("none", data, {})),
    }
    return {"id": name, "rawId": name, "type": "public-key", "response": response}


def _make_password_link() -> tuple[str, str]:
    from lcsp.actions.accounts import make_password_link

    return make_password_link(by=_account("administrator").actor, account=_account("reader"))


def addresses(made: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Return the address of every page that may be looked at, by the name of the address."""
    from django.urls import reverse

    found = {}
    for page in all_pages():
        if NEEDS.get(page.name, (True, None))[0] is None:
            continue  # it takes forms alone
        given = made.get(page.name, {})
        parts = {**parts_of(page, KENT, ROOM), **{part: given[part] for part in given if part in page.parts}}
        found[page.name] = reverse(f"{page.namespace}:{page.name}".lstrip(":"), kwargs=parts)
    return found


if __name__ == "__main__":
    print(json.dumps(addresses(make())))
