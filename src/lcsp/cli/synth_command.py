"""Make a synthetic county: made-up pupils, their marks, results, exclusions and destinations, in a pupil store.

Nobody in it is real, and the store says so. People are shared out over the plan's localities and age bands; computed
indicators land on the plan's actual figures of the year, and where it has none on shipped ones. The same plan, seed,
year and size give the same county. It needs the extra `engines`. Exit status: 0 made, 2 refused.
"""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from lcsp.cli.engines_wanted import MISSING, engines_stand, pupils_folder
from lcsp.cli.saying import read_or_refuse


def add_arguments(parser: ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument("plan", type=Path, help="the plan whose localities and figures the county is to have")
    parser.add_argument("--to", type=Path, metavar="FOLDER", help="pupil store to write (LCSP_PUPILS, or build/pupils)")
    parser.add_argument("--people", type=int, metavar="NUMBER", help="how many people (all that the plan counts)")
    parser.add_argument(
        "--year", type=int, default=2007, metavar="YEAR", help="year in which it begins: 2007 is 2007/08"
    )
    parser.add_argument(
        "--years", type=int, default=1, metavar="NUMBER", help="how many years, one after the other (1)"
    )
    parser.add_argument("--seed", type=int, default=1, metavar="NUMBER", help="another number makes other people (1)")


def run(options: Namespace) -> int:
    """Make the county and return the exit status."""
    if not engines_stand():
        print(MISSING, file=sys.stderr)
        return 2
    wrong = _wrong_number(options)
    if wrong:
        print(f"lcsp synth: {wrong}", file=sys.stderr)
        return 2
    read = read_or_refuse(options.plan)
    if read is None:
        return 2
    folder = options.to or pupils_folder()
    from lcsp.engines.pupil_store import NoStore, PupilStore
    from lcsp.engines.synthetic.county import label_of, make_county
    from lcsp.engines.synthetic.parameters import localities_of, targets_of

    try:
        if not PupilStore(folder).label.get("synthetic"):
            print(f"lcsp synth: {folder} holds pupils who are not made-up; name another folder.", file=sys.stderr)
            return 2
    except NoStore:
        if folder.exists() and any(folder.iterdir()):
            print(f"lcsp synth: {folder} is not empty and is no pupil store; name another folder.", file=sys.stderr)
            return 2
    try:
        localities = localities_of(read.plan)
    except ValueError as problem:
        print(f"lcsp synth: {problem}", file=sys.stderr)
        return 2
    label = label_of(read.plan.header.code, options.year, options.seed, options.people, options.years)
    store = PupilStore.create(folder, label)
    for year in range(options.year, options.year + options.years):
        targets = targets_of(read.plan, year)
        print(f"{year}/{(year + 1) % 100:02}")
        make_county(
            store,
            localities,
            targets,
            year=year,
            seed=options.seed,
            number=options.people,
            tell=lambda x: print("  " + x),
        )
    print(f"Written to {folder}. Nobody in it is real.")
    return 0


def _wrong_number(options: Namespace) -> str:
    """Return what is wrong with the numbers asked for, or nothing."""
    if options.people is not None and options.people < 1:
        return f"--people {options.people}: a county has at least one person."
    if not 1 <= options.years <= 30:
        return f"--years {options.years}: from 1 to 30 years can be made."
    if not 2006 <= options.year <= 2060 - options.years:
        return f"--year {options.year}: register codes are known from the year 2006 on."
    return "" if options.seed >= 0 else f"--seed {options.seed}: a seed is a whole number, 0 or more."
