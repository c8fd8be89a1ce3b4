"""The type of whatever was counted from single children and has not passed disclosure control."""

from typing import Generic, NoReturn, TypeVar

T = TypeVar("T")


class NotDisclosed(TypeError):
    """Something tried to write out figures that disclosure control has not passed."""


class Undisclosed(Generic[T]):
    """Figures that only analysts may see. It cannot be printed, formatted, iterated, compared, pickled or put in JSON.

    The one way to what it holds is `open_for_analysts`, so that every place which does so can be found and read.
    """

    __slots__ = ("_held",)

    def __init__(self, held: T) -> None:
        self._held = held

    def open_for_analysts(self) -> T:
        """Return what it holds, to show it to a signed-in analyst or in the analyst's own terminal."""
        return self._held

    def __repr__(self) -> str:
        return f"<Undisclosed {type(self._held).__name__}>"

    def _refuse(self, *_: object) -> NoReturn:
        raise NotDisclosed("These figures have not passed disclosure control, so they may not be written out.")

    __str__ = __format__ = __iter__ = __eq__ = __hash__ = __bool__ = __len__ = _refuse
    __reduce_ex__ = __html__ = _refuse
