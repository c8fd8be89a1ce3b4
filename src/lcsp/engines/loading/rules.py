"""The rules by which a row is put into quarantine: a code, what is wrong, and what would mend it."""

from typing import NamedTuple


class Rule(NamedTuple):
    """One rule. `says` is a sentence about the row; `mend` is what to do."""

    code: str
    says: str
    mend: str


RULES: dict[str, Rule] = {
    rule.code: rule
    for rule in (
        Rule(
            "LOAD-00",
            "The row has more or fewer cells than the heading.",
            "Export it again, with quotes around what holds a comma.",
        ),
        Rule("LOAD-01", "The cell is blank and must not be.", "Fill it in, or say in the mapping what blank means."),
        Rule(
            "LOAD-02",
            "The cell is no number, date, or yes or no, as it has to be.",
            "Correct it, or give the format of dates or the values in the mapping.",
        ),
        Rule(
            "LOAD-03",
            "The value is none of those that are allowed.",
            "Correct it, or say under [values] of the mapping what it stands for.",
        ),
        Rule(
            "LOAD-04",
            "It is not a Unique Pupil Number, or its check letter is wrong.",
            'Correct it at the school; numbers given by another system need `identifier = "any"` in the mapping.',
        ),
        Rule(
            "LOAD-05",
            "The school is not among the schools of the year.",
            "Load the schools first (--as schools), or correct the number of the school.",
        ),
        Rule(
            "LOAD-06",
            "The pupil is not on the roll of the school in that year.",
            "Load the pupils first, or correct identifier or school; if the pupil's own row was refused, mend it.",
        ),
        Rule(
            "LOAD-07",
            "The same record stands in an earlier row; that one was taken.",
            "Take out the row that is wrong.",
        ),
        Rule("LOAD-08", "The date is outside the year.", "Correct the date, or load the file for its own year."),
        Rule("LOAD-09", "The code was not in force on that day.", "Correct the mark in the register."),
        Rule(
            "LOAD-10",
            "The day is no Monday where a week has to begin, or a Saturday or Sunday.",
            "Correct the date; a week is named by its Monday.",
        ),
        Rule("LOAD-11", "There are not ten marks in the week.", "Write one code a session, and - where there is none."),
        Rule("LOAD-12", "The pupil leaves before the first day on roll.", "Correct the one or the other."),
    )
}
