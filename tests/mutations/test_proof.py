"""The proof proves what it says: mutants are what a file would read as, and no rule knows the example."""

import ast
import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from tests.mutations.__main__ import PAGE
from tests.mutations.classifying import Classifier, read_table
from tests.mutations.conditions import CONDITIONS
from tests.mutations.judging import Bench
from tests.mutations.mutants import DOUBLED, DROPPED, EXCHANGED, ROW_SLIPS, Mutant, Place, mutants, mutate, places
from tests.mutations.report import DAY

from lcsp.checks import RULES, run
from lcsp.files import Refused, file_of, folder_files, read_plan
from lcsp.partnership.finance import BudgetLine
from lcsp.partnership.places import Population
from lcsp.partnership.plan import Plan
from lcsp.vocabulary.findings import Fault, Faults
from lcsp.vocabulary.noun import Noun, columns
from lcsp.vocabulary.rulebook import check
from lcsp.whole_plan import NOUNS, WholePlan

FILES = 40  # mutants that are written to a folder and read again


@pytest.fixture(scope="module")
def made(kent: WholePlan) -> list[Mutant]:
    """Return every mutant."""
    return list(mutants(kent, places(kent)))


def typed_into(kent: WholePlan, mutant: Mutant) -> dict[str, bytes]:
    """Return the files of the example with the mutant's text in its cell."""
    files = folder_files(kent)
    name = file_of(mutant.place.noun)
    rows = list(csv.reader(io.StringIO(files[name].decode("utf-8"))))
    rows[mutant.place.row + 1][rows[0].index(mutant.place.field)] = mutant.texts[1]
    written = io.StringIO()
    csv.writer(written).writerows(rows)
    return files | {name: written.getvalue().encode("utf-8")}


def in_a_cell(made: list[Mutant]) -> list[Mutant]:
    return [m for m in made if m.place.noun is not Plan and m.place.slip not in (*ROW_SLIPS, EXCHANGED)]


def write(files: dict[str, bytes], folder: Path) -> Path:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def test_what_is_refused_is_refused_by_the_reader(kent: WholePlan, made: list[Mutant], tmp_path: Path) -> None:
    refused = [mutant for mutant in in_a_cell(made) if mutant.plan is None]
    for mutant in Random(1).sample(refused, FILES):
        with pytest.raises(Refused):
            read_plan(write(typed_into(kent, mutant), tmp_path), DAY)


def test_what_is_not_refused_is_what_the_reader_reads(kent: WholePlan, made: list[Mutant], tmp_path: Path) -> None:
    readable = [mutant for mutant in in_a_cell(made) if mutant.plan is not None]
    for mutant in Random(2).sample(readable, FILES):
        assert read_plan(write(typed_into(kent, mutant), tmp_path), DAY).plan == mutant.plan, mutant.name


def test_every_mutant_differs_in_one_table_and_is_made_again(kent: WholePlan, made: list[Mutant]) -> None:
    for mutant in Random(3).sample(made, 500):
        assert mutate(kent, mutant.place) == mutant
        if mutant.plan is not None:
            assert [noun for noun in NOUNS if mutant.plan.all(noun) != kent.all(noun)] == [mutant.place.noun]


def test_every_table_and_every_field_that_is_filled_in_is_changed(kent: WholePlan, made: list[Mutant]) -> None:
    changed = {(mutant.place.noun, mutant.place.field) for mutant in made}
    filled = {
        (noun, field)
        for noun in NOUNS
        for field, column in columns(noun).items()
        if any(column.show(getattr(record, field)) for record in kent.all(noun))
    }
    assert filled <= changed
    assert {(noun, "") for noun in NOUNS if len(kent.all(noun)) > 1} <= changed
    assert {DROPPED, DOUBLED} <= {mutant.place.slip for mutant in made}


def test_every_row_of_the_classification_is_used_and_every_condition_known(kent: WholePlan, made: list[Mutant]) -> None:
    table, classifier = read_table(), Classifier(kent)
    used = {classifier.class_of(mutant).line for mutant in made}
    assert [row for row in table if row.line not in used] == []
    named = {part.removeprefix("!") for row in table for part in row.where}
    assert {part for part in named if "=" not in part and part not in CONDITIONS} <= {
        field for noun in NOUNS for field in columns(noun)
    }
    assert CONDITIONS.keys() <= named
    assert all(row.reason and bool(row.how) is row.constrained for row in table)


def test_the_counts_of_the_page_are_those_of_the_classification(kent: WholePlan, made: list[Mutant]) -> None:
    """The recall on the page is held by the slow test; these counts need no rule, so every run compares them."""
    classifier = Classifier(kent)
    bound = sum(classifier.class_of(mutant).constrained for mutant in made)
    said = re.search(r"Of ([\d,]+) mutants ([\d,]+) are constrained and ([\d,]+)", PAGE.read_text("utf-8"))
    assert said
    assert [int(number.replace(",", "")) for number in said.groups()] == [len(made), bound, len(made) - bound]


# --- the judge ---------------------------------------------------------------------------------------------------


def test_a_change_that_nothing_contradicts_is_not_found(kent: WholePlan) -> None:
    assert not Bench(kent, ()).judge(changed(kent, "gross")).found


def test_a_rule_that_cries_at_everything_finds_nothing(kent: WholePlan) -> None:
    """A finding that the clean plan has at the same place is no discovery, whatever it says now."""

    @check("TEST-01", RULES[0].level, "casting")
    def cries(plan: WholePlan) -> Faults:
        for line in plan.all(BudgetLine):
            yield Fault(line, "gross", f"it is {line.gross}", "look again")

    rule = cries.check  # type: ignore[attr-defined]
    assert not Bench(kent, (rule,)).judge(changed(kent, "gross")).found


def test_leaving_out_rules_that_do_not_ask_changes_nothing(kent: WholePlan, made: list[Mutant]) -> None:
    """The judge runs only the rules that look at the changed table: the others find what they found before."""
    clean = {(f.code, f.noun, f.key, f.field) for f in run(kent).findings}
    bench = Bench(kent)
    for mutant in Random(4).sample([m for m in made if m.plan is not None and not m.keys], 60):
        assert mutant.plan is not None
        whole = {(f.code, f.noun, f.key, f.field) for f in run(mutant.plan).findings} - clean
        new = bench.judge(mutant).new
        assert {(n.rule.code, n.fault.record.noun, n.fault.record.key, n.fault.field) for n in new} == whole


def changed(kent: WholePlan, field: str) -> Mutant:
    """Return the example with one digit of a budget line changed."""
    mutant = mutate(kent, Place(BudgetLine, 0, field, "digit"))
    assert mutant is not None
    return mutant


# --- the rules ---------------------------------------------------------------------------------------------------


def test_nothing_is_found_in_the_parts_that_are_right(kent: WholePlan) -> None:
    findings = run(kent).findings
    casting = {rule.code for rule in RULES if rule.family == "casting"}
    assert [finding for finding in findings if finding.code in casting] == []
    assert [finding for finding in findings if finding.noun in ("population", "age_band", "area")] == []


def rule_modules(root: Path) -> list[Path]:
    """Return the files in which rules stand."""
    package = root / "src" / "lcsp"
    rooms = package / "partnership"
    found = [*(package / "checks").rglob("*.py"), *rooms.glob("*/checks.py"), *rooms.glob("*/checks/*.py")]
    # The engine takes fingerprints for acceptances, the manual makes the rules' own examples, and the rest only lists.
    return [path for path in found if path.name not in ("engine.py", "manual.py", "__init__.py")]


def constants_of(path: Path) -> Iterator[object]:
    """Yield the constants of a module, without its docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in said:
            yield node.value


def test_no_rule_knows_the_example(root: Path, kent: WholePlan) -> None:
    """No key, name or number of the example stands in a rule."""
    own: set[object] = {record.key for noun in NOUNS for record in kent.all(noun) if len(record.key) > 3}
    own |= {text for noun in NOUNS for record in kent.all(noun) for text in texts_of(record) if len(text) > 12}
    own |= {row.number for row in kent.all(Population)}
    own |= {line.gross for line in kent.all(BudgetLine) if line.gross}
    # Words of the model, such as base and total, are anybody's.
    own -= {word for noun in NOUNS for word in (noun.noun, noun.room, noun.plural, *columns(noun))}
    kinds = [column.kind for noun in NOUNS for column in columns(noun).values()]
    own -= {choice for kind in kinds for choice in getattr(kind, "choices", ())}
    for path in rule_modules(root):
        assert not own & set(constants_of(path)), path


def texts_of(record: Noun) -> list[str]:
    return [value for field in columns(type(record)) if isinstance(value := getattr(record, field), str)]


def test_no_rule_keeps_a_copy_or_a_checksum(root: Path) -> None:
    """Only acceptances carry a fingerprint, of a finding's facts, and the proof leaves them out."""
    for path in rule_modules(root):
        text = path.read_text("utf-8")
        assert not re.search(r"\b(?:hashlib|zlib|pickle|sha\d+|md5|crc32)\b", text), path
        assert not re.search(r"\b(?:open|read_text|read_bytes|read_plan|urlopen)\(|\bPath\b", text), path
