"""What somebody does here, step by step, in the words that stand on their pages.

A step quotes buttons, links and headings as “…”; a test holds that each of them is said elsewhere in the interface, in
both languages alike, so that a guide cannot drift from what it guides through.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from django.urls import reverse
from django.utils.functional import Promise

Text = str | Promise
QUOTED = re.compile("(“[^”]+”)")


class Part(NamedTuple):
    text: str
    is_quoted: bool
    url: str = ""


class Step(NamedTuple):
    """`at` names the page that the first quoted words open."""

    says: Text
    at: str = ""

    def parts(self) -> Iterator[Part]:
        url = reverse(self.at) if self.at else ""
        for text in filter(None, QUOTED.split(str(self.says))):
            is_quoted = QUOTED.fullmatch(text) is not None
            yield Part(text, is_quoted, url if is_quoted else "")
            url = "" if is_quoted else url


class Guide(NamedTuple):
    key: str
    who: Text
    lede: Text
    steps: list[Step]
