"""A picture as a file that stands alone: SVG, and PNG for sharing, which costs a tenth of a second and is kept."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from documents import png as drawn_png
from jobs import clock
from portal import showing, turns
from publishing.drawing import printed
from publishing.figures import Figures
from publishing.pictures import Picture, Scope

WIDTH = 1200
# Of some hundred kilobytes each: six megabytes.
MOST = 60
# In the pixels of the card, of which the file has two for one: what is drawn, and title, sentence and margins around it.
_CARD, _AROUND, _LOWEST, _HIGHEST = 552, 190, 315, 1600

_files: OrderedDict[tuple[str, ...], tuple[Figures, bytes]] = OrderedDict()
_lock = Lock()


def svg(picture: Picture[Any], scope: Scope) -> str:
    figures = showing.figures_of([picture], scope)[picture.key]
    return picture.drawing(figures, showing.frame_of(picture, figures, None))


def png(picture: Picture[Any], scope: Scope, request: HttpRequest) -> bytes:
    """Raises TooMuch. What was drawn stands as long as its figures are the same."""
    figures = showing.figures_of([picture], scope)[picture.key]
    key = (picture.key, scope.province.pk if scope.province else "", str(scope.year), str(get_language()))
    return _found(key, figures) or _draw(key, picture, figures, scope, request)


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


def _draw(key: tuple[str, ...], picture: Picture[Any], figures: Figures, scope: Scope, request: HttpRequest) -> bytes:
    with turns.turn(request):
        # Whoever waited finds what the one before drew.
        if made := _found(key, figures):
            return made
        made = drawn_png.from_html(_card(picture, figures, scope), WIDTH)
    with _lock:
        _files[key] = figures, made
        if len(_files) > MOST:
            _files.popitem(last=False)
    return made


def _card(picture: Picture[Any], figures: Figures, scope: Scope) -> str:
    frame = showing.frame_of(picture, figures, None)
    drawing, height = printed(picture.drawing(figures, frame), _CARD)
    context = {
        "title": frame.title,
        "sentence": frame.sentence,
        "drawing": mark_safe(drawing),  # noqa: S308  # what drawings write is escaped there
        "province": scope.province,
        "year": scope.year if picture.is_of_year else None,
        "height": round(min(_HIGHEST, max(_LOWEST, height + _AROUND))),
        "today": clock.today(),
    }
    return render_to_string("portal/picture_card.html", context)
