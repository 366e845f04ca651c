"""Says where a row of open data has its page for people."""

from functools import partial
from typing import Any

from django.urls import reverse

from publishing.datasets import PAGES


def _page(name: str, key: Any) -> str:
    return reverse(name, args=[key])


for _word in ("request", "voucher", "agreement", "resolution", "meeting"):
    PAGES.provide(_word, partial(_page, f"portal:{_word}"), by=__name__)
