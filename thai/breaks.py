"""Where words begin in unspaced Thai: libthai's dictionary, as it breaks the lines of papers.

Names are in no dictionary and fall to pieces ("ภา|นุวัฒน์"); the everyday words around them do not.
"""

from __future__ import annotations

from functools import lru_cache

from weasyprint.text.line_break import get_log_attrs


@lru_cache(maxsize=5_000)
def starts(text: str) -> tuple[int, ...]:
    """The places at which a word begins or the text ends, in order."""
    attributes = get_log_attrs(text, "th")
    return (0, *(place for place in range(1, len(text)) if attributes[place].is_line_break), len(text))
