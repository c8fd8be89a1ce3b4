"""The parts of addresses: rooms and nouns by their names, and keys of records, whatever stands in them."""

from django.urls import register_converter

from lcsp.vocabulary.noun import KEY_JOIN
from lcsp.whole_plan import NOUNS

# A key may hold a slash, which parts an address, or be nothing but dots, which browsers take for folders.
# The bar between the parts of a key would take nine characters.
_ESCAPES = (("~", "~0"), ("/", "~1"), (KEY_JOIN, "~3"))
_DOTS = {".": "~2", "..": "~2~2"}


class RoomName:
    """A room of the partnership, such as finance."""

    regex = "|".join(dict.fromkeys(noun.room for noun in NOUNS))

    def to_python(self, value: str) -> str:
        """Return the room."""
        return value

    def to_url(self, value: str) -> str:
        """Return the room."""
        return value


class NounName(RoomName):
    """One record's noun, such as key_action."""

    regex = "|".join(noun.noun for noun in NOUNS)


class PluralName(RoomName):
    """The list of a noun, such as key_actions."""

    regex = "|".join(noun.plural for noun in NOUNS)


class RecordKey:
    """The key of a record; what an address cannot hold is written with a tilde, as in JSON pointers."""

    regex = "[^/]+"

    def to_python(self, value: str) -> str:
        """Return the key."""
        if value in _DOTS.values():
            return value.replace("~2", ".")
        for plain, escaped in reversed(_ESCAPES):
            value = value.replace(escaped, plain)
        return value

    def to_url(self, value: str) -> str:
        """Return what stands for the key in an address."""
        if value in _DOTS:
            return _DOTS[value]
        for plain, escaped in _ESCAPES:
            value = value.replace(plain, escaped)
        return value


class PlanCode(RecordKey):
    """The code of a plan."""


register_converter(RoomName, "room")
register_converter(NounName, "noun")
register_converter(PluralName, "plural")
register_converter(RecordKey, "key")
register_converter(PlanCode, "plan")
