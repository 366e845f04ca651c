"""Words in table cells that no line could hold, such as addresses, cut into pieces that stay side by side while they fit.

`overflow-wrap: anywhere` would do the same, but it measures a cell letter by letter: three times the time of a paper,
and minutes for a cell of ten thousand letters. Thai phrases have breaks enough of their own and stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

from weasyprint.text.line_break import get_log_attrs

_LONG = 16
_PIECE = 8
_RUN = re.compile(rf"\S{{{_LONG + 1},}}")
# The rest of a text is measured anew from every break on: a text without end is handed over in parts.
_MEASURED = 100
_PIECE_STYLE = "display: inline-block; text-indent: 0"

Part = tuple[str, str | None]


def cut(root: Any) -> None:
    """Cut the long words in the cells below the element, in place."""
    for cell in (*root.iter("td"), *root.iter("th")):
        for element in list(cell.iter()):
            _cut_text(element)
            for child in list(element):
                _cut_tail(element, child)


def _cut_text(element: Any) -> None:
    if element.text and _RUN.search(element.text):
        element.text, spans = _laid(element.text)
        element[0:0] = spans


def _cut_tail(parent: Any, child: Any) -> None:
    if child.tail and _RUN.search(child.tail):
        child.tail, spans = _laid(child.tail)
        at = list(parent).index(child) + 1
        parent[at:at] = spans


def _laid(text: str) -> tuple[str, list[Any]]:
    """The text before the first piece, and the pieces, each with the text after it."""
    lead, spans = "", []
    for part, style in _parts(text):
        if style is not None:
            spans.append(Element("span", style=style))
            spans[-1].text = part
        elif spans:
            spans[-1].tail = (spans[-1].tail or "") + part
        else:
            lead += part
    return lead, spans


def _parts(text: str) -> Iterator[Part]:
    at = 0
    for run in _RUN.finditer(text):
        yield text[at : run.start()], None
        yield from _of_run(run[0])
        at = run.end()
    yield text[at:], None


def _of_run(run: str) -> Iterator[Part]:
    attributes = get_log_attrs(run, "th")
    breaks = [at for at in range(1, len(run)) if attributes[at].is_line_break]
    whole = 0
    for start, end in pairwise([0, *breaks, len(run)]):
        if end - start > _LONG:
            yield run[whole:start], None
            letters = [at for at in range(start, end) if attributes[at].is_cursor_position]
            yield from ((run[first:last], _PIECE_STYLE) for first, last in pairwise([*letters[::_PIECE], end]))
            whole = end
        elif end - whole > _MEASURED:
            yield run[whole:end], ""
            whole = end
    yield run[whole:], None
