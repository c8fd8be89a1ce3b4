"""Who steers: boards with their place in the arrangements, partners, and the risks that the plan names."""

from lcsp.partnership.governance import Board, Partner, Risk
from lcsp.reports.document import Block
from lcsp.reports.plan_document.index import Index
from lcsp.reports.plan_document.record_tables import (
    Fact,
    naming_fact,
    number_fact,
    record_table,
    words_fact,
)
from lcsp.reports.plan_document.wording import count_cell, day_words, month_words, sentence, yes_no


def build_boards(index: Index) -> list[Block]:
    """Return the table of boards and committees, if the plan has any."""
    rows = index.plan.all(Board)
    facts: list[Fact[Board]] = [
        naming_fact("Body", lambda row: f"{row.name} ({row.number:,})" if row.number > 1 else row.name),
        words_fact("Sort", lambda row: row.kind.value),
        words_fact("Answers to", lambda row: index.name("board", row.answers_to)),
        words_fact("Its part in the plan", _part_words),
    ]
    caption = "Bodies and their part in the plan"
    general = (
        ["A number in brackets says how many such bodies there are."] if any(row.number > 1 for row in rows) else []
    )
    return [record_table(caption, index.anchor("table", "boards"), rows, facts, general=general)] if rows else []


def _part_words(row: Board) -> str:
    """Return what a body does, and since when; of a first of a month only the month is said."""
    since = row.established
    day = "" if since is None else month_words(since) if since.day == 1 else day_words(since)
    return " ".join(text for text in (sentence(row.role), f"Since {day}." if day else "") if text)


def build_partners(index: Index) -> list[Block]:
    """Return the table of partners by board, if the plan has any."""
    rows = index.plan.all(Partner)
    facts: list[Fact[Partner]] = [
        naming_fact("Partner", lambda row: row.organisation),
        words_fact("Duty to co-operate", lambda row: yes_no(row.statutory)),
        words_fact("To know", lambda row: sentence(row.note)),
    ]
    table = record_table(
        "Partners by board",
        index.anchor("table", "partners"),
        rows,
        facts,
        heading=lambda row: index.name("board", row.board),
    )
    return [table] if rows else []


def build_risks(index: Index) -> list[Block]:
    """Return the table of risks, if the plan names any."""
    rows = index.plan.all(Risk)
    facts: list[Fact[Risk]] = [
        naming_fact("Risk", lambda row: row.title),
        words_fact("Register", lambda row: row.risk_register),
        number_fact("Likelihood", lambda row: count_cell(row.likelihood), "1 to 5"),
        number_fact("Impact", lambda row: count_cell(row.impact), "1 to 5"),
        words_fact("Owner", lambda row: index.name("post", row.owner)),
        words_fact("Response", lambda row: sentence(row.response)),
    ]
    return [record_table("Risks that the plan names", index.anchor("table", "risks"), rows, facts)] if rows else []
