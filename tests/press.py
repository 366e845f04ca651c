"""Draws each paper and each picture once a worker: the same HTML gives the same bytes, and a paper costs a third of a second.

Nothing is taken from here under a patch or another setting, and `cold_press` draws anew, for tests of the press itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from documents import pdf, png
from jobs.registry import Step
from tests.scenes import walked

ENOUGH = 400  # of some fifty kilobytes each
STAGES = 4
PAPER, PICTURE = pdf.from_html, png.from_html
_made: dict[Any, bytes] = {}


def paper(
    html: str,
    *,
    facts: bytes = b"",
    attached: Mapping[str, bytes] = MappingProxyType({}),
    pictures: pdf.Pictures = MappingProxyType({}),
    step: Step = lambda done, total: None,
) -> bytes:
    """In place of `documents.pdf.from_html`."""
    key = (html, facts, tuple(attached.items()), tuple(pictures.items()))
    if key in _made and not walked.is_patched():
        for done in range(1, STAGES + 1):
            step(done, STAGES)
    return _once(key, lambda: PAPER(html, facts=facts, attached=attached, pictures=pictures, step=step))


def picture(html: str, width: int) -> bytes:
    """In place of `documents.png.from_html`."""
    return _once((html, width), lambda: PICTURE(html, width))


def _once(key: Any, draw: Callable[[], bytes]) -> bytes:
    if walked.is_patched():
        return draw()
    if key not in _made:
        made = draw()
        if len(_made) >= ENOUGH:
            del _made[next(iter(_made))]
        _made[key] = made
    return _made[key]
