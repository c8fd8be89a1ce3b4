"""What must hold in the staffing table."""

from lcsp.arithmetic.sums import total
from lcsp.partnership.workforce.model import Establishment, EstablishmentKind, StaffingStatus
from lcsp.vocabulary.findings import Fault, Faults, Level
from lcsp.vocabulary.numbers import show_number
from lcsp.vocabulary.records import Records
from lcsp.vocabulary.rulebook import check


@check("WORK-01", Level.ERROR, "casting")
def bands_add_up(plan: Records) -> Faults:
    """The grade bands add up to the total of the staffing table, where every band has a number.

    Mend: correct the band or the total.

    Fails:
        establishment: code | kind | fte
        establishment: senior | grade band | 20
        establishment: other | grade band | 70
        establishment: all | total | 100
    Passes:
        establishment: code | kind | fte
        establishment: senior | grade band | 20
        establishment: other | grade band | 80
        establishment: all | total | 100
    """
    rows = plan.all(Establishment)
    for field in ("prior_fte", "fte"):
        parts = [getattr(band, field) for band in rows if band.kind is EstablishmentKind.BAND]
        if not parts or None in parts:
            continue
        reached = total(parts)
        for row in rows:
            stated = getattr(row, field)
            if row.kind is EstablishmentKind.TOTAL and stated is not None and stated != reached:
                facts = f"{show_number(stated)} FTE ≠ {show_number(reached)} FTE, the sum of {len(parts)} bands"
                yield Fault(row, field, facts, "correct the band or the total")


@check("WORK-02", Level.WARNING, "completeness")
def splits_are_filled_in(plan: Records) -> Faults:
    """A staffing total comes with its split by grade band and funding.

    A total alone does not say how many managers there are, or how many posts depend on somebody else's money.

    Mend: fill in the split, or record why it cannot be had.

    Fails:
        establishment: code | kind | fte | status
        establishment: senior | grade band | | left blank
        establishment: all | total | 776.9 | stated
    Passes:
        establishment: code | kind | fte | status
        establishment: senior | grade band | 76.9 | stated
        establishment: other | grade band | 700 | stated
        establishment: all | total | 776.9 | stated
    """
    for row in plan.all(Establishment):
        blank = [
            field
            for field in ("prior_fte", "fte")
            if getattr(row, field.replace("fte", "status")) is StaffingStatus.BLANK
        ]
        if blank and row.kind is not EstablishmentKind.TOTAL:
            years = {"prior_fte": "the year before", "fte": "this year"}
            facts = f"{row.name}: no number for {' and '.join(years[field] for field in blank)}"
            yield Fault(row, blank[-1], facts, "fill in the split of the stated total")


@check("WORK-07", Level.WARNING, "completeness")
def totals_are_stated(plan: Records) -> Faults:
    """The total of the staffing table has a number for the plan's year.

    Mend: enter the full-time equivalents.

    Fails:
        establishment: code | kind | fte | status
        establishment: all | total | | to follow
    Passes:
        establishment: code | kind | fte | status
        establishment: all | total | 776.9 | stated
    """
    for row in plan.all(Establishment):
        if row.kind is EstablishmentKind.TOTAL and row.fte is None:
            facts = f"{row.name}: no full-time equivalents for this year ({row.status.value})"
            yield Fault(row, "fte", facts, "enter the full-time equivalents")


@check("WORK-03", Level.ERROR, "casting")
def parts_fit_into_the_total(plan: Records) -> Faults:
    """A part of the staff, such as posts with external funding, is no larger than the total.

    Mend: correct the part or the total.

    Fails:
        establishment: code | name | kind | fte
        establishment: all | Total | total | 100
        establishment: external | Externally funded | of which | 120
    Passes:
        establishment: code | name | kind | fte
        establishment: all | Total | total | 100
        establishment: external | Externally funded | of which | 20
    """
    rows = plan.all(Establishment)
    for whole in rows:
        for field in ("prior_fte", "fte") if whole.kind is EstablishmentKind.TOTAL else ():
            most = getattr(whole, field)
            for part in rows:
                held = getattr(part, field)
                if part.kind is not EstablishmentKind.TOTAL and None not in (most, held) and held > most:
                    facts = f"{part.name}: {show_number(held)} FTE of {show_number(most)} in all"
                    yield Fault(part, field, facts, "correct the part or the total")


@check("WORK-04", Level.ERROR, "agreement")
def numbers_and_statuses_agree(plan: Records) -> Faults:
    """A number of staff is stated, and what is left blank or to follow has none.

    Mend: enter the number, or the status that says why there is none.

    Fails:
        establishment: code | fte | status
        establishment: all | | stated
    Passes:
        establishment: code | prior_fte | prior_status | fte | status
        establishment: all | 80 | stated | 100 | stated
        establishment: external | | left blank | | to follow
    """
    for row in plan.all(Establishment):
        for field, status in (("prior_fte", row.prior_status), ("fte", row.status)):
            number = getattr(row, field)
            if (number is None) == (status is StaffingStatus.STATED):
                shown = "no number" if number is None else f"{show_number(number)} FTE"
                yield Fault(row, field, f"{shown} with status {status.value!r}", "enter the number, or its status")


@check("WORK-05", Level.WARNING, "plausibility")
def jumps_are_explained(plan: Records) -> Faults:
    """A total that changes by more than half in a year has a note that says why.

    Mend: explain the change in the note, or correct the number.

    Fails:
        establishment: code | name | kind | prior_fte | fte
        establishment: all | Total | total | 100 | 260
    Passes:
        establishment: code | name | kind | prior_fte | fte | note
        establishment: all | Total | total | 100 | 260 | The children's centres joined in April.
    """
    for row in plan.all(Establishment):
        if row.kind is not EstablishmentKind.TOTAL or not row.prior_fte or row.fte is None or row.note:
            continue
        if abs(row.fte - row.prior_fte) * 2 > row.prior_fte:
            facts = f"{row.name}: from {show_number(row.prior_fte)} to {show_number(row.fte)} FTE, and nothing says why"
            yield Fault(row, "fte", facts, "explain the change in the note, or correct the number")


@check("WORK-06", Level.WARNING, "completeness")
def tables_have_one_total(plan: Records) -> Faults:
    """A staffing table has one total.

    Mend: add the row of the total, or correct the kind of one of the rows.

    Fails:
        establishment: code | kind
        establishment: senior | grade band
        establishment: other | grade band
    Passes:
        establishment: code | kind
        establishment: senior | grade band
        establishment: other | grade band
        establishment: all | total
    """
    rows = plan.all(Establishment)
    totals = [row for row in rows if row.kind is EstablishmentKind.TOTAL]
    if rows and len(totals) != 1:
        facts = f"the staffing table has {len(totals) or 'no'} {'totals' if totals else 'total'}"
        yield Fault((totals or rows)[-1], "kind", facts, "let one row be the total")
