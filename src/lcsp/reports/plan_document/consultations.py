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
    blocks: list[Block] = [Paragraph(_return_words(row)) for row in index.plan.all(ConsultationReturn)]
    if consultations := index.plan.all(Consultation):
        blocks.append(_register(index, sorted(consultations, key=lambda row: row.order)))
    return blocks


def _return_words(row: ConsultationReturn) -> str:
    said = "nothing is planned (a nil return)" if row.nil_return else "the consultations planned are listed"
    return " ".join(text for text in (f"Return for the {period_words(row.year)}: {said}.", sentence(row.note)) if text)


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


def _feedback(row: Consultation) -> str:
    if row.feedback is not WhenKind.DATED:
        return _ONGOING if row.feedback is WhenKind.ONGOING else _MISSING
    return row.feedback_printed or (f"by {day_words(row.feedback_due)}" if row.feedback_due else _MISSING)


def _target_group(row: Consultation) -> str:
    sample = f"about {row.sample_size:,}" if row.sample_size is not None else ""
    return ", ".join(text for text in (row.target_group, sample) if text)
