"""How one value is read from a cell, shown again and described, written once for every kind of value."""

import re
from collections.abc import Mapping
from enum import Enum, StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

if TYPE_CHECKING:
    from pydantic_core import CoreSchema

LONGEST_QUOTED = 80
CODE_PATTERN = r"[^;|\s](?:[^;|\n]*[^;|\s])?"
_BEYOND = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0x10000, 0x110000, 0x10000))
_CONTROL = rf"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\ufeff{_BEYOND}]"
_SPACES = r"[ \t\u00a0\u2007\u202f]+"
_CODE = re.compile(CODE_PATTERN)


class Kind:
    """One kind of value: reads text (`read`), shows it in canonical text (`show`), says what is right (`expects`).

    `read` raises ValueError with a sentence fit for a planner. `example` is a value that the kind accepts, as text.
    """

    python_type: type = str
    json_type: Mapping[str, Any] = MappingProxyType({"type": "string"})
    expects = "text"
    example = "text"

    def read(self, text: str) -> Any:
        """Return the value that `text` (already stripped, not empty) stands for, or raise ValueError."""
        return text

    def show(self, value: Any) -> str:
        """Return the one canonical text of `value`; `read(show(value)) == value`."""
        return str(value)

    def to_json(self, value: Any) -> Any:
        """Return `value` as JSON holds it: a number, a truth value, a list, or its canonical text."""
        return self.show(value)

    def accept(self, value: Any) -> Any:
        """Return `value` typed, from text or from a typed value (JSON, a form); raises ValueError."""
        if isinstance(value, str):
            return self.read(clean(value))
        if type(value) is self.python_type:
            return self.read(self.show(value))
        raise ValueError(f"{value!r} is not {self.expects}")

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> "CoreSchema":
        from pydantic_core import core_schema

        dump = core_schema.plain_serializer_function_ser_schema(self._dump, info_arg=True, when_used="unless-none")
        return core_schema.no_info_plain_validator_function(self.accept, serialization=dump)

    def _dump(self, value: Any, info: Any) -> Any:
        """Return `value` itself to Python, and its JSON form to JSON."""
        return value if info.mode == "python" else self.to_json(value)

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        return dict(self.json_type)


def clean(text: str) -> str:
    """Return `text` with line feeds as line ends and no outer white space; raises ValueError on a control character."""
    stripped = text.strip()
    if stripped is text and text.isprintable():
        return text
    # Looked for before the strip, which would take some of them away without a word.
    if found := re.search(_CONTROL, text):
        said = f"holds the character U+{ord(found.group()):04X} (character {found.start() + 1} of {len(text)})"
        raise ValueError(f"{said}, which a document cannot show: remove it")
    return stripped.replace("\r\n", "\n").replace("\r", "\n")


def quoted(text: str) -> str:
    """Return `text` in quotation marks as messages show it, its end left off where it is long."""
    return repr(text) if len(text) <= LONGEST_QUOTED else f"{text[:LONGEST_QUOTED]!r}…"


class TextKind(Kind):
    """Free text, one or several lines."""


class CodeKind(Kind):
    """A short name by which other records refer to this one: no line break, no semicolon, no bar."""

    expects = "a code without line break, semicolon or bar, such as 7B or NI 87"
    example = "7B"

    def read(self, text: str) -> str:
        if not _CODE.fullmatch(text):
            raise ValueError(f"{quoted(text)} is not {self.expects}")
        return text if text.isascii() and "  " not in text and "\t" not in text else re.sub(_SPACES, " ", text)


class YesNoKind(Kind):
    """Yes or no."""

    python_type = bool
    json_type = MappingProxyType({"type": "boolean"})
    expects = "yes or no"
    example = "yes"
    _words: ClassVar[dict[str, bool]] = {
        **dict.fromkeys(("yes", "y", "true", "1"), True),
        **dict.fromkeys(("no", "n", "false", "0"), False),
    }

    def read(self, text: str) -> bool:
        value = self._words.get(text.lower())
        if value is None:
            raise ValueError(f"{quoted(text)} is not yes or no")
        return value

    def show(self, value: bool) -> str:
        return "yes" if value else "no"

    def to_json(self, value: bool) -> bool:
        return value


class ChoiceKind(Kind):
    """One of the words of an enumeration; capitals and hyphens do not matter on reading."""

    def __init__(self, words: type[StrEnum]) -> None:
        self.python_type = words
        self.choices = tuple(member.value for member in words)
        self.expects = f"one of: {', '.join(self.choices)}"
        self.example = self.choices[0]
        self.json_type = {"type": "string", "enum": list(self.choices)}
        self._members: dict[str, Enum] = {_folded(member.value): member for member in words}

    def read(self, text: str) -> Any:
        member = self._members.get(text) or self._members.get(_folded(text))
        if member is None:
            raise ValueError(f"{quoted(text)} is not {self.expects}")
        return member


def _folded(text: str) -> str:
    return " ".join(text.replace("-", " ").replace("_", " ").lower().split())


class ListKind(Kind):
    """Several values of one kind in one cell, parted by semicolons, in order, each once."""

    python_type = tuple

    def __init__(self, item: Kind) -> None:
        self.item = item
        self.expects = f"one or several, parted by semicolons, each {item.expects}"
        self.example = item.example
        self.json_type = {"type": "array", "items": item.json_type}

    def read(self, text: str) -> tuple[Any, ...]:
        parts = [part.strip() for part in text.split(";")]
        return tuple(dict.fromkeys(self.item.read(part) for part in parts if part))

    def show(self, value: tuple[Any, ...]) -> str:
        return "; ".join(self.item.show(item) for item in value)

    def to_json(self, value: tuple[Any, ...]) -> list[Any]:
        return [self.item.to_json(item) for item in value]

    def accept(self, value: Any) -> Any:
        if isinstance(value, (list, tuple)):
            return tuple(dict.fromkeys(self.item.accept(item) for item in value if item != ""))
        return super().accept(value)


class PhraseKind(TextKind):
    """Text that can stand in a list: no semicolon, no line break."""

    expects = "words without semicolon or line break"

    def read(self, text: str) -> str:
        if ";" in text or "\n" in text:
            raise ValueError(f"{quoted(text)} is not {self.expects}")
        return text


Text = Annotated[str, TextKind()]
Code = Annotated[str, CodeKind()]
YesNo = Annotated[bool, YesNoKind()]
Phrases = Annotated[tuple[str, ...], ListKind(PhraseKind())]
