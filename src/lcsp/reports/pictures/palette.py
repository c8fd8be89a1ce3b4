"""The colours and hatchings of every picture; tests prove their contrast, also for colour-blind eyes and in grey."""

from typing import NamedTuple

PAPER = "#ffffff"
INK = "#14212b"  # words and axes
DEEP = "#0b4f63"
WARM = "#a8480a"
MID = "#8494a0"
PALE = "#e8f1f4"  # only ever inside an outline of another colour

# What a reader must be able to tell from its neighbours, and from the paper, by colour alone.
MARKS = (DEEP, WARM, MID)


class Fill(NamedTuple):
    """How an area is filled: the colour, whether it is hatched on white, and the colour of words inside it."""

    colour: str
    hatched: bool = False
    words: str = PAPER


SOLID_DEEP, SOLID_WARM, SOLID_MID = Fill(DEEP), Fill(WARM), Fill(MID, words=INK)
HATCHED_DEEP, HATCHED_WARM = Fill(DEEP, hatched=True), Fill(WARM, hatched=True)

# The fills of stacked parts, from the first; a sixth part begins again.
STACK = (SOLID_DEEP, SOLID_MID, SOLID_WARM, HATCHED_DEEP, HATCHED_WARM)
