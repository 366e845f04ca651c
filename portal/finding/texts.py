"""What a request says at length, to be found by: its open edition as it stands on its page, and the names of its open files.

All of it has passed the gate as it is today; what was taken back is no longer among it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from documents.models import Document
from portal.finding.kinds import Kind
from portal.models import Findable, FindableText
from requests import opened
from requests.models import BudgetRequest
from requests.public_edition import again, words
from thai import letters
from wiring.refs import Ref

# Letters of one request that are kept: the reasons and the way of working; who wrote more is found by the beginning.
MOST = 3_000
_AROUND = 45  # letters shown on either side of what was found


def of_requests(rows: Iterable[BudgetRequest]) -> dict[str, str]:
    """By subject. Two questions, however many rows."""
    listed = list(rows)
    said: dict[str, list[str]] = defaultdict(list)
    papers = Document.objects.filter(
        subject__in=[row.subject for row in listed], kind="public_proposal", replaced_by=None
    )
    for subject, facts in papers.values_list("subject", "facts"):
        said[subject] += _said(again(facts, *_PARTS))
    for one in opened.shown(*(row.pk for row in listed)):
        subject = str(Ref("request", one.attachment.budget_request_id))
        said[subject] += [words(one.attachment.title), words(one.alt)]
    return {row.subject: " · ".join(filter(None, said[row.subject]))[:MOST] for row in listed}


_PARTS = ("rationale", "method", "activities", "outputs", "outcomes", "beneficiaries", "villages")
_UNSAID = {"starts_on", "ends_on", "no", "position"}


def _said(told: Any) -> Iterator[str]:
    """Every text of it, in the order in which it stands."""
    if isinstance(told, Mapping):
        for name, value in told.items():
            yield from [] if name in _UNSAID else _said(value)
    elif isinstance(told, list):
        for value in told:
            yield from _said(value)
    elif isinstance(told, str):
        yield " ".join(told.split())


def row(line: Findable, said: str) -> FindableText:
    """With its marks: every three letters of each text, and what filters ask for."""
    folded = [letters.fold(part) for part in said.split(" · ")]
    marks = [f"={line.kind}", *(f"={tag}" for tag in line.tags)]
    marks += [gram for part in folded for gram in letters.grams(part)]
    return FindableText(key=" ".join(folded), said=said, marks=list(dict.fromkeys(marks)))


def around(rows: list[Findable], typed: str) -> dict[int, str]:
    """Where what was typed stands in the text of each row, with what is around it; nothing where its own line says it."""
    word = next(iter(typed.split()), "")
    asked = [one.pk for one in rows if one.kind == Kind.REQUEST and word and word not in one.title]
    found = FindableText.objects.filter(findable__in=asked).values_list("findable", "said")
    return {pk: shown for pk, said in found if (shown := _cut(said, word))}


def _cut(said: str, word: str) -> str:
    found = re.search(re.escape(word), said, re.IGNORECASE)
    if found is None:
        return ""
    before, after = said[: found.start()], said[found.end() :]
    left, right = before[-_AROUND:], after[:_AROUND]
    # Thai parts sentences by spaces: cut there, or a vowel would stand without its letter.
    if len(before) > _AROUND:
        left = f"…{left.partition(' ')[2]}"
    if len(after) > _AROUND:
        right = f"{right.rpartition(' ')[0]}…"
    return f"{left}{found[0]}{right}"
