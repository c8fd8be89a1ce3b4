"""The colours of the pictures hold for weak, colour-blind and no-colour eyes."""

from itertools import combinations

import pytest

from lcsp.reports.pictures.palette import DEEP, INK, MARKS, MID, PALE, PAPER, STACK, WARM

Colour = tuple[float, float, float]
Matrix = tuple[Colour, Colour, Colour]

# Full colour blindness in linear light, from Machado, Oliveira and Fernandes, "A physiologically-based model for
# simulation of color vision deficiency", IEEE Transactions on Visualization and Computer Graphics 15 (2009).
SIGHT: dict[str, Matrix] = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900),
    ),
}  # fmt: skip
LEAST_DIFFERENCE = 20  # in CIELAB (1976); about 2 is the least that anybody sees side by side
LEAST_LIGHTNESS = 10  # apart in CIELAB lightness, for a print in grey
D65: Colour = (0.95047, 1.0, 1.08883)


def linear(colour: str) -> Colour:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _straight(red), _straight(green), _straight(blue)


def _straight(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def seen(colour: str, sight: str) -> Colour:
    light = linear(colour)
    red, green, blue = (
        min(1.0, max(0.0, sum(k * part for k, part in zip(row, light, strict=True)))) for row in SIGHT[sight]
    )
    return red, green, blue


def lab(light: Colour) -> Colour:
    red, green, blue = light
    x = 0.4124564 * red + 0.3575761 * green + 0.1804375 * blue
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = 0.0193339 * red + 0.1191920 * green + 0.9503041 * blue
    fx, fy, fz = (_bent(value / white) for value, white in zip((x, y, z), D65, strict=True))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def _bent(share: float) -> float:
    return float(share ** (1 / 3)) if share > 216 / 24389 else (24389 / 27 * share + 16) / 116


def difference(one: str, other: str, sight: str) -> float:
    pairs = zip(lab(seen(one, sight)), lab(seen(other, sight)), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


def test_the_sums_are_right() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert lab(linear("#ffffff")) == pytest.approx((100, 0, 0), abs=0.02)
    assert lab(linear("#ff0000")) == pytest.approx((53.24, 80.09, 67.20), abs=0.05)
    # A red and a green that only full sight can tell apart.
    assert difference("#a05000", "#707000", "full") > 30 > 12 > difference("#a05000", "#707000", "deuteranopia")


@pytest.mark.parametrize("mark", MARKS)
def test_marks_stand_out_from_the_paper(mark: str) -> None:
    assert contrast(mark, PAPER) >= 3
    assert min(difference(mark, PAPER, sight) for sight in SIGHT) > LEAST_DIFFERENCE


@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize(("one", "other"), list(combinations(MARKS, 2)))
def test_marks_differ_for_every_eye(one: str, other: str, sight: str) -> None:
    assert difference(one, other, sight) > LEAST_DIFFERENCE


@pytest.mark.parametrize(("one", "other"), list(combinations(MARKS, 2)))
def test_marks_differ_in_grey(one: str, other: str) -> None:
    assert abs(lab(linear(one))[0] - lab(linear(other))[0]) > LEAST_LIGHTNESS


def test_words_can_be_read() -> None:
    assert min(contrast(INK, ground) for ground in (PAPER, PALE)) >= 7
    assert min(contrast(fill.words, fill.colour) for fill in STACK if not fill.hatched) >= 4.5


def test_a_pale_box_has_an_outline_that_shows() -> None:
    assert contrast(DEEP, PALE) >= 3
    assert contrast(WARM, PAPER) >= 3


def test_the_palette_is_small() -> None:
    assert {DEEP, WARM, MID} == set(MARKS)
