"""The parts of addresses: rooms and nouns by their names, and keys of records, whatever stands in them."""

from django.urls import register_converter

from lcsp.vocabulary.keys_in_addresses import key_from_address, key_in_address
from lcsp.whole_plan import NOUNS


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
        return key_from_address(value)

    def to_url(self, value: str) -> str:
        """Return what stands for the key in an address."""
        return key_in_address(value)


class PlanCode(RecordKey):
    """The code of a plan."""


register_converter(RoomName, "room")
register_converter(NounName, "noun")
register_converter(PluralName, "plural")
register_converter(RecordKey, "key")
register_converter(PlanCode, "plan")
