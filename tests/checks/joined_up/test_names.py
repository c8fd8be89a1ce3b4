"""Labels that swallow their neighbour's name, and rows that are linked to another service than the one they name."""

import pytest

from lcsp.checks import run
from lcsp.checks.manual import example_plan
from lcsp.checks.rule_book import chosen

NAMES = chosen(("JOIN-07", "JOIN-08", "JOIN-36"), ())
SERVICES = """
service: code | name | aliases
service: officers | Child care officers | Officers
service: centres | Children's Centres |
service: base | Base |
""".strip()


def found(lines: str) -> list[tuple[str, str]]:
    """Return (code, record) of what the rules about names find in these budget lines and variations."""
    return [(finding.code, finding.key) for finding in run(example_plan(f"{SERVICES}\n{lines}"), NAMES).findings]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (("Child care officers", "Childrens centres"), []),
        (("Officers", "Children's Centres"), []),
        (("Child care officers - Children Centres", "Other"), [("JOIN-08", "officers"), ("JOIN-07", "centres")]),
        (("Child care officers (base)", "Children's Centres"), [("JOIN-07", "officers")]),
        (("Nurses", "Children's Centres"), [("JOIN-07", "officers")]),
    ],
)
def test_labels_and_services(labels: tuple[str, str], expected: list[tuple[str, str]]) -> None:
    head = "budget_line: code | name | kind | service"
    rows = [
        f"budget_line: {code} | {label} | line | {code}"
        for code, label in zip(("officers", "centres"), labels, strict=True)
    ]
    assert sorted(found("\n".join((head, *rows)))) == sorted(expected)


@pytest.mark.parametrize(("service", "is_found"), [("centres", False), ("base", True), ("", True)])
def test_a_row_concerns_the_service_that_it_names(service: str, is_found: bool) -> None:
    text = f"variation: code | name | service\nvariation: v | Children's centres | {service}"
    assert found(text) == ([("JOIN-36", "v")] if is_found else [])
