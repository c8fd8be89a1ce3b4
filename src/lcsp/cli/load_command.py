"""Load extracts into the pupil store: census, marks, exclusions, results, destinations, schools, or by a saved mapping.

Every row is judged by itself. Rows that are wrong are put into quarantine, in a file beside the store that its owner
alone can read; the others are stored, all of the load or nothing. Names, dates of birth and Unique Pupil Numbers stay
outside the store's tables. What is shown is for analysts. It needs the extra `engines`. Exit status: 0 all rows were
taken, 1 some are in quarantine, 2 refused.
"""

import getpass
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lcsp.cli.engines_wanted import MISSING, engines_stand, pupils_folder

if TYPE_CHECKING:
    from lcsp.engines.loading.effects import Effect
    from lcsp.engines.loading.loading import Loaded
    from lcsp.engines.loading.quarantine import Example

WARNING = "For analysts: these figures have not passed disclosure control. Do not pass them on."


def add_arguments(parser: ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument(
        "files", type=Path, nargs="+", metavar="FILE", help="CSV (also .gz), Excel, Parquet, or the census XML"
    )
    parser.add_argument(
        "--year", type=int, required=True, metavar="YEAR", help="year in which it begins: 2024 is 2024/25"
    )
    parser.add_argument(
        "--as",
        dest="mapping",
        required=True,
        metavar="WHAT",
        help="school-census, pupils, marks, exclusions, results, destinations, schools, or the path of a saved mapping",
    )
    parser.add_argument("--pupils", type=Path, metavar="FOLDER", help="the pupil store (LCSP_PUPILS, or build/pupils)")
    parser.add_argument("--by", metavar="NAME", help="who loads (the name of who is logged in)")
    parser.add_argument(
        "--replace-school", action="store_true", help="first take out what is stored of the schools in the files"
    )
    parser.add_argument(
        "--no-bounds", action="store_true", help="do not compute what missing rows could do to each figure"
    )


def run(options: Namespace) -> int:
    """Load the files, say what happened, and return the exit status."""
    if not engines_stand():
        print(MISSING, file=sys.stderr)
        return 2
    from lcsp.engines.attendance.spark import NoSpark
    from lcsp.engines.figures import computable
    from lcsp.engines.loading.effects import effects_of
    from lcsp.engines.loading.keeping import open_store
    from lcsp.engines.loading.loading import load
    from lcsp.engines.loading.refusing import CannotLoad
    from lcsp.partnership.performance import Definition
    from lcsp.reference import SHIPPED

    if not 2006 <= options.year <= 2060:
        print(f"lcsp load: --year {options.year}: register codes are known from the year 2006 on.", file=sys.stderr)
        return 2
    try:
        store = open_store(options.pupils or pupils_folder())
        loaded = load(
            store,
            options.files,
            year=options.year,
            mapping=options.mapping,
            by=options.by or getpass.getuser(),
            replace_school=options.replace_school,
        )
        print("\n".join(_lines(loaded)))
        if not loaded.refused:
            return 0
        definitions = computable(SHIPPED.all(Definition))
        effects = effects_of(store, options.year, definitions, loaded.missing, bounds=not options.no_bounds)
        print("\n".join(_effect_lines(effects.open_for_analysts())))
    except CannotLoad as problem:
        print(f"lcsp load: {problem}", file=sys.stderr)
        return 2
    except NoSpark as problem:
        print(f"lcsp load: the rows are stored; what the missing ones do was not computed: {problem}", file=sys.stderr)
    return 1


def _lines(loaded: "Loaded") -> Iterator[str]:
    """Yield what was read, taken and refused."""
    for kept in loaded.kept:
        plural = kept.noun.plural
        same = kept.taken - kept.added - kept.changed
        yield (
            f"{plural}: {_many(loaded.read[plural], 'row')} read; {_many(kept.taken, 'record')} taken: "
            f"{kept.added:,} new, {kept.changed:,} changed, {same:,} as they were"
            + (f"; {kept.removed:,} taken out" if kept.removed else "")
        )
    yield from (f"  {said}" for said in (*loaded.filled, *loaded.remarks))
    if not loaded.refused:
        yield "Every row was taken."
        return
    yield f"\nIn quarantine: {_many(loaded.refused, 'row')}, by rule"
    for count in loaded.rules:
        yield f"  {count.rule.code}  {count.rows:,}  {count.rule.says} {count.rule.mend}"
        yield from (f"      {_example(example, count.rule.says)}" for example in count.examples)
    yield f"All of them, as they stood: {loaded.quarantine}"
    yield "That file holds what the extract held, names and all: mend, load again, and delete it."


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _example(example: "Example", says: str) -> str:
    where = f"{example.file}, row {example.row:,}"
    what = f": {example.what}" if example.what != says else ""
    column = f", column {example.column}" if example.column else ""
    return f"{where}{column}: {example.value!r}{what}" if example.value else f"{where}{column}{what}"


def _effect_lines(effects: Sequence["Effect"]) -> Iterator[str]:
    """Yield what the missing rows do to each figure."""
    if not effects:
        yield "\nNo figure that is computed reads the rows in quarantine."
        return
    yield f"\nWhat the missing rows do to the county's figures, in the worst case. {WARNING}"
    said: dict[str, list[str]] = {}
    for effect in effects:
        said.setdefault(_effect(effect), []).append(" ".join(filter(None, (effect.indicator, effect.part))))
    for sentence, indicators in said.items():
        yield f"  {', '.join(dict.fromkeys(indicators))}: {sentence}"


def _effect(effect: "Effect") -> str:
    rows = f"missing {effect.missing:,} of {_many(effect.of, 'row')} of {effect.noun}"
    if effect.value is None or effect.low is None or effect.high is None:
        return f"{rows}; {effect.why}"
    version = f" by {effect.version}" if effect.version else ""
    return f"{rows}; {effect.value:.2f}{version} would lie between {effect.low:.2f} and {effect.high:.2f}"
