"""How far a request is written: each of the nine questions truly "not started", "begun" or "clear", and where a gap is mended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from requests import asked, reports, screens
from requests.landing import Landed
from requests.models import BudgetRequest
from requests.screens import Question, Screen

NOT_STARTED, BEGUN, CLEAR = "draft", "moving", "done"  # as `components/state_tag.html` draws them
WORDS = {
    NOT_STARTED: pgettext_lazy("a question", "Not started"),
    BEGUN: pgettext_lazy("a question", "Begun"),
    CLEAR: pgettext_lazy("a question", "Clear"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """One question as it stands; `screen` is where to go on with it."""

    question: Question
    ask: str | Promise
    kind: str
    screen: Screen
    gaps: tuple[Landed, ...]

    @property
    def word(self) -> str | Promise:
        return WORDS[self.kind]

    @property
    def may_stay(self) -> bool:
        """Whether a request leaves without it."""
        return not self.question.sections


def of(row: BudgetRequest, gaps: Iterable[Landed]) -> list[Standing]:
    """The nine in their order, and the papers; `row` was read with its rows."""
    found = list(gaps)
    return [_one(row, question, found) for question in (*screens.NINE, screens.PAPERS)]


def _one(row: BudgetRequest, question: Question, gaps: list[Landed]) -> Standing:
    own = tuple(gap for gap in gaps if gap.section in question.sections)
    kept = _is_kept(row, question)
    kind = NOT_STARTED if not kept else BEGUN if own else CLEAR
    here = own[0].screen if own else screens.BY_KEY[question.screen]
    return Standing(question, asked.NINE[question.key], kind, here, own)


def _is_kept(row: BudgetRequest, question: Question) -> bool:
    """Whether a word of it is on the server. What needs nothing is not clear for that."""
    if question is screens.PAPERS:
        return bool(reports.papers_of(row))
    written = any(getattr(row, name) for name in question.fields)
    return written or any(_rows(row, model) for model in question.rows)


def _rows(row: BudgetRequest, model: type) -> bool:
    return bool(getattr(row, f"{model.__name__.lower()}_set").all())


def is_blank(row: BudgetRequest, screen: Screen) -> bool:
    """Whether nothing of this screen is kept yet."""
    if screen.key == "attachments":
        return not reports.papers_of(row)
    written = any(getattr(row, name) for name in screen.fields)
    return not written and not any(_rows(row, model) for model in screen.rows)
