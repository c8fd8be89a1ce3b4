"""How computed figures read: numbers, groups and definitions in the words that analysts use."""

from typing import TYPE_CHECKING

from lcsp.partnership.performance import Definition, Polarity
from lcsp.partnership.performance.definition import Computing

if TYPE_CHECKING:
    from lcsp.engines.figures import Measured

UNDISCLOSED = "For analysts only. These figures have not passed disclosure control: do not pass them on."
MADE_UP = "Made-up pupils: nobody here is real."
NOBODY = "Nobody is counted"
SURE = 0.05  # the probability below which a difference is named

GROUP_HEADS = {
    "sex": "Sex",
    "fsm": "Free school meals",
    "sen": "Special educational needs",
    "ethnicity": "Ethnicity",
    "looked_after": "Looked after",
    "year_group": "Year group",
}
_GROUPS = {
    "sex": {"F": "Girls", "M": "Boys"},
    "fsm": {"true": "Eligible for free school meals", "false": "Not eligible"},
    "sen": {"N": "No special need", "A": "School action", "P": "School action plus", "S": "Statement or plan"},
    "looked_after": {"true": "Looked after", "false": "Not looked after"},
    # Main codes of the school census.
    "ethnicity": {
        "WBRI": "White British",
        "WIRI": "White Irish",
        "WIRT": "Traveller of Irish heritage",
        "WROM": "Gypsy or Roma",
        "WOTH": "Any other White background",
        "MWBC": "White and Black Caribbean",
        "MWBA": "White and Black African",
        "MWAS": "White and Asian",
        "MOTH": "Any other mixed background",
        "AIND": "Indian",
        "APKN": "Pakistani",
        "ABAN": "Bangladeshi",
        "AOTH": "Any other Asian background",
        "BCRB": "Black Caribbean",
        "BAFR": "Black African",
        "BOTH": "Any other Black background",
        "CHNE": "Chinese",
        "OOTH": "Any other ethnic group",
        "REFU": "Refused",
        "NOBT": "Information not yet obtained",
    },
}
_WAYS = {
    Polarity.HIGH: "A high figure is good.",
    Polarity.LOW: "A low figure is good.",
    Polarity.NEAR: "A figure near to its target is good.",
}


def group_words(by: str, value: str) -> str:
    """Return what a value of a group is called, such as "Girls" for F; a value without a name stands as it is."""
    if by == "year_group" and value.lstrip("-").isdecimal():
        year = int(value)
        return f"Year {year}" if year > 0 else "Reception" if year == 0 else "Nursery"
    return _GROUPS.get(by, {}).get(value, value) or "Not known"


def group_order(by: str, value: str) -> tuple[int, str]:
    """Return what the values of a group are sorted by: years by number, others in the order of their names here."""
    if by == "year_group" and value.lstrip("-").isdecimal():
        return int(value), ""
    known = list(_GROUPS.get(by, {}))
    return known.index(value) if value in known else len(known), value


def way_words(definition: Definition) -> str:
    """Return which way is good, as a sentence."""
    return _WAYS[definition.polarity]


def number_words(value: float) -> str:
    """Return a percentage or difference in as many decimals as it needs: 7.09, 0.130."""
    return f"{value:.{3 if abs(value) < 1 else 2}f}".replace("-", "−")


def value_words(measured: "Measured", computing: Computing) -> str:
    """Return the value with its unit: 7.09%, or −6.08 points for a gap."""
    if measured.value is None:
        return NOBODY
    return number_words(measured.value) + (" points" if computing.higher else "%")


def interval_words(measured: "Measured") -> str:
    """Return the 95% interval: 6.91 to 7.26; blank where nobody is counted."""
    if measured.low is None or measured.high is None:
        return ""
    return f"{number_words(measured.low)} to {number_words(measured.high)}"


def counts_words(measured: "Measured", computing: Computing) -> tuple[str, str]:
    """Return numerator and denominator as they are printed; months are kept in hundredths of a young person."""
    hundredths = 100 if computing.kind == "months" else 1
    return tuple(f"{round(part / hundredths):,}" for part in (measured.numerator, measured.denominator))  # type: ignore[return-value]


def counted_words(computing: Computing) -> tuple[str, str]:
    """Return what heads the columns of numerator and denominator."""
    if computing.kind == "half days missed":
        return "Half days missed", "Half days possible"
    if computing.kind == "months":
        return "Young people, 3 months added", "Out of"
    if computing.kind == "lowest fifth":
        return "In the lowest fifth", "Children"
    return "Counted", "Out of"


def change_words(moved: float, clear: bool, polarity: Polarity) -> str:
    """Say whether a figure has changed by more than chance, which way, and whether that is the better one."""
    if not clear:
        return "No clear change"
    told = "Rose" if moved > 0 else "Fell"
    if polarity is Polarity.NEAR:
        return told
    return f"{told}: {'better' if (moved > 0) is (polarity is Polarity.HIGH) else 'worse'}"


def difference_words(measured: "Measured", county: float | None, chance: float | None, polarity: Polarity) -> str:
    """Say whether an area differs from the rest of the county, which way, and whether that is the better one."""
    if chance is None or county is None or measured.value is None:
        return "Not compared"
    if chance >= SURE:
        return "No clear difference"
    higher = measured.value > county
    told = "Higher" if higher else "Lower"
    if polarity is Polarity.NEAR:
        return told
    return f"{told}: {'better' if higher is (polarity is Polarity.HIGH) else 'worse'}"
