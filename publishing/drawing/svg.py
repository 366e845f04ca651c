"""The few shapes that pictures are made of, as text. Everything that is written goes through `escape`."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from publishing.drawing import palette

# The first is a face of our own, which no reader's machine has.
FACES = "'Thunklang Sarabun', Sarabun, 'Noto Sans Thai', 'Leelawadee UI', Thonburi, sans-serif"
# Of an em, what a letter takes on average in the wider of the faces that a reader may have; marks above and below take nothing.
LETTER = 0.62


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around a drawing: its key for ids, its title, the sentence that reads it, where a place leads to.

    `is_file` is for a drawing that stands alone: it brings its ground, and leads nowhere.
    """

    key: str
    title: str
    sentence: str
    link: Callable[[str], str] | None = None
    is_file: bool = False


def fill(token: str, opacity: float = 1.0) -> str:
    """Attributes of a shape in the colour of a token."""
    thin = f' fill-opacity="{opacity:g}"' if opacity < 1 else ""
    return f'class="p-{token}" fill="{palette.light()[token]}"{thin}'


def stroke(token: str, width: float = 1.0, dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return f'class="s-{token}" fill="none" stroke="{palette.light()[token]}" stroke-width="{width:g}"{dashed}'


def text(
    x: float, y: float, words: str, *, size: float = 12, anchor: str = "", colour: str = "ink", bold: bool = False
) -> str:
    at = f' text-anchor="{anchor}"' if anchor else ""
    weight = ' font-weight="600"' if bold else ""
    return f'<text x="{x:g}" y="{y:g}" font-size="{size:g}"{at}{weight} {fill(colour)}>{escape(words)}</text>'


def rect(x: float, y: float, width: float, height: float, look: str) -> str:
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" {look}/>'


def path(way: str, look: str) -> str:
    return f'<path d="{way}" {look}/>'


def hatch(x: float, y: float, width: float, height: float, *, step: float = 6, colour: str = "ink-soft") -> str:
    """Slanting lines across a rectangle: a pattern that needs no name, so that many pictures stand on one page."""
    ways = []
    for start in _slants(width + height, step):
        left, right = max(0.0, start - height), min(width, start)
        ways.append(f"M{x + left:.1f} {y + start - left:.1f}L{x + right:.1f} {y + start - right:.1f}")
    return path("".join(ways), stroke(colour, 0.8))


def _slants(far: float, step: float) -> list[float]:
    return [step * n for n in range(1, int(far // step) + 1) if step * n < far]


def linked(frame: Frame, code: str, said: str, drawn: str) -> str:
    """A place that can be opened, named in full for whoever does not see it."""
    if frame.link is None or not code or frame.is_file:
        return f"<g>{drawn}</g>"
    return f"<a href={quoteattr(frame.link(code))} aria-label={quoteattr(said)}>{drawn}</a>"


def whole(frame: Frame, width: float, height: float, drawn: list[str], *, scale: float = 1.5) -> str:
    """All of it: an image to whoever listens, or a group of links where there are some."""
    has_links = frame.link is not None and not frame.is_file
    role = "group" if has_links else "img"
    ids = f"{frame.key}-title {frame.key}-desc"
    ground = rect(0, 0, width, height, fill("surface")) if frame.is_file else ""
    # Larger where there is room; a page of less width shrinks it.
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width * scale:g}"'
        f' height="{height * scale:g}" role="{role}" aria-labelledby="{ids}" font-family="{FACES}">'
        f'<title id="{frame.key}-title">{escape(frame.title)}</title>'
        f'<desc id="{frame.key}-desc">{escape(frame.sentence)}</desc>{ground}{"".join(drawn)}</svg>'
    )


def letters(words: str) -> int:
    """How many letters stand side by side: marks above and below a Thai letter take no room."""
    return sum(unicodedata.category(sign) != "Mn" for sign in words)


def width_of(words: str, size: float) -> float:
    return letters(words) * size * LETTER


def fitted(words: str, width: float, size: float) -> str:
    """The words, or as many as fit with an ellipsis; never a letter without its marks."""
    if width_of(words, size) <= width:
        return words
    most = int(width / (size * LETTER)) - 1
    kept = ""
    for sign in words:
        if letters(kept + sign) > most:
            break
        kept += sign
    return f"{kept.rstrip()}…"
