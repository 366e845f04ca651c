"""White space where a line of a paper begins or ends: taken away, for no reader sees it.

The style collapses it anyway, but beside an inline element WeasyPrint would make an empty element of it in the tagged
PDF, which is read aloud. So it does not matter to a paper how its template is broken into lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

# What the style sets beside its neighbours; every other element begins and ends a line of its own.
_INLINE = frozenset(["a", "b", "dd", "dt", "em", "i", "img", "small", "span", "strong", "sub", "sup"])
# As CSS means it: a space that does not break is none of it.
_WHITE = " \t\n\r\f"
_SVG = "{http://www.w3.org/2000/svg}svg"


@dataclass(frozen=True, slots=True)
class _Text:
    element: Any
    place: Literal["text", "tail"]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A picture, or a box that the style draws: it has no text, and white space beside it is seen."""


def close(root: Any) -> None:
    """Strip every line below the element `body`, in place."""
    for body in root.iter("body"):
        line: list[_Text | _Drawn] = []
        for part in _parts(body):
            if part is not None:
                line.append(part)
                continue
            _strip(line, str.lstrip)
            _strip(reversed(line), str.rstrip)
            line = []


def _parts(element: Any) -> Iterator[_Text | _Drawn | None]:
    """What the lines are made of, in order; None where one ends."""
    if element.tag == _SVG or (element.tag in _INLINE and not len(element) and not element.text):
        yield _Drawn()
        return
    edge = [] if element.tag in _INLINE else [None]
    yield from edge
    yield _Text(element, "text")
    for child in element:
        yield from _parts(child)
        yield _Text(child, "tail")
    yield from edge


def _strip(line: Iterable[_Text | _Drawn], strip: Any) -> None:
    """From one end up to the first thing that is seen."""
    for part in line:
        if isinstance(part, _Drawn):
            return
        text = strip(getattr(part.element, part.place) or "", _WHITE)
        setattr(part.element, part.place, text)
        if text:
            return
