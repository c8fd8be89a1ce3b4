"""Write the reference pages that are made from the code: checks, plan files, indicators and commands."""

import os
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Iterator
from pathlib import Path

from lcsp.cli import COMMANDS, SITE_COMMANDS, command_module
from lcsp.reports.reference_pages import build_pages


def add_arguments(parser: ArgumentParser) -> None:
    """Add this command's arguments."""
    parser.add_argument("--to", type=Path, default=Path("docs/reference"), help="folder to write to")


def run(options: Namespace) -> int:
    """Write every page and say where."""
    options.to.mkdir(parents=True, exist_ok=True)
    pages = {**build_pages(), "commands.md": commands_page()}
    for name, text in pages.items():
        (options.to / name).parent.mkdir(parents=True, exist_ok=True)
        (options.to / name).write_text(text, "utf-8")
    print(f"{len(pages)} pages written to {options.to}")
    return 0


def commands_page() -> str:
    """Return the reference page of the command line, in Markdown."""
    return "\n".join(_command_lines()) + "\n"


def _command_lines() -> Iterator[str]:
    # The width of the help text follows the terminal unless it is set.
    os.environ["COLUMNS"] = "100"
    yield "<!-- Made from the code by `./run docs`: do not edit. -->\n"
    yield "# Commands\n"
    for name, says in {**COMMANDS, **SITE_COMMANDS}.items():
        module = command_module(name)
        parser = ArgumentParser(f"lcsp {name}", description=module.__doc__, formatter_class=RawDescriptionHelpFormatter)
        module.add_arguments(parser)
        yield f"\n## lcsp {name}\n\n{says[:1].upper()}{says[1:]}.\n\n```\n{parser.format_help().strip()}\n```"
