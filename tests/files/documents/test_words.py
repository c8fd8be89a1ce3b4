"""Shows how values, names, posts and links are read from the words of a plan."""

from datetime import date
from decimal import Decimal

import pytest

from lcsp.files.documents.actions import read_date
from lcsp.files.documents.links import read_links
from lcsp.files.documents.names import free, match_names, slug
from lcsp.files.documents.posts import is_initials, post_kind, split_posts
from lcsp.files.documents.values import days_in, month_in, period_in, quoted_pounds, read_number, scale_of, year_in
from lcsp.partnership.governance import PostKind
from lcsp.partnership.plan import DateKind, Mandate
from lcsp.vocabulary.periods import Period, YearKind


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1,234.5", "1234.5"),
        ("(42)", "-42"),
        ("-1,765", "-1765"),
        ("870.1*", "870.1"),
        ("£5", "5"),
        ("", None),
        ("–", None),
    ],
)
def test_numbers(text: str, number: str | None) -> None:
    assert read_number(text) == (None if number is None else Decimal(number))


def test_words_are_no_number() -> None:
    with pytest.raises(ValueError, match="not a number"):
        read_number("about 5")


@pytest.mark.parametrize(
    ("heading", "scale"),
    [("Gross £000's", 1000), ("Amount £'000", 1000), ("£,000", 1000), ("£k", 1000), ("£m", 10**6), ("Amount £", None)],
)
def test_scales(heading: str, scale: int | None) -> None:
    assert scale_of(heading) == scale


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2009/10", 2009),
        ("2007/2008", 2007),
        ("2008-9", 2008),
        ("2009 – 10", 2009),
        ("2008-2011", None),
        ("01/03/2009", None),
    ],
)
def test_years(text: str, year: int | None) -> None:
    assert year_in(text) == year


def test_periods_say_their_kind_of_year() -> None:
    assert period_in("2008/9 academic year target") == Period(YearKind.ACADEMIC, 2008)
    assert period_in("Target 2009/10") == Period(YearKind.FINANCIAL, 2009)


def test_quoted_amounts_keep_their_scale_and_decimals() -> None:
    assert quoted_pounds("£50.785m and £1,200") == [(Decimal(50785000), 10**6, 3), (Decimal(1200), 1, 0)]


def test_days_and_months() -> None:
    assert days_in("01/03/09 – 1st June 2009") == [date(2009, 3, 1), date(2009, 6, 1)]
    assert days_in("31/02/2009") == []
    assert month_in("by Sept 09") == date(2009, 9, 30)
    assert month_in("December 2011") == date(2011, 12, 31)
    assert month_in("soon") is None


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("30 June 2011", (DateKind.DAY, date(2011, 6, 30), "")),
        ("July 09", (DateKind.MONTH, date(2009, 7, 31), "")),
        ("Sept 09 and ongoing", (DateKind.THEN_ONGOING, date(2009, 9, 30), "")),
        ("Ongoing, quarterly reports", (DateKind.ONGOING, None, "quarterly reports")),
        ("during 2009/10", (DateKind.YEAR, date(2010, 3, 31), "")),
        ("when ready", (DateKind.MISSING, None, "")),
    ],
)
def test_target_dates(text: str, read: tuple[DateKind, date | None, str]) -> None:
    assert read_date(text) == read


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Children's Centres & Play", "childrens-centres-play"),
        ("Sport (all ages)", "sport"),
        ("March 1", "area-march-1"),
        ("1-2", "area-1-2"),
        ("2e5", "area-2e5"),
        ("TRUE", "area-true"),
        ("=SUM(A1)", "sum"),
        ("The", "the"),
        ("???", "area"),
    ],
)
def test_codes_survive_spreadsheets(name: str, code: str) -> None:
    assert slug(name, "area") == code


def test_codes_are_made_different_and_kept_short() -> None:
    assert free("play", {"play", "play-2"}) == "play-3"
    assert len(slug("word " * 50, "x")) <= 48


def test_names_match_equal_ones_first_then_those_that_hold_the_other() -> None:
    labels = ["Clubs grants", "Clubs", "Play Rangers - base", "Roads"]
    matched, alike = match_names(labels, ["Clubs", "Clubs Grants (Fund)", "Play Rangers", "Base"], str)
    assert matched == {0: "Clubs Grants (Fund)", 1: "Clubs", 2: "Play Rangers"}
    assert alike == [("Play Rangers - base", "Play Rangers")]


@pytest.mark.parametrize(
    ("text", "names", "people"),
    [
        ("Area Manager/ Youth Team", ("Area Manager", "Youth Team"), 0),
        ("Area Manager Youth Team Leader", ("Area Manager", "Youth Team Leader"), 0),
        ("Area Managers and team", ("Area Managers", "Area Managers' team"), 0),
        ("North and Early Years team", ("North team", "Early Years team"), 0),
        ("Play, Sport & Arts", ("Play, Sport & Arts",), 0),
        ("School Places Joint with Highways", ("School Places", "Highways"), 0),
        ("Joan Archer School Places (Peter Quill)", ("School Places",), 2),
        ("Mr Quill", (), 1),
        ("Joan Archer", (), 1),
        ("", (), 0),
    ],
)
def test_posts_are_kept_and_people_left_out(text: str, names: tuple[str, ...], people: int) -> None:
    found = split_posts(text)
    assert (found.names, found.left_out) == (names, people)


def test_a_contact_is_kept_only_where_it_names_work() -> None:
    assert split_posts("Quill", strict=True).names == ()
    assert split_posts("Youth Office, tel 01234 567890, a@b.uk", strict=True).names == ("Youth Office",)
    assert is_initials("MD")
    assert not is_initials("Maids")


def test_kinds_of_post() -> None:
    assert post_kind("Area Manager") is PostKind.POST
    assert post_kind("Area Manager(s)") is PostKind.POSTS
    assert post_kind("Teachers") is PostKind.POSTS
    assert post_kind("Youth Team") is PostKind.TEAM
    assert post_kind("School Places") is PostKind.TEAM


@pytest.mark.parametrize(
    ("text", "objectives"),
    [
        ("Outcomes 7B and C 5A, 5B", ("7B", "7C", "5A", "5B")),
        ("outcome 1.2, 2.1", ("1.2", "2.1")),
        ("key enablers A and C", ("A", "C")),
        ("Priorities 1, 3", ("P1", "P3")),
        ("Target 12", ("T12",)),
        ("see 14 others", ()),
    ],
)
def test_links_to_objectives(text: str, objectives: tuple[str, ...]) -> None:
    assert read_links(text).objectives == objectives


def test_links_go_on_in_the_next_line_and_know_indicators_duties_and_everything() -> None:
    assert read_links("7C and 7D", "outcom").objectives == ("7C", "7D")
    assert read_links("NI117 and NI 55").indicators == ("NI 117", "NI 55")
    assert read_links("Cabinet decision and member policy").mandates == (Mandate.CABINET, Mandate.MEMBERS)
    assert read_links("all priorities and outcomes").everything
    assert not read_links("whatever helps").found
