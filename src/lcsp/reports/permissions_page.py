"""The reference page of permissions: the one table of role and action, as it stands in the code."""

from collections.abc import Iterator

from lcsp.vocabulary.actors import PERMITTED, Action, Role, Scope, needs_second_factor

_CELLS = {Scope.EVERYWHERE: "yes", Scope.OWN_LOCALITIES: "own localities", None: ""}


def permissions_page() -> Iterator[str]:
    """Yield the page, in Markdown: a row an action, a column a role."""
    yield "# Permissions\n"
    yield "Who may do what. A person can have several roles, and may do what any of them allows. *Own localities* means"
    yield "the local plans of the localities that are named with the role. A role that may change anything needs a"
    yield "second factor to sign in.\n"
    yield "| | " + " | ".join(role.value for role in Role) + " |"
    yield "|---" * (len(Role) + 1) + "|"
    for action in Action:
        cells = (_CELLS[PERMITTED[role].get(action)] for role in Role)
        yield f"| {action.value} | " + " | ".join(cells) + " |"
    yield "| **second factor** | " + " | ".join("needed" if needs_second_factor(role) else "" for role in Role) + " |\n"
    yield "The table is `PERMITTED` in `src/lcsp/vocabulary/actors.py`. A test asks every address of the site as every"
    yield "role, in their own locality and in another, and compares what it answers with this table."
