"""Typed references: a cell that names another record by its key."""

from lcsp.vocabulary.kinds import CodeKind, Kind, ListKind, quoted


class To(CodeKind):
    """A reference to one record of the noun `noun` ("objective", "budget line"), written as that record's key.

    Whether the record exists is not asked here: a dangling reference is a finding, not a refusal, so that a plan can
    be read while it is being written.
    """

    def __init__(self, noun: str) -> None:
        self.noun = noun
        self.expects = f"the key of a record of {noun.replace('_', ' ')}"


class KeyOf(CodeKind):
    """The key of a record whose noun stands in another field (a correction, an acceptance)."""

    expects = "the key of a record, its parts joined by ' | ' where it has several"

    def read(self, text: str) -> str:
        if "\n" in text or ";" in text:
            raise ValueError(f"{quoted(text)} is not {self.expects}")
        return text


def to_several(noun: str) -> ListKind:
    """Return the kind of a cell with references to one or several records of `noun`, parted by semicolons."""
    return ListKind(To(noun))


def referred_noun(kind: Kind) -> str | None:
    """Return the noun that a field of this kind refers to, or None where it refers to nothing."""
    inner = kind.item if isinstance(kind, ListKind) else kind
    return inner.noun if isinstance(inner, To) else None
