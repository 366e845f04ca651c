"""A picture as a file that stands alone: SVG, and PNG for sharing, which costs a tenth of a second and is kept."""

from __future__ import annotations

import re
from collections import OrderedDict
from threading import Lock
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from documents import png as drawn_png
from doors import limits, network
from doors.limits import Key, Limit
from jobs import clock
from portal import showing
from publishing.figures import Figures
from publishing.pictures import Picture, Scope

WIDTH = 1200
# Of some hundred kilobytes each: six megabytes.
MOST = 60
# A province has about as many pictures as this; whoever shares them draws each once.
DRAWN = Limit("picture", 20, 60)
_PATIENCE = 3.0
# In the pixels of the card, of which the file has two for one: what is drawn, and title, sentence and margins around it.
_CARD, _AROUND, _LOWEST, _HIGHEST = 552, 190, 315, 1600
_BOX = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)" width="([\d.]+)"')

_files: OrderedDict[tuple[str, ...], tuple[Figures, bytes]] = OrderedDict()
_lock = Lock()
_drawing = Lock()


class TooMuch(Exception):
    """Too many pictures are drawn, by this network or by all together."""


def svg(picture: Picture[Any], scope: Scope) -> str:
    figures = showing.figures_of([picture], scope)[picture.key]
    return picture.drawing(figures, showing.frame_of(picture, figures, None))


def png(picture: Picture[Any], scope: Scope, address: str) -> bytes:
    """Raises TooMuch. What was drawn stands as long as its figures are the same."""
    figures = showing.figures_of([picture], scope)[picture.key]
    key = (picture.key, scope.province.pk if scope.province else "", str(scope.year), str(get_language()))
    return _found(key, figures) or _draw(key, picture, figures, scope, address)


def forget() -> None:
    with _lock:
        _files.clear()


def _found(key: tuple[str, ...], figures: Figures) -> bytes | None:
    with _lock:
        kept = _files.get(key)
        if kept is None or kept[0] != figures:
            return None
        _files.move_to_end(key)
        return kept[1]


def _draw(key: tuple[str, ...], picture: Picture[Any], figures: Figures, scope: Scope, address: str) -> bytes:
    asker = Key(DRAWN, network.of(address))
    if limits.spent([asker]) or not _drawing.acquire(timeout=_PATIENCE):
        raise TooMuch
    try:
        limits.miss([asker])
        made = drawn_png.from_html(_card(picture, figures, scope), WIDTH)
    finally:
        _drawing.release()
    with _lock:
        _files[key] = figures, made
        if len(_files) > MOST:
            _files.popitem(last=False)
    return made


def _card(picture: Picture[Any], figures: Figures, scope: Scope) -> str:
    frame = showing.frame_of(picture, figures, None)
    drawing = mark_safe(picture.drawing(figures, frame))  # noqa: S308  # what drawings write is escaped there
    year = scope.year if picture.is_of_year else None
    context = {"title": frame.title, "sentence": frame.sentence, "drawing": drawing, "province": scope.province}
    height = min(_HIGHEST, max(_LOWEST, _height(drawing) + _AROUND))
    return render_to_string(
        "portal/picture_card.html", {**context, "year": year, "height": round(height), "today": clock.today()}
    )


def _height(drawing: str) -> float:
    """What the drawing takes in a card: as wide as the card where it is wide, its own width where it is narrow."""
    found = _BOX.search(drawing)
    assert found
    width, height, scale = map(float, found.groups())
    return height * min(_CARD / width, float(scale) / width)
