"""Fills the measured site: Kent with 10 figures for each of 23 indicators, the same in usual tables, and a session.

`python -m benchmarks.usual.fill` prints the cookie; with `history N` it adds N revisions that ended long ago.
"""

import sys
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import django

KENT = Path(__file__).resolve().parent.parent.parent / "examples/kent-2009-10"


def main(words: list[str]) -> None:
    """Fill the site, or add to its history."""
    django.setup()
    if words[:1] == ["history"]:
        add_history(int(words[1]))
    else:
        fill()


def fill() -> None:
    """Make the tables and the plan, and print the cookie of a session of the county planner."""
    from django.core.management import call_command

    from lcsp.actions.demo_people import make_demo_people
    from lcsp.actions.plans import import_plan
    from lcsp.files import read_plan
    from lcsp.partnership.performance import Basis, Figure, FigureStatus, Indicator
    from lcsp.store.models import Account
    from lcsp.vocabulary.actors import Role
    from lcsp.vocabulary.periods import PeriodKind

    call_command("migrate", run_syncdb=True, verbosity=0)
    people = make_demo_people(("dover",))
    account = Account.objects.get(email=next(person.email for person in people if person.role is Role.COUNTY_PLANNER))
    kent = read_plan(KENT).plan
    read = PeriodKind().read
    years = [read(f"financial {year}/{year % 100 + 1:02}") for year in range(2005, 2010)]
    indicators = kent.all(Indicator)[:23]
    figures = [
        Figure(
            indicator=indicator.code,
            basis=basis,
            column=year,
            period=year,
            area="kent",
            value=Decimal(number % 97) + Decimal("0.5"),
            status=FigureStatus.PROVISIONAL,
            note="Made up for measuring",
        )
        for number, (indicator, year, basis) in enumerate(
            (i, y, b) for i in indicators for y in years for b in (Basis.ACTUAL, Basis.TARGET)
        )
    ]
    plan = kent.replace({Figure: figures})
    import_plan(by=account.actor, plan=plan, why="For measuring")
    _fill_usual(figures, {i.code: i.title for i in indicators})
    print(_open_session(account))


def _fill_usual(figures: list, titles: dict[str, str]) -> None:  # type: ignore[type-arg]
    from benchmarks.usual.models import UsualArea, UsualFigure, UsualIndicator

    area_of = {"kent": UsualArea.objects.create(code="kent", name="Kent")}
    wanted = dict.fromkeys(figure.indicator for figure in figures)
    indicator_of = {code: UsualIndicator.objects.create(code=code, title=titles[code]) for code in wanted}
    UsualFigure.objects.bulk_create(
        UsualFigure(
            indicator=indicator_of[figure.indicator],
            area=area_of[figure.area],
            basis=figure.basis.value,
            column=figure.column.label,
            period=figure.period.label,
            value=figure.value,
            status=figure.status.value,
            note=figure.note,
        )
        for figure in figures
    )


def _open_session(account: object) -> str:
    from importlib import import_module
    from types import SimpleNamespace

    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY

    from lcsp.store.models import Account
    from lcsp.web.sign_in.middleware import begin_session
    from lcsp.web.sign_in.second_factor import mark_second_factor

    assert isinstance(account, Account)  # noqa: S101 - tells the type to mypy
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    begin_session(SimpleNamespace(session=session))  # type: ignore[arg-type]
    mark_second_factor(session, account)
    session.save()
    # A browser that has signed in has the cookie of the form token too.
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={'t' * 32}"


def add_history(count: int) -> None:
    """Change one risk `count` times, as so many revisions of the county's plan."""
    from django.db import transaction

    from lcsp.partnership.governance import Risk
    from lcsp.store.changes import Change
    from lcsp.store.models import StoredPlan
    from lcsp.store.plans import load_plan
    from lcsp.store.revisions import hold_plan, save_revision

    code = StoredPlan.objects.order_by("pk")[0].code
    risk = load_plan(code).plan.all(Risk)[0]
    started = datetime.now(UTC)
    for batch in range(0, count, 500):
        with transaction.atomic():
            plan = hold_plan(code)
            for number in range(batch, min(batch + 500, count)):
                changed = risk.model_copy(update={"response": f"Looked at {number} times since {started:%H:%M:%S}"})
                save_revision(plan, [Change("risk", risk.key, changed)], by=1, why="measured", base=plan.head)


if __name__ == "__main__":
    main(sys.argv[1:])
