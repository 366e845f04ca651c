"""The pictures of the guides: of which steps there is one, and how large it is, so that nothing moves when it comes."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.templatetags.static import static
from django.utils.translation import get_language, gettext

from portal.help.guides.guide import Guide, Step

FOLDER = Path(settings.BASE_DIR) / "static" / "guides"
SIZES = Path(__file__).with_name("pictures.json")


class Picture(NamedTuple):
    """`alt` names what has a ring around it."""

    url: str
    width: int
    height: int
    alt: str


def steps(guide: Guide) -> list[tuple[Step, Picture | None]]:
    """Each step with its picture, if it has one."""
    return [(step, _of(guide.key, number, step)) for number, step in enumerate(guide.steps, 1)]


def _of(guide: str, number: int, step: Step) -> Picture | None:
    """In the reader's language: a page in another one shows nobody where to press."""
    size = _sizes().get(f"{guide}-{number}")
    if size is None:
        return None
    language = "th" if (get_language() or "th").startswith("th") else "en"
    words = " ".join(part.text for part in step.parts() if part.is_quoted)
    alt = gettext("The page of this step, with rings around what to press: %(words)s") % {"words": words}
    return Picture(static(f"guides/{language}/{guide}-{number}.webp"), *size, alt)


@cache
def _sizes() -> dict[str, tuple[int, int]]:
    return {key: (width, height) for key, (width, height) in json.loads(SIZES.read_text(encoding="utf-8")).items()}
