"""A picture as a file that stands alone: SVG, and PNG for sharing, which costs a tenth of a second and is kept."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from documents import png as drawn_png
from jobs import clock
from places.models import District, Province
from portal import showing, turns
from portal.pictures import REACH
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


@dataclass(frozen=True, slots=True)
class Seen:
    """What a file is of: the figures, of which place (its code, "" the country's), and of which year where it is of one."""

    picture: Picture[Any]
    figures: Figures
    code: str = ""
    place: Province | District | None = None
    year: int | None = None

    @property
    def key(self) -> tuple[str, ...]:
        return (self.picture.key, self.code, str(self.year), str(get_language()))


def of(picture: Picture[Any], scope: Scope) -> Seen:
    figures = showing.figures_of([picture], scope)[picture.key]
    year = scope.year if picture.is_of_year else None
    return Seen(picture, figures, scope.province.pk if scope.province else "", scope.province, year)


def of_amphoe(district: District) -> Seen:
    """Where in an amphoe the money came."""
    return Seen(REACH, showing.figures_of_amphoe(district), district.pk, district)


def svg(seen: Seen) -> str:
    return seen.picture.drawing(seen.figures, showing.frame_of(seen.picture, seen.figures, None))


def png(seen: Seen, request: HttpRequest) -> bytes:
    """Raises TooMuch. What was drawn stands as long as its figures are the same."""
    return _found(seen) or _draw(seen, request)


def forget() -> None:
    with _lock:
        _files.clear()


def _found(seen: Seen) -> bytes | None:
    with _lock:
        kept = _files.get(seen.key)
        if kept is None or kept[0] != seen.figures:
            return None
        _files.move_to_end(seen.key)
        return kept[1]


def _draw(seen: Seen, request: HttpRequest) -> bytes:
    with turns.turn(request):
        # Whoever waited finds what the one before drew.
        if made := _found(seen):
            return made
        made = drawn_png.from_html(_card(seen), WIDTH)
    with _lock:
        _files[seen.key] = seen.figures, made
        if len(_files) > MOST:
            _files.popitem(last=False)
    return made


def _card(seen: Seen) -> str:
    frame = showing.frame_of(seen.picture, seen.figures, None)
    drawing, height = printed(svg(seen), _CARD)
    context = {
        "title": frame.title,
        "sentence": frame.sentence,
        "drawing": mark_safe(drawing),  # noqa: S308  # what drawings write is escaped there
        "province": seen.place,
        "year": seen.year,
        "height": round(min(_HIGHEST, max(_LOWEST, height + _AROUND))),
        "today": clock.today(),
    }
    return render_to_string("portal/picture_card.html", context)
