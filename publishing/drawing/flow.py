"""Money from where it came (left) to what it is for (right): ribbons as thick as their amounts, named at both ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from publishing.drawing.palette import light
from publishing.drawing.svg import Frame, fill, fitted, path, rect, text, whole
from publishing.drawing.words import short
from publishing.figures import Flow, Unit

WIDTH = 360
_THICK = 240  # what the whole sum takes
_GAP, _NODE = 34, 8
_SIDE_TEXT = 172
MOST = 8  # on a side; the rest is one


@dataclass
class _End:
    """One source or aim: where it stands, and how far down its ribbons have come."""

    name: str
    amount: int
    top: float = 0.0
    used: float = 0.0


def flow(figures: Flow, frame: Frame) -> str:
    links = [(str(link.source), str(link.target), link.amount) for link in figures.links if link.amount > 0]
    total = sum(amount for *_names, amount in links)
    if not total:
        return whole(frame, WIDTH, 20, [])
    scale = _THICK / total
    left, right = _ends((one for one, _to, _n in links), links, 0), _ends((to for _one, to, _n in links), links, 1)
    height = max(_placed(left, scale), _placed(right, scale))
    ribbons = [_ribbon(left[one], right[to], amount * scale) for one, to, amount in _grouped(links, left, right)]
    drawn = [*ribbons, *_named(left, scale, is_left=True), *_named(right, scale, is_left=False)]
    return whole(frame, WIDTH, height, drawn)


_Links = list[tuple[str, str, int]]


def _ends(names: Iterable[str], links: _Links, side: int) -> dict[str, _End]:
    """By name, the largest first; those beyond the most are one."""
    sums = {name: sum(link[2] for link in links if link[side] == name) for name in dict.fromkeys(names)}
    ordered = sorted(sums.items(), key=lambda one: -one[1])
    kept = ordered if len(ordered) <= MOST else ordered[: MOST - 1]
    ends = {name: _End(name, amount) for name, amount in kept}
    if rest := sum(sums.values()) - sum(end.amount for end in ends.values()):
        ends[_("others")] = _End(_("others"), rest)
    return ends


def _grouped(links: _Links, left: dict[str, _End], right: dict[str, _End]) -> _Links:
    """In the order of both sides, so that ribbons cross as little as they must."""
    sums: dict[tuple[str, str], int] = {}
    for one, to, amount in links:
        ends = one if one in left else _("others"), to if to in right else _("others")
        sums[ends] = sums.get(ends, 0) + amount
    return [(one, to, sums[one, to]) for one in left for to in right if (one, to) in sums]


def _placed(ends: dict[str, _End], scale: float) -> float:
    top = 0.0
    for end in ends.values():
        end.top = top + _GAP
        top = end.top + max(end.amount * scale, 1)
    return top + 4


def _ribbon(one: _End, to: _End, thick: float) -> str:
    """Its edge is drawn too: two that lie on each other are still two."""
    y1, y2 = one.top + one.used, to.top + to.used
    one.used, to.used = one.used + thick, to.used + thick
    x1, x2, half = _NODE, WIDTH - _NODE, WIDTH / 2
    way = (
        f"M{x1} {y1:.1f}C{half:g} {y1:.1f} {half:g} {y2:.1f} {x2} {y2:.1f}V{y2 + thick:.1f}"
        f"C{half:g} {y2 + thick:.1f} {half:g} {y1 + thick:.1f} {x1} {y1 + thick:.1f}Z"
    )
    return path(way, f'{fill("accent", 0.24)} stroke="{light()["accent"]}" stroke-width="0.5"')


def _named(ends: dict[str, _End], scale: float, *, is_left: bool) -> list[str]:
    x, anchor, bar = (0, "", 0) if is_left else (WIDTH, "end", WIDTH - _NODE)
    drawn = []
    for end in ends.values():
        drawn.append(rect(bar, end.top, _NODE, max(end.amount * scale, 1), fill("accent")))
        drawn.append(text(x, end.top - 18, fitted(end.name, _SIDE_TEXT, 12), size=12, anchor=anchor))
        drawn.append(text(x, end.top - 4, short(end.amount, Unit.BAHT), size=12, anchor=anchor, bold=True))
    return drawn
