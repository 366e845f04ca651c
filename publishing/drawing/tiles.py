"""A map of tiles: every place a square of the same size, its name and its figure in it."""

from __future__ import annotations

from bisect import bisect_left

from django.utils.translation import gettext as _

from publishing.drawing import palette
from publishing.drawing.svg import LETTER, Frame, fill, fitted, hatch, letters, linked, rect, stroke, text, whole
from publishing.drawing.words import full, short
from publishing.figures import Spot, Tiles, Unit
from thai.dates import is_read_in_thai

TILE, GAP = 60, 3
_SIDE = TILE - GAP
_ROOM = _SIDE - 2
_NAME, _LINE, _FIGURE = 12.0, 13.0, 11.0
_SMALLEST = 7.0
_LEGEND_LINE = 18
_NARROWEST = 300
_SCALE = 1.25


def tiles(figures: Tiles, frame: Frame) -> str:
    """Shaded by value in four steps; nothing is hatched, what is not counted has no ground. The figure stands in each."""
    steps = bounds([spot.value for spot in figures.spots if spot.value])
    columns = 1 + max((spot.column for spot in figures.spots), default=0)
    rows = 1 + max((spot.row for spot in figures.spots), default=0)
    drawn = [_tile(spot, steps, figures, frame) for spot in figures.spots if spot.column >= 0]
    legend = _legend(figures, steps, rows * TILE + 8)
    height = rows * TILE + 8 + _LEGEND_LINE * len(legend)
    return whole(frame, max(columns * TILE, _NARROWEST), height, drawn + legend, scale=_SCALE)


def bounds(values: list[int]) -> list[int]:
    """At most three round figures that part the values in quarters."""
    ordered = sorted(values)
    found = {_rounded(ordered[len(ordered) * part // 4]) for part in (1, 2, 3)} if ordered else set()
    return sorted(one for one in found if one < ordered[-1])


def step_of(value: int, steps: list[int]) -> int:
    """Which shade a value has; the darkest is always in use, so that few values are far apart."""
    return len(palette.SHADES) - 1 - (len(steps) - bisect_left(steps, value))


def _rounded(value: int) -> int:
    """Up to one figure that is not zero."""
    unit = int(10 ** (len(str(value)) - 1))
    return -(-value // unit) * unit


def _tile(spot: Spot, steps: list[int], figures: Tiles, frame: Frame) -> str:
    x, y = spot.column * TILE, spot.row * TILE
    step = step_of(spot.value, steps) if spot.value else -1
    colour = "on-accent" if step >= palette.DARK_FROM else "ink"
    figure = short(spot.value, figures.counted.unit) if spot.value is not None else ""
    drawn = [_ground(x, y, step, spot.value), *_name(spot, x, y, colour)]
    low = 9 if spot.value == 0 else 6
    drawn.append(text(x + _SIDE / 2, y + _SIDE - low, figure, size=_FIGURE, anchor="middle", colour=colour, bold=True))
    return linked(frame, spot.code, f"{spot.name}: {full(spot.value, figures.counted.unit)}", "".join(drawn))


def _ground(x: float, y: float, step: int, value: int | None) -> str:
    if step >= 0:
        return rect(x, y, _SIDE, _SIDE, fill("accent", palette.SHADES[step]))
    edge = rect(x + 0.5, y + 0.5, _SIDE - 1, _SIDE - 1, stroke("line-strong", 1, "" if value == 0 else "2 3"))
    # The band below the name only: lines behind letters are hard to read.
    return edge + (hatch(x + 1, y + _SIDE - 5, _SIDE - 2, 4, step=4) if value == 0 else "")


def _name(spot: Spot, x: float, y: float, colour: str) -> list[str]:
    lines = spot.label.split("|") if is_read_in_thai() else spot.name.en.split() or [spot.name.th]
    lines = _together(lines)
    size = max(_SMALLEST, min(_NAME, *(_ROOM / (LETTER * letters(line)) for line in lines)))
    return [
        text(
            x + _SIDE / 2,
            y + 15 + at * _LINE,
            fitted(line, _SIDE, size),
            size=round(size, 1),
            anchor="middle",
            colour=colour,
        )
        for at, line in enumerate(lines)
    ]


def _together(words: list[str]) -> list[str]:
    """Short English words share a line."""
    lines = words[:1]
    for word in words[1:]:
        if is_read_in_thai() or letters(f"{lines[-1]} {word}") > 9:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}"
    return lines[:3]


def _legend(figures: Tiles, steps: list[int], top: float) -> list[str]:
    said: list[tuple[int, int | None, str]] = []
    values = [spot.value for spot in figures.spots]
    unit = figures.counted.unit
    for at, bound in enumerate(steps):
        said.append((len(palette.SHADES) - 1 - len(steps) + at, 1, _("up to %s") % full(bound, unit)))
    if any(values):
        said.append(
            (len(palette.SHADES) - 1, 1, _("more than %s") % full(steps[-1], unit) if steps else _something(unit))
        )
    if 0 in values:
        said.append((-1, 0, _nothing(unit)))
    if None in values:
        said.append((-1, None, _("has not begun here")))
    return [_entry(at * _LEGEND_LINE + top, *one) for at, one in enumerate(said)]


def _something(unit: Unit) -> str:
    return _("money was paid") if unit is Unit.BAHT else _("some")


def _nothing(unit: Unit) -> str:
    return _("nothing was paid yet") if unit is Unit.BAHT else _("none")


def _entry(top: float, step: int, value: int | None, said: str) -> str:
    if step >= 0:
        swatch = rect(0, top, 14, 14, fill("accent", palette.SHADES[step]))
    else:
        swatch = rect(0.5, top + 0.5, 13, 13, stroke("line-strong", 1, "" if value == 0 else "2 3"))
        swatch += hatch(1, top + 9, 12, 4, step=4) if value == 0 else ""
    return swatch + text(20, top + 11.5, said, size=12)
