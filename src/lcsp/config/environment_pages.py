"""Write the reference page and the sample file of the environment: `python -m lcsp.config.environment_pages`."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from lcsp.config.environment import VARIABLES


def build_pages() -> dict[str, str]:
    """Return the page (Markdown) and the sample, by file name."""
    return {"environment.md": "\n".join(_page()) + "\n", "environment.sample": "\n".join(_sample()) + "\n"}


def _page() -> Iterator[str]:
    yield "<!-- Made from the code by `./run docs`: do not edit. -->\n"
    yield "# Environment variables\n"
    yield "The site reads these when it starts. Where one is wrong or absent and needed, it says so and does not start."
    yield "[environment.sample](environment.sample) is a file to fill in. The compiler (`lcsp`) reads none of them.\n"
    yield "| variable | what it is for | example |"
    yield "|---|---|---|"
    for name, meaning, example in VARIABLES:
        yield f"| `{name}` | {meaning} | {f'`{example}`' if example else ''} |"


def _sample() -> Iterator[str]:
    yield "# Made from the code by `./run docs`. Copy this file, fill it in, and keep the copy out of version control."
    for name, meaning, example in VARIABLES:
        yield f"\n# {meaning[:1].upper()}{meaning[1:]}.\n# {name}={example}"


def main(arguments: Sequence[str]) -> None:
    """Write both to the folder that is named first, or to docs/reference."""
    folder = Path(arguments[0]) if arguments else Path("docs/reference")
    for name, text in build_pages().items():
        (folder / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
