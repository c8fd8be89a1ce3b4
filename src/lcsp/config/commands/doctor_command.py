"""Say what is misconfigured and how to mend it, and what is well: a line for each thing.

It looks at the environment, the machine, the database, what is kept there, and the servers that the site needs, and
changes nothing. Exit status: 0 all is well, 1 something is wrong, 2 cannot be asked.
"""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from lcsp.config.commands.preparing import prepare_site

if TYPE_CHECKING:
    from lcsp.config.doctor.judgement import Judgement


def add_arguments(_: ArgumentParser) -> None:
    """Add this command's arguments: none."""


def run(_: Namespace) -> int:
    """Say how well each thing is, and return the exit status."""
    from lcsp.config.doctor.environment import judge_environment
    from lcsp.config.doctor.judgement import Level
    from lcsp.config.environment import find_mistakes

    wrong = 0
    for judgement in judge_environment(os.environ):
        print(judgement)
        wrong += judgement.level is Level.WRONG
    if find_mistakes(os.environ):
        print("The rest is asked when the environment is mended.", file=sys.stderr)
        return 1
    if not prepare_site():
        return 2
    for judgement in _examined():
        print(judgement)
        wrong += judgement.level is Level.WRONG
    print(f"\n{wrong} to mend." if wrong else "\nNothing is wrong.")
    return 1 if wrong else 0


def _examined() -> "Iterator[Judgement]":
    from lcsp.config.doctor.examination import examine

    return examine()
