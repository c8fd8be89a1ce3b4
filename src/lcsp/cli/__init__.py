"""The command line: one command a module, loaded only when asked for."""

import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

# One line a command, so that `lcsp` answers without loading them.
COMMANDS = {
    "check": "check a plan against the rule book",
    "diff": "say what differs between two plans, with money and staff summed",
    "explain": "show the manual page of a rule",
    "rules": "list the rules",
    "publish": "make the plan's documents (HTML, PDF, Word, Excel)",
    "export": "write a plan in an editable, lossless form (CSV, Excel, data package, JSON)",
    "import": "read a workbook, data package or JSON file into a plan folder",
    "read": "read an existing plan document into a draft plan folder",
    "roll-forward": "copy a plan into the next year, and say what it asks for",
    "new": "make an empty, documented plan folder or workbook",
    "synth": "make a synthetic county: made-up pupils whose computed figures land on a plan's",
    "load": "load extracts of pupil-level records into the pupil store",
    "measure": "compute a plan's indicators from pupil-level records, for analysts",
    "docs": "write the reference pages that are made from the code",
}

# Those that run the site. They stand with its configuration, above this floor, and need the extra `server`.
SITE_COMMANDS = {
    "serve": "run the site",
    "work": "make documents in the background",
    "migrate": "make the site's tables, or bring them up to date",
    "administrator": "add the first administrator of a new site",
    "audit": "verify the audit log, or show its head",
    "doctor": "say what is misconfigured, and how to mend it",
    "backup": "write everything that the site keeps to one file",
    "restore": "fill an empty site from a backup",
    "demo": "make a demonstration site with made-up people, and run it",
}

USAGE = "usage: lcsp COMMAND …\n\nlcsp COMMAND --help says more. Commands:\n"


def enter() -> None:
    """Run the command of this process, and end it."""
    gc.disable()  # a command lives for a moment: collecting garbage would only slow it
    status = 0
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:
        # The reader (head, less) has seen enough; Python would complain once more when it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        status = 130
    if sys.argv[1:2] == ["check"]:
        # A check leaves nothing to clear up, and taking its classes down again takes 13 of 140 ms.
        sys.stderr.flush()
        os._exit(status)
    sys.exit(status)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 well, 1 errors found, 2 refused or misused."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words or words[0] in ("--help", "-h", "help"):
        print(USAGE + "\n".join(f"  {name:<13} {says}" for name, says in {**COMMANDS, **SITE_COMMANDS}.items()))
        return 0
    if words[0] == "--version":
        from lcsp import __version__

        print(f"lcsp {__version__}")
        return 0
    if words[0] not in COMMANDS and words[0] not in SITE_COMMANDS:
        print(f"lcsp: there is no command {words[0]!r}; lcsp --help lists them", file=sys.stderr)
        return 2
    if words[0] == "check" and len(words) == 2 and not words[1].startswith("-"):
        # Editors check at every save: the plain form goes without argparse, which takes 9 ms to start.
        from lcsp.cli.check_command import check_plan

        return check_plan(words[1])
    return run_command(words[0], words[1:])


def command_module(name: str) -> ModuleType:
    """Return the module of the command `name`, loaded."""
    folder = "lcsp.config.commands" if name in SITE_COMMANDS else "lcsp.cli"
    return import_module(f"{folder}.{name.replace('-', '_')}_command")


def run_command(name: str, arguments: Sequence[str]) -> int:
    """Run the command `name` with its `arguments` and return its exit status."""
    from argparse import ArgumentParser, RawDescriptionHelpFormatter

    module = command_module(name)
    parser = ArgumentParser(
        f"lcsp {name}",
        description=module.__doc__,
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    module.add_arguments(parser)
    status: int = module.run(parser.parse_args(arguments))
    return status
