"""How every letter reads: one thing that happened or is to be done, until when, and one link that lands on it.

Letters are forwarded and lie open in offices. So whatever somebody typed goes in as everybody may read it; what is hidden stands
behind the link, for who may see it there. An address says nothing about its reader's language: the letter is in Thai, and says
itself once more, shortly, in English.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import pgettext

from notices.models import Notice
from people.effects import Says
from publishing import gate
from thai import dates

# Longer subjects are cut off where they are listed, on a telephone sooner.
LONGEST_SUBJECT = 120
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(T|$)")
_LINK = re.compile(r"https?://\S+")


class Letter(NamedTuple):
    """`says` in short paragraphs, `facts` are pairs of a word and what it is; `english` says it again."""

    title: str
    says: Sequence[str]
    link: str = ""
    facts: Sequence[tuple[str, str]] = ()
    english: Sequence[str] = ()
    # Whether it comes because of a seat, so that it may say how to get fewer.
    is_of_seat: bool = False


class Parts(NamedTuple):
    """What is sent: the same twice, for readers that show no pages and for those that do."""

    subject: str
    text: str
    html: str


def of(kind: str, url: str, facts: Mapping[str, object]) -> Letter:
    """What a notice tells, as a letter."""
    told = Notice(kind=kind, facts={name: _open(value) for name, value in facts.items()})
    link = settings.SITE_URL + url
    with translation.override("en"):
        english = [told.text, *filter(None, [told.title])]
    with translation.override("th"):
        subject = f"{told.text} · {told.title}" if told.title else told.text
        pairs = [
            (pgettext("letter", "About"), told.title),
            (pgettext("letter", "Until"), _day(facts.get("due_on"))),
            (pgettext("letter", "Reason"), told.reason),
        ]
        said = [pair for pair in pairs if pair[1]]
        return Letter(subject, [told.text], link, said, english, is_of_seat=True)


def plain(says: Says) -> Letter:
    """A letter about signing in, as whoever writes it says it: its first address on the web is where it leads."""
    with translation.override("en"):
        english = _lines(says()[1])
    with translation.override("th"):
        title, words = says()
    found = _LINK.search(words)
    link = found[0] if found else ""
    return Letter(title, [line for line in _lines(words) if line != link], link, (), [e for e in english if e != link])


def parts(letter: Letter) -> Parts:
    subject = " ".join(letter.title.split())
    short = subject if len(subject) <= LONGEST_SUBJECT else f"{subject[: LONGEST_SUBJECT - 1]}…"
    told = {"letter": letter, "site": settings.SITE_URL}
    with translation.override("th"):
        text = render_to_string("notices/letter.txt", told)
        return Parts(
            short, re.sub(r"\n{3,}", "\n\n", text).strip() + "\n", render_to_string("notices/letter.html", told)
        )


def _lines(words: str) -> list[str]:
    return [line.strip() for line in words.splitlines() if line.strip()]


def _open(value: object) -> object:
    """What somebody typed, as everybody may read it; a day or a moment was typed by nobody."""
    return gate.words(value) if isinstance(value, str) and not _DAY.match(value) else value


def _day(value: object) -> str:
    if isinstance(value, str) and value:
        value = date.fromisoformat(value[:10])
    return dates.read_long(value) if isinstance(value, date) else ""
