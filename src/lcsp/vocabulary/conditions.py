"""Conditions as definitions write them, such as `english >= 4 and not fsm`: checked, evaluated, and put into SQL.

A condition is written with names, numbers, texts in quotes, `+ -`, comparisons, `in (…)`, `and`, `or`, `not`. What is
not known makes a comparison false, in every form alike.
"""

import ast
import operator
from collections.abc import Callable, Collection, Mapping
from typing import Any

Value = float | str | bool | None

_COMPARED: dict[type[ast.cmpop], tuple[str, Callable[[Any, Any], bool]]] = {
    ast.Eq: ("=", operator.eq),
    ast.NotEq: ("<>", operator.ne),
    ast.Lt: ("<", operator.lt),
    ast.LtE: ("<=", operator.le),
    ast.Gt: (">", operator.gt),
    ast.GtE: (">=", operator.ge),
}
_SUMS: dict[type[ast.operator], tuple[str, Callable[[Any, Any], Any]]] = {
    ast.Add: ("+", operator.add),
    ast.Sub: ("-", operator.sub),
}


class NoCondition(ValueError):
    """A text is no condition; the message says what in it is not understood, and what is."""


class Condition:
    """A condition over named values. Raise NoCondition where `text` is none, or speaks of a name not in `names`."""

    def __init__(self, text: str, names: Collection[str]) -> None:
        self.text = text
        try:
            self._tree = ast.parse(text, mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError) as problem:
            raise NoCondition(f"{text!r} cannot be read: {problem}") from None
        self._names = frozenset(names)
        self._sql = self._truth(self._tree)

    def as_sql(self) -> str:
        """Return the condition in SQL: true or false, and never unknown."""
        return self._sql

    def holds(self, values: Mapping[str, Value]) -> bool:
        """Say whether it holds for `values`; a name that is not there is not known."""
        return bool(_hold(self._tree, values))

    def _truth(self, node: ast.expr) -> str:
        """Return `node` as SQL that is true or false."""
        if isinstance(node, ast.BoolOp):
            word = " AND " if isinstance(node.op, ast.And) else " OR "
            return "(" + word.join(self._truth(part) for part in node.values) + ")"
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            return f"(NOT {self._truth(node.operand)})"
        if isinstance(node, ast.Compare) and len(node.ops) == 1:
            return f"coalesce({self._comparison(node)}, false)"
        if isinstance(node, ast.Name):
            return f"coalesce({self._value(node)}, false)"
        raise self._not_understood(node)

    def _comparison(self, node: ast.Compare) -> str:
        compared, (right,) = node.ops[0], node.comparators
        if isinstance(compared, ast.In) and isinstance(right, ast.Tuple) and right.elts:
            return f"{self._value(node.left)} IN ({', '.join(self._value(item) for item in right.elts)})"
        if type(compared) not in _COMPARED:
            raise self._not_understood(node)
        return f"{self._value(node.left)} {_COMPARED[type(compared)][0]} {self._value(right)}"

    def _value(self, node: ast.expr) -> str:
        """Return `node` as SQL of a value."""
        if isinstance(node, ast.Name):
            if node.id not in self._names:
                known = ", ".join(sorted(self._names))
                raise NoCondition(f"{self.text!r} speaks of {node.id!r}, which is not known here. Known: {known}.")
            return f'"{node.id}"'
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            return "'" + node.value.replace("'", "''") + "'"
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            return repr(node.value)
        if isinstance(node, ast.BinOp) and type(node.op) in _SUMS:
            return f"({self._value(node.left)} {_SUMS[type(node.op)][0]} {self._value(node.right)})"
        raise self._not_understood(node)

    def _not_understood(self, node: ast.expr) -> NoCondition:
        part = ast.get_source_segment(self.text, node) or self.text
        return NoCondition(
            f"{part!r} in {self.text!r} is not understood. Write names, numbers, 'texts', + -, comparisons, in (…),"
            " and, or, not."
        )


def _hold(node: ast.expr, values: Mapping[str, Value]) -> bool:
    if isinstance(node, ast.BoolOp):
        parts = (_hold(part, values) for part in node.values)
        return all(parts) if isinstance(node.op, ast.And) else any(parts)
    if isinstance(node, ast.UnaryOp):
        return not _hold(node.operand, values)
    if isinstance(node, ast.Compare):
        left, (right,) = _work_out(node.left, values), node.comparators
        if isinstance(right, ast.Tuple):
            return left is not None and left in [_work_out(item, values) for item in right.elts]
        held = _work_out(right, values)
        return left is not None and held is not None and _COMPARED[type(node.ops[0])][1](left, held)
    return bool(_work_out(node, values))


def _work_out(node: ast.expr, values: Mapping[str, Value]) -> Any:
    if isinstance(node, ast.Name):
        return values.get(node.id)
    if isinstance(node, ast.BinOp):
        left, right = _work_out(node.left, values), _work_out(node.right, values)
        return None if left is None or right is None else _SUMS[type(node.op)][1](left, right)
    return node.value if isinstance(node, ast.Constant) else None
