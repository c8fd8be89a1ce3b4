"""The stylesheet: contrast of its colours, and nothing that comes from elsewhere."""

import re
from pathlib import Path

import pytest

from lcsp.reports.pictures import palette

STYLE = (Path(__file__).parents[2] / "src/lcsp/web/static/lcsp/lcsp.css").read_text(encoding="utf-8")
COLOURS = dict(re.findall(r"--(lcsp-[a-z]+): (#[0-9a-f]{6});", STYLE))


def luminance(colour: str) -> float:
    """The relative luminance of a colour, as WCAG 2.2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize(("words", "ground"), [
    ("lcsp-deep", "#ffffff"), ("lcsp-deep", "lcsp-pale"), ("#ffffff", "lcsp-deep"), ("#ffffff", "lcsp-deeper"),
    ("lcsp-ink", "#fff3c4"), ("lcsp-ink", "lcsp-pale"), ("lcsp-quiet", "#ffffff"), ("lcsp-quiet", "lcsp-pale"),
    ("#ffffff", "#8a1f11"),
])  # fmt: skip
def test_words_stand_out_from_their_ground(words: str, ground: str) -> None:
    assert contrast(COLOURS.get(words, words), COLOURS.get(ground, ground)) >= 4.5


def test_contrast_is_measured_as_the_guidelines_do() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_site_and_the_pictures_share_their_colours() -> None:
    assert COLOURS["lcsp-deep"] == palette.DEEP
    assert COLOURS["lcsp-ink"] == palette.INK
    assert COLOURS["lcsp-pale"] == palette.PALE


def test_nothing_is_loaded_from_elsewhere() -> None:
    assert not re.search(r"@import|url\(|https?:", STYLE)
