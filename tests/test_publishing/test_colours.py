"""Every colour of a picture under each kind of colour-blindness, light, dark and printed, by computation."""

from __future__ import annotations

from itertools import pairwise

import pytest

from publishing.drawing import palette

Colour = tuple[float, float, float]
# Machado, Oliveira and Fernandes (2009), severity 1, on linear light; and nobody's.
SIGHTS = {
    "all": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
    "none": ((0.2126, 0.7152, 0.0722),) * 3,
}
EDITIONS = {"light": palette.light, "dark": palette.dark, "printed": palette.printed}
TEXT, SHAPE, APART = 4.5, 3.0, 1.2


def linear(token: str) -> Colour:
    parts = [int(token[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return tuple(one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)


def over(top: str, ground: str, opacity: float) -> str:
    pairs = [(int(top[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(a * opacity + b * (1 - opacity)):02x}" for a, b in pairs)


def seen(token: str, sight: str) -> Colour:
    light = linear(token)
    return tuple(min(1.0, max(0.0, sum(k * part for k, part in zip(row, light, strict=True)))) for row in SIGHTS[sight])


def contrast(one: str, other: str, sight: str) -> float:
    shines = sorted(
        sum(k * c for k, c in zip((0.2126, 0.7152, 0.0722), seen(each, sight), strict=True)) for each in (one, other)
    )
    return (shines[1] + 0.05) / (shines[0] + 0.05)


@pytest.fixture(params=[(edition, ground) for edition in EDITIONS for ground in ("ground", "surface")], ids=" on ".join)
def colours(request) -> tuple[dict[str, str], list[str]]:
    edition, ground = request.param
    tokens = EDITIONS[edition]()
    shades = [over(tokens["accent"], tokens[ground], shade) for shade in palette.SHADES]
    return tokens | {"beneath": tokens[ground]}, shades


@pytest.mark.parametrize("sight", SIGHTS)
def test_words_on_a_shade_are_read(colours, sight):
    tokens, shades = colours
    inks = ["on-accent" if at >= palette.DARK_FROM else "ink" for at in range(len(shades))]
    found = [contrast(shade, tokens[ink], sight) for shade, ink in zip(shades, inks, strict=True)]
    assert min(found) >= TEXT, found


@pytest.mark.parametrize("sight", SIGHTS)
def test_shades_stay_apart_from_each_other_and_from_the_ground(colours, sight):
    tokens, shades = colours
    steps = [tokens["beneath"], *shades]
    found = [contrast(one, other, sight) for one, other in pairwise(steps)]
    assert min(found) >= APART, found


@pytest.mark.parametrize("sight", SIGHTS)
def test_edges_patterns_and_lines_are_seen(colours, sight):
    tokens, _shades = colours
    found = {name: contrast(tokens[name], tokens["beneath"], sight) for name in ("line-strong", "ink-soft", "accent")}
    assert min(found.values()) >= SHAPE, found


@pytest.mark.parametrize("sight", SIGHTS)
def test_words_on_ribbons_are_read_also_where_two_lie_on_each_other(colours, sight):
    tokens, _shades = colours
    once = over(tokens["accent"], tokens["beneath"], 0.24)
    twice = over(tokens["accent"], once, 0.24)
    assert contrast(tokens["ink"], twice, sight) >= TEXT
