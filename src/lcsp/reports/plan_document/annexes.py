"""The annexes: errors of a draft, corrections of the print, findings accepted and open, and the source."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from lcsp.checks import Outcome
from lcsp.partnership.plan import Acceptance, Correction, CorrectionKind
from lcsp.reports.document import Block, Heading
from lcsp.reports.plan_document.index import Index
from lcsp.reports.plan_document.prose import read_prose
from lcsp.reports.plan_document.record_tables import Fact, naming_fact, record_name, record_table, words_fact
from lcsp.reports.plan_document.wording import capital, counted, day_words, sentence, value_words
from lcsp.reports.tables import Cell, Table
from lcsp.reports.words import List, Paragraph, RecordName
from lcsp.vocabulary.findings import Finding, Level
from lcsp.vocabulary.noun import Column, columns
from lcsp.vocabulary.refs import referred_noun
from lcsp.whole_plan import NOUN_BY_NAME


class _Annex(NamedTuple):
    """An annex: the key of its anchor, its title, its blocks, and the record that tells all of it, if one does."""

    key: str
    title: str
    blocks: list[Block]
    record: RecordName | None = None


def build_annexes(index: Index, outcome: Outcome) -> list[Block]:
    """Return the annexes that have something to say, lettered from A."""
    errors = [finding for finding in outcome.findings if finding.level is Level.ERROR]
    others = [finding for finding in outcome.findings if finding.level is not Level.ERROR]
    annexes = (
        _Annex("errors", "errors in this draft", _findings(index, errors, "errors")),
        _Annex("corrections", "corrections of the print", _corrections(index)),
        _Annex("accepted", "findings that were accepted", _accepted(index, outcome.accepted)),
        _Annex("open", "what a reviewer would ask", _findings(index, others, "open")),
        _Annex("source", "source of this document", _source(index), record_name(index.plan.header)),
    )
    told = [annex for annex in annexes if annex.blocks]
    return [block for number, annex in enumerate(told) for block in _annex_blocks(index, number, annex)]


def _annex_blocks(index: Index, number: int, annex: _Annex) -> Iterator[Block]:
    title = f"Annex {chr(ord('A') + number)}: {annex.title}"
    yield Heading(title, index.anchor("annex", annex.key), annex=True, record=annex.record)
    yield from annex.blocks


def _findings(index: Index, findings: Sequence[Finding], key: str) -> list[Block]:
    if not findings:
        return []
    facts: list[Fact[Finding]] = [
        naming_fact("About", lambda finding: _about(index, finding)),
        words_fact("What was found", lambda finding: sentence(finding.message)),
        words_fact("What would mend it", lambda finding: sentence(finding.hint)),
        words_fact("Level", lambda finding: finding.level.value if key == "open" else ""),
        words_fact("Rule", lambda finding: finding.code),
    ]
    says = f"The rule book was run over the plan's data and raised {_counts(findings)}."
    means = "A warning is what a reviewer would ask; a note is worth knowing. Neither keeps the plan from publication."
    if key == "errors":
        means = "Each would mislead a reader or gets money or law wrong, and keeps the plan from publication."
    table = record_table(f"{capital(_counts(findings))}", index.anchor("table", f"findings {key}"), findings, facts)
    return [Paragraph(f"{says} {means}"), table]


def _counts(findings: Sequence[Finding]) -> str:
    counts = ((sum(finding.level is level for finding in findings), level) for level in Level)
    return " and ".join(counted(count, level.value) for count, level in counts if count)


def _about(index: Index, finding: Finding) -> str:
    """Return the record and the field; a fault in the key is one of the whole record."""
    noun = NOUN_BY_NAME[finding.noun]
    field = columns(noun).get(finding.field)
    label = f" ({field.label.lower()})" if field and field.name not in noun.key_fields else ""
    return f"{index.kind_and_name(finding.noun, finding.key)}{label}"


def _accepted(index: Index, accepted: Sequence[tuple[Finding, Acceptance]]) -> list[Block]:
    if not accepted:
        return []
    facts: list[Fact[tuple[Finding, Acceptance]]] = [
        naming_fact("About", lambda pair: _about(index, pair[0])),
        words_fact("What was found", lambda pair: sentence(pair[0].message)),
        words_fact("Why it may stand", lambda pair: sentence(pair[1].reason)),
        words_fact("Accepted by", lambda pair: index.name("post", pair[1].accepted_by)),
        words_fact("Until", lambda pair: day_words(pair[1].until)),
        words_fact("Rule", lambda pair: pair[0].code),
    ]
    says = "These findings were looked at and accepted. Each comes back when its day passes or its facts change."
    return [
        Paragraph(says),
        record_table(
            "What was accepted, by whom and until when",
            index.anchor("table", "accepted"),
            accepted,
            facts,
            record=lambda pair: record_name(pair[1]),
        ),
    ]


def _corrections(index: Index) -> list[Block]:
    rows = index.plan.all(Correction)
    if not rows:
        return []
    says = "Where another part of the source proves the print wrong, this document says what is right."
    return [Paragraph(says), _corrections_table(index, rows)]


def _corrections_table(index: Index, rows: Sequence[Correction]) -> Table:
    facts: list[Fact[Correction]] = [
        naming_fact("Record", lambda row: index.kind_and_name(row.of, row.record)),
        words_fact("What was corrected", _what),
        words_fact("As printed", lambda row: _as_printed(index, row)),
        words_fact("Right", lambda row: _right(index, row)),
        words_fact("Why", lambda row: sentence(row.why)),
    ]
    return record_table("What was printed, and what is right", index.anchor("table", "corrections"), rows, facts)


def _what(row: Correction) -> str:
    if column := _column(row):
        return f"{column.label}, {row.kind.value}"
    return f"whole record, {row.kind.value}"


def _column(row: Correction) -> Column | None:
    noun = NOUN_BY_NAME.get(row.of)
    return columns(noun).get(row.field) if noun and row.field else None


def _as_printed(index: Index, row: Correction) -> Cell | str:
    column = _column(row)
    if column and row.as_printed:
        return _tried(row.as_printed, lambda: _said(index, column, column.kind.read(row.as_printed)))
    if row.kind is CorrectionKind.ADDED and not row.as_printed:
        return "not in the print"
    lines = [line.strip() for line in row.as_printed.split("\n") if line.strip()]
    if len(lines) > 1:
        return Cell(blocks=(List(tuple(lines)),))
    return row.as_printed or "blank"


def _tried(text: str, says: Callable[[], str]) -> str:
    """Return what `says` makes of a printed value, or `text` itself where its kind cannot read it."""
    try:
        return says()
    except ValueError:
        return text


def _right(index: Index, row: Correction) -> str:
    column, record = _column(row), index.plan.find_named(row.of, row.record)
    if row.kind is CorrectionKind.REMOVED:
        return "no such record"
    if column is None or record is None:
        return "as in this document"
    return _said(index, column, getattr(record, column.name)) or "blank"


def _said(index: Index, column: Column, value: object) -> str:
    target = referred_noun(column.kind)
    if not target:
        return value_words(column, value)
    keys = value if isinstance(value, tuple) else (value,)
    return "; ".join(index.name(target, key) for key in keys if key)


def _source(index: Index) -> list[Block]:
    header = index.plan.header
    blocks: list[Block] = list(read_prose(header.source))
    if header.left_out:
        blocks += [Paragraph("Left out on purpose:"), *read_prose(header.left_out)]
    return blocks
