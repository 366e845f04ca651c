"""Lines over a year: steps from day to day, the scale beside, the months below, each line named where it ends."""

from __future__ import annotations

import datetime

from publishing.drawing.svg import Frame, fill, path, stroke, text, whole
from publishing.drawing.words import short
from publishing.figures import Course, Courses, Unit
from thai.dates import ENGLISH_MONTHS, SHORT_MONTHS, is_read_in_thai

WIDTH, HEIGHT = 360, 220
_LEFT, _RIGHT, _TOP, _BOTTOM = 58, 8, 20, 24
_SIZE = 11.0
# A line is told from another by its dashes; what it is stands at its end.
_DASHES = ("", "6 3", "2 3", "8 3 2 3")


def courses(figures: Courses, frame: Frame) -> str:
    plot = _Plot(figures)
    drawn = [*plot.scale(), *plot.months()]
    for at, line in enumerate(figures.lines):
        drawn += plot.line(line, _DASHES[at % len(_DASHES)], is_named=len(figures.lines) > 1)
    return whole(frame, WIDTH, HEIGHT, drawn)


class _Plot:
    def __init__(self, figures: Courses) -> None:
        values = [value for line in figures.lines for _day, value in line.points]
        self.low, self.ticks = min(0, *values, 0), _ticks(max(0, *values, 0))
        self.high = self.ticks[-1]
        self.figures = figures
        self.days = max((figures.last - figures.first).days, 1)

    def x(self, day: datetime.date) -> float:
        return _LEFT + (WIDTH - _LEFT - _RIGHT) * (day - self.figures.first).days / self.days

    def y(self, value: int) -> float:
        return _TOP + (HEIGHT - _TOP - _BOTTOM) * (self.high - value) / (self.high - self.low)

    def scale(self) -> list[str]:
        rules = [path(f"M{_LEFT} {self.y(tick):.1f}H{WIDTH - _RIGHT}", stroke("line")) for tick in self.ticks]
        said = [
            text(_LEFT - 6, self.y(tick) + 4, short(tick, Unit.BAHT), size=_SIZE, anchor="end", colour="ink-soft")
            for tick in self.ticks
        ]
        return rules + said

    def months(self) -> list[str]:
        first = self.figures.first.replace(day=1)
        starts = [_later(first, n) for n in range(12)]
        shown = [day for day in starts if self.figures.first <= day <= self.figures.last]
        # Every second one: twelve do not fit side by side.
        return [
            text(
                self.x(day),
                HEIGHT - 8,
                _month(day),
                size=_SIZE,
                colour="ink-soft",
                anchor="start" if not at else "middle",
            )
            for at, day in enumerate(shown)
            if not at % 2
        ]

    def line(self, line: Course, dash: str, *, is_named: bool) -> list[str]:
        if not line.points:
            return []
        (first, start), *rest = line.points
        steps = "".join(f"H{self.x(day):.1f}V{self.y(value):.1f}" for day, value in rest)
        way = f"M{self.x(first):.1f} {self.y(start):.1f}{steps}"
        last, end = line.points[-1]
        said = f"{line.name} {short(end, Unit.BAHT)}" if is_named else short(end, Unit.BAHT)
        x, y = self.x(last), self.y(end)
        dot = f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" {fill("accent")}/>'
        anchor = "end" if x > WIDTH / 2 else "start"
        label = text(x, max(y - 7, 11), said, size=12, anchor=anchor, bold=True)
        return [path(way, stroke("accent", 2, dash)), dot, label]


def _ticks(high: int) -> list[int]:
    """From nothing to a round figure above, in at most five steps."""
    if high <= 0:
        return [0, 1]
    unit = 10 ** (len(str(high)) - 1)
    step = next(one for one in (unit // 5 or 1, unit // 2 or 1, unit, unit * 2) if high <= one * 5)
    return [step * n for n in range(-(-high // step) + 1)]


def _later(first: datetime.date, months: int) -> datetime.date:
    whole_months = first.year * 12 + first.month - 1 + months
    return datetime.date(whole_months // 12, whole_months % 12 + 1, 1)


def _month(day: datetime.date) -> str:
    return SHORT_MONTHS[day.month - 1] if is_read_in_thai() else ENGLISH_MONTHS[day.month - 1][:3]
