"""A drawing for WeasyPrint, to be printed or on the way to PNG: the same shapes, its words as HTML above them.

WeasyPrint sets the text of an SVG letter by letter, and so the marks of Thai letters upon each other (70.0: `svg/text.py`).
Words of HTML are shaped whole, found again in the PDF, and stand where the drawing says.
"""

from __future__ import annotations

import re

_TEXT = re.compile(
    r'<text x="(?P<x>[-\d.]+)" y="(?P<y>[-\d.]+)" font-size="(?P<size>[\d.]+)"(?: text-anchor="(?P<anchor>\w+)")?'
    r'(?P<bold> font-weight="600")? class="[\w-]+" fill="(?P<fill>#\w+)">(?P<words>[^<]*)</text>'
)
_BOX = re.compile(r'viewBox="0 0 (?P<width>[\d.]+) (?P<height>[\d.]+)" width="(?P<drawn>[\d.]+)" height="[\d.]+"')
# From the top of a line that is as high as its letters down to where Sarabun's stand.
_BASELINE = 0.918
_ROOM = 400


def printed(drawing: str, most: float) -> tuple[str, float]:
    """The drawing as HTML of inline styles, at most `most` CSS pixels wide, and how high it is."""
    box = _BOX.search(drawing)
    assert box is not None
    width, height = float(box["width"]), float(box["height"])
    scale = min(most, float(box["drawn"])) / width
    size = f"width: {width * scale:.1f}px; height: {height * scale:.1f}px"
    shapes = _BOX.sub(
        f'viewBox="0 0 {width:g} {height:g}" width="{width * scale:.1f}" height="{height * scale:.1f}"', drawing
    )
    words = "".join(_word(found, scale) for found in _TEXT.finditer(drawing))
    html = f'<div style="position: relative; margin: 0 auto; {size}">{_TEXT.sub("", shapes)}{words}</div>'
    return html, height * scale


def _word(found: re.Match[str], scale: float) -> str:
    x, y, size = (float(found[name]) * scale for name in ("x", "y", "size"))
    left, side = {"middle": (x - _ROOM / 2, "center"), "end": (x - _ROOM, "right")}.get(found["anchor"], (x, "left"))
    weight = "bold" if found["bold"] else "normal"
    return (
        f'<span style="position: absolute; left: {left:.1f}px; top: {y - _BASELINE * size:.1f}px; width: {_ROOM}px;'
        f" font-size: {size:.1f}px; line-height: 1; white-space: nowrap; text-align: {side}; font-weight: {weight};"
        f' color: {found["fill"]}">{found["words"]}</span>'
    )
