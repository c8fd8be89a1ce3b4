"""Only the analysts' own pages and command open what has not passed disclosure control."""

from pathlib import Path

# Engines hand it on, typed as before.
OPENERS = ("engines/", "web/measured/", "cli/load_command.py", "cli/measure_command.py")


def test_nobody_else_opens_undisclosed_figures() -> None:
    source = Path(__file__).parents[2] / "src" / "lcsp"
    opening = [
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        if ".open_for_analysts(" in path.read_text("utf-8")
    ]
    assert not [name for name in opening if not name.startswith(OPENERS)]
