"""The consultation return: the register of consultations, surveys and reviews, or that nothing is planned."""

from lcsp.partnership.participation import Consultation, ConsultationReturn, WhenKind
from lcsp.reports.document import Block
from lcsp.reports.plan_document.index import Index
from lcsp.reports.plan_document.record_tables import Fact, naming_fact, record_table, words_fact
from lcsp.reports.plan_document.wording import day_words, joined, period_words, sentence, yes_no
from lcsp.reports.tables import Table
from lcsp.reports.words import Paragraph, Words

_ONGOING = "ongoing"
_MISSING = "not stated"


def build_consultations(index: Index) -> list[Block]:
    """Return what the return says, then the register, as far as the plan has them."""
    rows = sorted(index.plan.all(Consultation), key=lambda row: row.order)
    returns = index.plan.all(ConsultationReturn)
    blocks: list[Block] = [Paragraph(said) for row in returns if (said := _return_words(row, listed=bool(rows)))]
    return [*blocks, _register(index, rows)] if rows else blocks


def _return_words(row: ConsultationReturn, *, listed: bool) -> str:
    """Return what a return says beside its register; blank where the register says it all."""
    said = ""
    if row.nil_return:
        said = f"Nil return for the {period_words(row.year)}: nothing is planned."
    elif not listed:
        said = f"The return for the {period_words(row.year)} lists nothing, and is not marked as a nil return."
    return " ".join(text for text in (said, sentence(row.note)) if text)


def _register(index: Index, rows: list[Consultation]) -> Table:
    facts: list[Fact[Consultation]] = [
        naming_fact("Name", lambda row: row.name),
        words_fact("Start and end", _start_and_end),
        words_fact("Feedback", _feedback),
        words_fact("Target group and sample", _target_group),
        words_fact("Area", lambda row: row.target_area or index.name("area", row.area)),
        words_fact("Carried out by", lambda row: row.contractor),
        words_fact("What it is to find out", lambda row: sentence(row.purpose)),
        words_fact("Required by law", lambda row: yes_no(row.statutory)),
        words_fact("Contact", lambda row: index.name("post", row.contact)),
    ]
    return record_table("Register of consultations", index.anchor("table", "consultations"), rows, facts)


def _start_and_end(row: Consultation) -> Words:
    if row.when is not WhenKind.DATED:
        return _ONGOING if row.when is WhenKind.ONGOING else _MISSING
    return joined((day_words(row.starts), day_words(row.ends)), " to ") or _MISSING


def _feedback(row: Consultation) -> Words:
    given = f"given on {day_words(row.feedback_given)}" if row.feedback_given else ""
    return joined((_feedback_planned(row), given), "; ")


def _feedback_planned(row: Consultation) -> str:
    if row.feedback is not WhenKind.DATED:
        return _ONGOING if row.feedback is WhenKind.ONGOING else _MISSING
    return row.feedback_printed or (f"by {day_words(row.feedback_due)}" if row.feedback_due else _MISSING)


def _target_group(row: Consultation) -> str:
    sample = f"about {row.sample_size:,}" if row.sample_size is not None else ""
    return ", ".join(text for text in (row.target_group, sample) if text)
