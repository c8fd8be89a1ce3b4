"""How wide words can get in a drawing, and how they are folded or shortened to fit."""

import unicodedata
from functools import lru_cache

from lcsp.reports.words import printable

SIZE = 14.0  # of all words, in units of the drawing
LINE = 17.0  # from one line of words to the next

# The widest that each character gets, in hundredths of the letter size, in Source Sans Pro, Arial (Liberation Sans)
# and DejaVu Sans, which a page may fall back on. The widths were read from those fonts' own tables.
_CLASSES = {
    28: "'ijl",
    32: "I ,.·‘’",
    35: ":;|/\\f",
    42: "-()[]t!r",
    53: '"*J“”sz',
    58: "`c?L_k–",
    62: "vxyFTaeo",
    64: "$0123456789bdghnpqu{}£",
    69: "EKPSYABVXZ",
    75: "CRUN",
    79: "HDOQ&G",
    84: "w#+<=>^~×−",
    98: "M%m",
    102: "W@—…",
}
_HUNDREDTHS = {character: width for width, characters in _CLASSES.items() for character in characters}
_UNKNOWN = 107
_BOLD = 1.15


def width_of(text: str, bold: bool = False, size: float = SIZE) -> float:
    """The widest that `text` may get, in units of the drawing."""
    return sum(map(_hundredths, text)) * size / 100 * (_BOLD if bold else 1)


def _hundredths(character: str) -> int:
    known = _HUNDREDTHS.get(character)
    if known is None:
        # An accented letter is as wide as the bare one.
        known = _HUNDREDTHS.get(unicodedata.normalize("NFD", character)[0], _UNKNOWN)
        _HUNDREDTHS[character] = known
    return known


def shorten(text: str, room: float, bold: bool = False) -> str:
    """The text, cut off with an ellipsis where it is wider than `room`."""
    if width_of(text, bold) <= room:
        return text
    left = room - width_of("…", bold)
    for count, character in enumerate(text):
        left -= width_of(character, bold)
        if left < 0:
            return f"{text[:count].rstrip(' ,;:–-')}…"
    return f"{text}…"


@lru_cache(maxsize=4096)  # a layout asks for the height of the same words before it draws them
def fold(text: str, room: float, most: int = 2, bold: bool = False) -> tuple[str, ...]:
    """The text in at most `most` lines (at least one, perhaps empty) no wider than `room`.

    What does not fit is cut off with an ellipsis; a word wider than the room is cut too.
    """
    words = " ".join(printable(text).split()).split(" ")
    lines: list[str] = []
    while words and len(lines) < most - 1:
        taken, used = 1, width_of(words[0], bold)
        while taken < len(words) and (used := used + width_of(f" {words[taken]}", bold)) <= room:
            taken += 1
        lines.append(shorten(" ".join(words[:taken]), room, bold))
        words = words[taken:]
    return (*lines, shorten(" ".join(words), room, bold)) if words else tuple(lines)
