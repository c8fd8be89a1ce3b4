"""Who may decide, and who must report: delegations and reporting duties."""

from lcsp.partnership.plan import Delegation, ReportingDuty
from lcsp.reports.document import Block
from lcsp.reports.plan_document.index import Index
from lcsp.reports.plan_document.record_tables import Fact, naming_fact, record_table, words_fact
from lcsp.reports.plan_document.wording import day_words, sentence


def build_delegations(index: Index) -> list[Block]:
    """Return the table of delegated powers, if the plan has any."""
    rows = index.plan.all(Delegation)
    facts: list[Fact[Delegation]] = [
        naming_fact("Post", lambda row: index.name("post", row.post)),
        words_fact("May", lambda row: sentence(row.power)),
        words_fact("Limits", lambda row: sentence(row.limits)),
    ]
    return [record_table("Powers that posts have", index.anchor("table", "delegations"), rows, facts)] if rows else []


def build_reporting_duties(index: Index) -> list[Block]:
    """Return the table of reports and reviews that are owed, if the plan has any."""
    rows = index.plan.all(ReportingDuty)
    facts: list[Fact[ReportingDuty]] = [
        naming_fact("Report or review", lambda row: row.title),
        words_fact("Owed by", lambda row: index.name("post", row.owed_by)),
        words_fact("Owed to", lambda row: index.name("board", row.owed_to)),
        words_fact("How often", lambda row: row.frequency.value),
        words_fact("First due", lambda row: day_words(row.first_due)),
        words_fact("Covers", lambda row: sentence(row.applies_to)),
    ]
    anchor = index.anchor("table", "reporting-duties")
    return [record_table("Reports and reviews that are owed", anchor, rows, facts)] if rows else []
