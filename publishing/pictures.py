"""The port of pictures: each room says in its own `pictures.py` what can be seen of its rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from django.utils.functional import Promise

from places.models import Province
from publishing.drawing import Frame
from publishing.figures import Bars, Courses, Flow, Tiles
from wiring.ports import Port

Seen = TypeVar("Seen", Tiles, Flow, Courses, Bars)


class Scope(NamedTuple):
    """Of what a picture is: a province or, where there is none, the country; in a fiscal year (B.E.)."""

    province: Province | None
    year: int


@dataclass(frozen=True, slots=True)
class Picture(Generic[Seen]):
    """`asked` finds the figures, `sentence` reads them in the reader's language, `drawing` shows them.

    `is_of_country` says that it can be asked without a province; `is_of_year` that another year is another picture.
    """

    key: str
    title: Promise
    asked: Callable[[Scope], Seen]
    sentence: Callable[[Seen], str]
    drawing: Callable[[Seen, Frame], str]
    is_of_year: bool = True
    is_of_country: bool = False


PICTURES: Port[Picture[Any]] = Port(
    "publishing.pictures",
    "what can be seen of a province in a fiscal year; asked without locks, kept until something happens there",
)


def provide(*pictures: Picture[Any], by: str) -> None:
    for picture in pictures:
        PICTURES.provide(picture.key, picture, by=by)
