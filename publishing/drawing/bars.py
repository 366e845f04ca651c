"""Groups of bars on one scale. Each bar has its name before it and its figure behind it; the parts differ by pattern too."""

from __future__ import annotations

from publishing.drawing import palette
from publishing.drawing.svg import Frame, fill, fitted, hatch, rect, stroke, text, whole, width_of
from publishing.drawing.words import short
from publishing.figures import Bars, Row

WIDTH = 360
_LABEL, _BAR, _HEAD, _GROUP = 96, 14, 18, 10
_SIZE = 12.0


def bars(figures: Bars, frame: Frame) -> str:
    top, drawn = 0.0, []
    longest = WIDTH - _LABEL - _room(figures)
    most = max((value or 0 for row in figures.rows for value in _shown(figures, row)), default=0) or 1
    for row in figures.rows:
        drawn.append(text(0, top + 13, fitted(str(row.name), WIDTH, _SIZE), size=_SIZE, bold=True))
        top += _HEAD
        for at, value in enumerate(_shown(figures, row)):
            drawn.append(_bar(figures, at, value, top, longest / most))
            top += _BAR + 3
        top += _GROUP
    return whole(frame, WIDTH, max(top, _HEAD), drawn)


def _shown(figures: Bars, row: Row) -> tuple[int | None, ...]:
    return row.values[: len(figures.parts)]


def _room(figures: Bars) -> float:
    """What the longest figure takes behind its bar."""
    said = [short(value, part.unit) for row in figures.rows for part, value in zip(figures.parts, row.values, strict=False)]
    return max((width_of(one, _SIZE) for one in said), default=0) + 10


def _bar(figures: Bars, at: int, value: int | None, top: float, scale: float) -> str:
    part = figures.parts[at]
    length = max((value or 0) * scale, 1.0 if value else 0.0)
    named = text(0, top + 11, fitted(str(part.name), _LABEL - 6, _SIZE), size=_SIZE, token="ink-soft")
    figure = text(_LABEL + length + 5, top + 11, short(value, part.unit), size=_SIZE)
    return named + (_ground(at, len(figures.parts), length, top) if length else "") + figure


def _ground(at: int, parts: int, length: float, top: float) -> str:
    """Two parts: what was meant is an outline with lines in it, what came is full. More are shades, light to dark, edged."""
    edge = rect(_LABEL, top, length, _BAR, stroke("accent"))
    if parts == 2 and at == 0:
        return edge + (hatch(_LABEL, top, length, _BAR, step=5, token="accent") if length > 5 else "")
    shade = palette.SHADES[-1] if parts <= 2 else palette.SHADES[min(at, len(palette.SHADES) - 1)]
    return rect(_LABEL, top, length, _BAR, fill("accent", shade)) + edge
