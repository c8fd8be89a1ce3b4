"""A file and a function stay small enough to be read."""

import ast
from pathlib import Path

LONGEST_FILE = 400
LONGEST_FUNCTION = 60


def test_no_file_is_too_long(modules: list[Path], root: Path) -> None:
    sizes = {path.relative_to(root): len(path.read_text(encoding="utf-8").splitlines()) for path in modules}
    found = {str(path): size for path, size in sizes.items() if size > LONGEST_FILE}
    assert not found, f"over {LONGEST_FILE} lines: {found}"


def test_no_function_is_too_long(modules: list[Path], root: Path) -> None:
    found = []
    for path in modules:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            size = (node.end_lineno or node.lineno) - node.lineno + 1
            if size > LONGEST_FUNCTION:
                found.append(f"{path.relative_to(root)}:{node.lineno} {node.name} has {size} lines")
    assert not found, f"over {LONGEST_FUNCTION} lines:\n" + "\n".join(found)
