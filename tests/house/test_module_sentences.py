"""Every module opens with a sentence that says what it is."""

import ast
from pathlib import Path


def test_every_module_opens_with_a_sentence(modules: list[Path], root: Path) -> None:
    found = []
    for path in modules:
        opening = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n\n")[0].strip()
        if not opening.endswith("."):
            found.append(f"{path.relative_to(root)}: {opening or 'has no docstring'}")
    assert not found, "each of these needs a first paragraph that is a sentence:\n" + "\n".join(found)
