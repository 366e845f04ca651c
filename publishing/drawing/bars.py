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
    """A group of more than two shows those of its bars that are something; the table has the rest."""
    top, drawn, look = 0.0, [], _Look(figures)
    for row in figures.rows:
        drawn.append(text(0, top + 13, fitted(str(row.name), WIDTH, _SIZE), size=_SIZE, bold=True))
        top += _HEAD
        for at, value in look.shown(row):
            drawn.append(look.bar(at, value, top))
            top += _BAR + 3
        top += _GROUP
    return whole(frame, WIDTH, max(top, _HEAD), drawn)


class _Look:
    """Where bars begin, how long they are, and what stands for one that there is not."""

    def __init__(self, figures: Bars) -> None:
        self.parts = figures.parts
        self.unknown = str(figures.unknown)
        self.left = _LABEL if len(self.parts) > 1 else 0
        values = [pair for row in figures.rows for pair in self.shown(row)]
        room = max((width_of(self.said(at, value), _SIZE) for at, value in values if value is not None), default=0)
        self.scale = (WIDTH - self.left - room - 10) / (max((value or 0 for _at, value in values), default=0) or 1)

    def shown(self, row: Row) -> list[tuple[int, int | None]]:
        pairs = list(enumerate(row.values[: len(self.parts)]))
        return pairs if len(pairs) <= 2 else [pair for pair in pairs if pair[1]]

    def said(self, at: int, value: int | None) -> str:
        return self.unknown if value is None else short(value, self.parts[at].unit)

    def bar(self, at: int, value: int | None, top: float) -> str:
        length = max((value or 0) * self.scale, 1.0 if value else 0.0)
        name = fitted(str(self.parts[at].name), _LABEL - 6, _SIZE) if self.left else ""
        named = text(0, top + 11, name, size=_SIZE, colour="ink-soft") if name else ""
        behind = self.left + length + (5 if self.left or length else 0)
        return named + self.ground(at, length, top) + text(behind, top + 11, self.said(at, value), size=_SIZE)

    def ground(self, at: int, length: float, top: float) -> str:
        """Two parts: what was meant is an outline with lines in it, what came is full. More are shades, light to dark."""
        if not length:
            return ""
        edge = rect(self.left, top, length, _BAR, stroke("accent"))
        if len(self.parts) == 2 and at == 0:
            return edge + (hatch(self.left, top, length, _BAR, step=5, colour="accent") if length > 5 else "")
        shade = palette.SHADES[min(at, len(palette.SHADES) - 1)] if len(self.parts) > 2 else palette.SHADES[-1]
        return rect(self.left, top, length, _BAR, fill("accent", shade)) + edge
