"""Small made counties in which chance decides everything that the counting of attendance may depend on."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from lcsp.children.pupils.model import Marks, Pupil
from lcsp.children.pupils.year import SchoolYear
from lcsp.reference.register_codes import NO_MARK, RegisterCode, codes_on

# Years under each rule of persistent absence and under both tables of codes.
YEARS = (2007, 2009, 2010, 2011, 2014, 2015, 2019, 2023, 2024, 2025)
SCHOOLS = (8862001, 8862002, 8864003)


def make_county(seed: int, year: int, pupils: int = 10) -> tuple[list[Pupil], list[Marks]]:
    """Return enrolments and their weekly marks: some at two schools, some who are not counted, some without a mark."""
    chance = Random(seed)
    enrolments = [
        _enrolment(chance, number, school, year)
        for number in range(1, pupils + 1)
        for school in chance.sample(SCHOOLS, chance.choice((1, 1, 1, 2)))
    ]
    return enrolments, [mark for enrolment in enrolments for mark in _register(chance, enrolment, year)]


def _enrolment(chance: Random, number: int, school: int, year: int) -> Pupil:
    return Pupil(
        pupil=number,
        school=school,
        year_group=chance.randrange(1, 3),
        age=chance.choice((4, 5, 9, 9, 14, 15, 16)),
        sex=chance.choice("FM"),
        fsm=chance.random() < 0.3,
        sen=chance.choice("NA"),
        ethnicity=chance.choice(("WBRI", "NOBT")),
        looked_after=chance.random() < 0.1,
        home=chance.choice(("", "dover")),
        boarder=chance.random() < 0.1,
        enrolment=chance.choice("CCCMSG"),
        starts=date(year, 9, 1),
    )


def _register(chance: Random, enrolment: Pupil, year: int) -> list[Marks]:
    """Return the weeks of one enrolment: any of the 51 or a stretch of them, and of any length."""
    first, last = sorted(chance.choices(range(52), k=2)) if chance.random() < 0.5 else (0, 51)
    missed = chance.choice((0.02, 0.1, 0.2, 0.6))
    required = chance.random() < 0.9  # some are never required to come
    monday = SchoolYear(year).first_monday
    weeks = [monday + timedelta(7 * week) for week in range(first, last) if chance.random() < 0.9]
    return [
        Marks(pupil=enrolment.pupil, school=enrolment.school, week=week, marks=_signs(chance, week, missed, required))
        for week in weeks
    ]


def _signs(chance: Random, week: date, missed: float, required: bool) -> str:
    held = list(codes_on(week).values())
    absent = [code for code in held if code.absent]
    attending = [code for code in held if code.attending]
    others = [code for code in held if not code.possible]

    def sign() -> str:
        number = chance.random()
        if number < 0.03:
            return NO_MARK
        return _of(
            chance, others if number < 0.08 or not required else absent if chance.random() < missed else attending
        )

    return "".join(sign() for _ in range(10))


def _of(chance: Random, codes: Sequence[RegisterCode]) -> str:
    return chance.choice(codes).sign
