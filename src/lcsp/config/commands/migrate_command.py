"""Make the tables of the site's database, or bring them up to date. Nothing that is kept is lost.

Which database, the environment says (DATABASE_URL, LCSP_DATA). Exit status: 0 done, 2 not configured.
"""

from argparse import ArgumentParser, Namespace

from lcsp.config.commands.preparing import make_tables, prepare_site


def add_arguments(_: ArgumentParser) -> None:
    """Add this command's arguments: none."""


def run(_: Namespace) -> int:
    """Make the tables, and return the exit status."""
    if not prepare_site():
        return 2
    make_tables()
    print("The tables are up to date.")
    return 0
