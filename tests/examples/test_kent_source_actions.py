"""Compares the Kent example's objectives, key actions and consultations with the print, read independently."""

import calendar
import re
from collections.abc import Iterable
from datetime import date

from tests.source import printed
from tests.source.action_tables import KeyAction as PrintedAction

from lcsp.partnership.governance import Post, PostKind
from lcsp.partnership.participation import Consultation, ConsultationReturn
from lcsp.partnership.performance import Indicator, IndicatorRole
from lcsp.partnership.plan import (
    Accountability,
    DateKind,
    Deliverable,
    KeyAction,
    Link,
    Objective,
    ObjectiveKind,
    SubAction,
)
from lcsp.whole_plan import WholePlan

ONGOING = ("Ongoing", "Ongoing 6 monthly and full year reporting")


def words(text: str) -> list[str]:
    """Return the words of a text, without the marks between them."""
    return re.findall(r"[\w'’]+", text)


def team_names(plan: WholePlan, owners: Iterable[str]) -> list[str]:
    """Return the names of the teams that own an objective, one of them as the print shortens it."""
    posts = [plan.find(Post, code) for code in owners]
    return [post.name for post in posts if post is not None]


def test_laa_targets(text: str, kent: WholePlan) -> None:
    rows = printed.read_laa_targets(text)
    targets = [one for one in kent.all(Objective) if one.code.startswith("LAA ")]
    assert [(one.indicator, one.title, team_names(kent, one.owners)) for one in targets] == [
        (row.code, row.title, [row.lead_team]) for row in rows
    ]
    assert all(one.laa and one.code == f"LAA {one.indicator}" for one in targets)
    listed = {one.code for one in kent.all(Indicator) if one.role is not IndicatorRole.PARTNERS}
    assert {row.code for row in rows} - listed == {"NI 51"}


def test_county_targets(text: str, kent: WholePlan) -> None:
    rows = printed.read_county_targets(text)
    targets = [one for one in kent.all(Objective) if one.source_plan == "2010 targets"]
    assert [(one.code, one.title) for one in targets] == [(f"T{row.number}", row.text) for row in rows]
    assert not any(one.laa for one in targets)
    for one, row in zip(targets, rows, strict=True):
        names = team_names(kent, one.owners)
        assert names[0] == row.lead_team
        assert [name.removesuffix(" Directorate") for name in names[1:]] == [row.joint_with] * bool(row.joint_with)


def test_priorities_outcomes_and_enablers(text: str, kent: WholePlan) -> None:
    priorities = [one for one in kent.all(Objective) if one.kind is ObjectiveKind.PRIORITY]
    for one, row in zip(priorities, printed.read_priorities(text), strict=True):
        assert one.code == f"P{row.number}"
        assert words(f"{one.title} {one.note}") == words(row.text)
        outcomes = [outcome for outcome in kent.all(Objective) if outcome.parent == one.code]
        assert [(outcome.code, outcome.title, outcome.laa) for outcome in outcomes] == [
            (outcome.code, outcome.title, outcome.laa) for outcome in row.outcomes
        ]
    enablers = [one for one in kent.all(Objective) if one.kind is ObjectiveKind.ENABLER]
    assert tuple(one.title for one in enablers) == printed.read_enablers(text)
    assert [one.code for one in enablers] == list("ABCD")
    assert not any(one.laa for one in (*priorities, *enablers))


def is_named(post: Post, cell: str) -> bool:
    """Say whether a printed cell names a post; a team may be named with others, as in "LCSP and Early Years team"."""
    names = [name.casefold() for name in (post.name, *post.aliases)]
    if any(name in cell for name in names):
        return True
    stems = [name.removesuffix(" team") for name in names if post.kind is PostKind.TEAM]
    return any(re.search(rf"{re.escape(stem)}( \w+)* and( \w+)* team", cell) for stem in stems)


def test_key_actions_parts_and_posts(text: str, kent: WholePlan) -> None:
    rows = printed.read_key_actions(text)
    assert [one.code for one in kent.all(KeyAction)] == [str(row.number) for row in rows]
    numbered = [part.number for row in rows for part in row.parts if "." in part.number]
    assert [one.code for one in kent.all(SubAction)] == numbered
    for row in rows:
        cell = " ".join(row.posts).casefold()
        answering = {one.post for one in kent.all(Accountability) if one.action == str(row.number)}
        assert answering == {post.code for post in kent.all(Post) if is_named(post, cell)}, row.number


def test_key_actions_links_and_mandates(text: str, kent: WholePlan) -> None:
    for row in printed.read_key_actions(text):
        action = kent.find(KeyAction, str(row.number))
        assert action is not None
        printed_mandates = " ".join(row.links.mandates)
        assert [one.value for one in action.mandates] == [word for word in printed_mandates.split(" and ") if word]
        links = [one for one in kent.all(Link) if one.action == action.code]
        if row.links.everything:
            assert [one.objective for one in links] == [f"P{number}" for number in range(1, 9)]
            assert all(one.catch_all for one in links)
        else:
            assert tuple(one.objective for one in links) == (*row.links.outcomes, *row.links.enablers)
            assert not any(one.catch_all for one in links)


def month_end(words_of_date: str) -> date | None:
    """Return the last day of a month such as "Sept 09" at the start of a printed date, or None."""
    found = re.match(r"([A-Z][a-z]{2})[a-z]* (?:20)?(\d\d)\b", words_of_date)
    if found is None:
        return None
    month, year = list(calendar.month_abbr).index(found[1]), 2000 + int(found[2])
    return date(year, month, calendar.monthrange(year, month)[1])


def printed_dates(row: PrintedAction) -> tuple[str, ...]:
    """Return the date of each deliverable: one each, or one for all."""
    dates = (" ".join(row.dates),) if " ".join(row.dates) in ONGOING else row.dates
    return dates * len(row.deliverables) if len(dates) == 1 else dates


def test_deliverables_and_their_dates(text: str, kent: WholePlan) -> None:
    for row in printed.read_key_actions(text):
        held = [one for one in kent.all(Deliverable) if one.action == str(row.number)]
        assert tuple(one.as_printed for one in held) == printed_dates(row)
        assert [one.order for one in held] == list(range(1, len(row.deliverables) + 1))
        for one in held:
            assert one.due == month_end(one.as_printed)
            assert (one.due is None) == (one.date_kind is DateKind.ONGOING)
            assert one.as_printed.endswith("and ongoing") == (one.date_kind is DateKind.THEN_ONGOING)
            assert one.as_printed.endswith(one.reporting)
            assert bool(one.reporting) == ("reporting" in one.as_printed)


def test_consultations(text: str, kent: WholePlan) -> None:
    rows = printed.read_consultations(text)
    held = kent.all(Consultation)
    columns = ("name", "feedback_date", "target_area", "contractor")
    assert [(one.name, one.feedback_printed, one.target_area, one.contractor) for one in held] == [
        tuple(getattr(row, column) for column in columns) for row in rows
    ]
    for one, row in zip(held, rows, strict=True):
        days = [f"{day:%d/%m/%y}" for day in (one.starts, one.ends) if day]
        assert " – ".join(days) == (row.dates if days else "")
        assert one.when.value == ("dated" if days else row.dates or "missing")
        assert one.target_group in row.target_group
        assert (one.sample_size is None) == (row.target_group == one.target_group)
        assert one.sample_size is None or f"{one.sample_size:,}" in row.target_group
        assert one.statutory is (row.statutory == "Yes")
        contact = kent.find(Post, one.contact or "")
        assert contact is not None
        assert contact.name == row.contact_post or (not row.contact_post and contact.code == "named-officer")
    assert [one.nil_return for one in kent.all(ConsultationReturn)] == [False]


def test_feedback_of_the_evaluation_is_due_by_the_end_of_its_month(text: str, kent: WholePlan) -> None:
    dated = [one for one in kent.all(Consultation) if one.feedback_due]
    assert [one.feedback_due for one in dated] == [month_end(one.feedback_printed) for one in dated]
    assert len(dated) == 1
