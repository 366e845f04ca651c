"""Renders every paper of the database it is run in and says how each comes out, as JSON; see `test_demo_papers.py`."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from html import unescape

import django

django.setup()

from documents import paper, printable, services  # noqa: E402
from documents.models import Document  # noqa: E402
from tests.paper import archive, reading  # noqa: E402

# The foot of later pages is no word of the paper: one page has none of it, and the readers leave it out.
_NOT_TEXT = re.compile(r'<head>.*?</head>|<svg.*?</svg>|<div id="footer">.*?</div>|<[^>]+>', re.DOTALL)


def words(document: Document) -> set[str]:
    """Every word that the paper shows, as its own template sets it."""
    text = printable.shown(unescape(_NOT_TEXT.sub(" ", paper.html_of(document))))
    return {word for word in text.split() if re.search(r"\w", word)}


def main() -> None:
    kinds: Counter[str] = Counter()
    lost: dict[str, list[str]] = {}
    wanted = 0
    for pk in Document.objects.order_by("pk").values_list("pk", flat=True):
        document = services.render(pk)
        made, wished = services.pdf(document), words(document)
        kinds[document.kind] += 1
        wanted += len(wished)
        missing = [word for read in reading.READERS.values() for word in reading.missing(wished, read(made))]
        if wrong := missing + archive.complaints(made):
            lost[f"{document.kind} {document.number}"] = wrong
    sys.stdout.write(
        json.dumps({"papers": dict(sorted(kinds.items())), "words": wanted, "wrong": lost}, ensure_ascii=False) + "\n"
    )


main()
