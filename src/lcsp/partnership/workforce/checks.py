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
    for row in rows:
        for field in ("prior_fte", "fte"):
            parts = [getattr(band, field) for band in rows if band.kind is EstablishmentKind.BAND]
            stated = getattr(row, field)
            if row.kind is not EstablishmentKind.TOTAL or stated is None or not parts or None in parts:
                continue
            if total(parts) != stated:
                facts = f"{show_number(stated)} FTE ≠ {show_number(total(parts))} FTE, the sum of {len(parts)} bands"
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
