"""A word of the field, as one would explain it to a neighbour."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.functional import Promise

Text = str | Promise


class Word(NamedTuple):
    """`key` is its anchor on the page, and does not change: others link to it."""

    key: str
    term: Text
    means: Text
    met: Text
