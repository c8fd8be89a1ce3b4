"""The shape of every noun: a frozen record with a key, whose fields say what they are."""

from functools import cache
from typing import Annotated, Any, ClassVar, NamedTuple, Self, get_args, get_origin

from pydantic import BaseModel, ConfigDict, model_validator

from lcsp.vocabulary.kinds import Kind

KEY_JOIN = " | "


class Noun(BaseModel):
    """One record of a plan. Subclasses say their room, their plural and which fields make the key.

    Fields are typed with the kinds of `lcsp.vocabulary`; a field without default must not be blank.
    """

    # Building validators is left until somebody validates (the API, a form): reading a plan goes by the kinds alone.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    room: ClassVar[str]
    noun: ClassVar[str]
    plural: ClassVar[str]
    key_fields: ClassVar[tuple[str, ...]] = ("code",)

    @model_validator(mode="before")
    @classmethod
    def _leave_out_blanks(cls, values: Any) -> Any:
        """A blank is an absence, as in a cell: the field takes its default, or is missing where it has none."""
        if not isinstance(values, dict):
            return values
        return {name: value for name, value in values.items() if name not in cls.model_fields or not is_blank(value)}

    @classmethod
    def of_typed(cls, values: dict[str, Any]) -> Self:
        """Return the record that `values` hold: every field, typed already. Nothing is validated, nothing copied.

        This is how pydantic restores a record that was pickled; `model_construct` takes three times as long.
        """
        record = cls.__new__(cls)
        record.__setstate__(
            {
                "__dict__": values,
                "__pydantic_fields_set__": set(values),
                "__pydantic_extra__": None,
                "__pydantic_private__": None,
            }
        )
        return record

    @property
    def key(self) -> str:
        """The text by which other records, corrections and findings name this record."""
        if len(self.key_fields) == 1:
            return str(getattr(self, self.key_fields[0]))
        fields = columns(type(self))
        parts = (fields[name].show(getattr(self, name)) for name in self.key_fields)
        # A blank part keeps its place, so that no two records can share a key by chance; blanks at the end go.
        return KEY_JOIN.join(parts).rstrip(KEY_JOIN)


def is_blank(value: Any) -> bool:
    """Say whether `value` is one of the ways to leave a field blank."""
    return value is None or value in ([], ()) or (isinstance(value, str) and not value.strip())


class Column(NamedTuple):
    """One field of a noun as files know it."""

    name: str
    kind: Kind
    required: bool
    default: Any
    description: str

    @property
    def label(self) -> str:
        """The header that a planner reads: "Prior fte" for prior_fte."""
        return self.name.replace("_", " ").capitalize()

    def show(self, value: Any) -> str:
        """Return the canonical text of `value`; blank for a value that is absent."""
        return "" if value is None or value == () or value == "" else self.kind.show(value)


@cache
def columns(noun: type[Noun]) -> dict[str, Column]:
    """Return the fields of `noun` by name, in order."""
    return {
        name: Column(name, _kind_of(field), field.is_required(), field.default, field.description or "")
        for name, field in noun.model_fields.items()
    }


def _kind_of(field: Any) -> Kind:
    """Return the Kind among a field's annotations (also inside `… | None`); TypeError where there is none."""
    for item in field.metadata:
        if isinstance(item, Kind):
            return item
    for part in get_args(field.annotation):
        if get_origin(part) is Annotated:
            for item in get_args(part):
                if isinstance(item, Kind):
                    return item
    raise TypeError(f"{field!r} has no kind: use the types of lcsp.vocabulary")
