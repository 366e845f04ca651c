"""Names of places are not broken at the end of a line on a screen: `{{ row.organisation|named }}`.

A browser breaks Thai by its dictionary, which knows few names: ดอย|ฮาง reads as two words. Nothing is put into the text,
so that what is copied or searched for is the name as it is written; a name that is wider than the screen still breaks.
"""

from __future__ import annotations

import re
from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

_THAI = "[ก-\u0e4e]"
# What a place is, with its name; a committee is called by its amphoe.
_PLACE = re.compile(rf"(?:(?:ตำบล|อำเภอ|จังหวัด|เทศบาล){_THAI}{{2,24}}|(?<=ก\.บ\.อ\. ){_THAI}{{2,24}})")
# A name that stands alone.
_ALONE = re.compile(rf"{_THAI}{{2,24}}")


@register.filter
def named(text: Any) -> SafeString:
    """The text, each name of a place in it kept on one line."""
    escaped = str(conditional_escape(text))
    pattern = _ALONE if _ALONE.fullmatch(escaped) else _PLACE
    return mark_safe(pattern.sub(_kept, escaped))  # noqa: S308  # escaped above


def _kept(found: re.Match[str]) -> str:
    return f'<span class="name">{found[0]}</span>'
