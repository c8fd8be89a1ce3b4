"""Files are named for what they hold, and the tests stand where the code stands."""

from pathlib import Path

# A file of one of these names gathers whatever nobody found a place for.
NAMELESS = {"base", "common", "core", "helper", "helpers", "manager", "misc", "util", "utils"}

# Tests of no one floor: of the example, of faults that the whole survives, of the browser's view, of the house
# itself, of the rule book, of the source.
NOT_A_FLOOR = {"examples", "faults", "functional", "house", "mutations", "source"}


def test_no_file_or_folder_is_a_drawer_for_everything(tracked: list[Path]) -> None:
    found = [path for path in tracked if NAMELESS & {part.split(".")[0].lower() for part in path.parts}]
    assert not found, f"name these for what they hold: {found}"


def test_every_test_stands_where_its_code_stands(root: Path) -> None:
    package = root / "src" / "lcsp"
    astray = []
    for path in (root / "tests").rglob("test_*.py"):
        place = path.relative_to(root / "tests").parent
        if place.parts[:1] and place.parts[0] in NOT_A_FLOOR:
            continue
        code = package / place if place.parts else package / path.stem.removeprefix("test_")
        if not (code.is_dir() or code.with_suffix(".py").is_file()):
            astray.append(f"{path.relative_to(root)}: there is no {code.relative_to(root)}")
    assert not astray, "\n".join(astray)


def test_every_floor_has_tests(root: Path) -> None:
    floors = {path.stem for path in (root / "src" / "lcsp").iterdir() if not path.name.startswith("_")}
    tested = {
        path.relative_to(root / "tests").parts[0].removeprefix("test_").removesuffix(".py")
        for path in (root / "tests").rglob("test_*.py")
    }
    floors.discard("py")  # py.typed
    assert floors <= tested, f"floors without a test: {sorted(floors - tested)}"
