"""What everybody will read of a request: its council opens words that name nobody, and closes others."""

from __future__ import annotations

from django.utils.translation import gettext as _

from audit.errors import Invalid
from audit.log import record, recorded
from audit.machine import finish
from people.actors import Actor
from requests import closed
from requests.facts import WordsChosenFacts
from requests.models import BudgetRequest
from requests.public_edition import as_read
from requests.services.rows import locked
from requests.verbs import VERBS

MOST = 200  # words of either kind
SHORTEST, LONGEST = 2, 200  # letters


@recorded
def choose_words(pk: int, *, shown: list[str], withheld: list[str], version: int, actor: Actor) -> BudgetRequest:
    """Keep which of the pieces that the gate would hide stand in the open edition, and which words are hidden besides.

    `shown` are pieces that are hidden and not surely somebody's; `withheld` are words of the request. What is no longer
    written is forgotten. Raises Invalid, naming the word.
    """
    row = locked(pk, version=version)
    VERBS.require("choose_words", actor, row)
    row.words_withheld = _withheld(row, withheld)
    may_open = {one.piece for one in closed.closed(row) if not one.is_sure}
    for piece in shown:
        if piece not in may_open:
            raise Invalid(_("“%(word)s” stays hidden.") % {"word": piece}, code="word_stays_hidden", field="shown")
    row.words_shown = sorted(set(shown))
    finish(row, fields=("words_shown", "words_withheld"))
    facts = WordsChosenFacts(shown=len(row.words_shown), withheld=len(row.words_withheld))
    record("request.words_chosen", tree=row.province_id, subject=row.subject, actor=actor, facts=facts)
    return row


def _withheld(row: BudgetRequest, words: list[str]) -> list[str]:
    if len(words) > MOST:
        raise Invalid(_("At most %(most)s words.") % {"most": MOST}, code="too_many_words", field="withheld")
    text, found = closed.texts(row), []
    for word in map(as_read, words):
        if not SHORTEST <= len(word) <= LONGEST:
            raise Invalid(_("Give each word with two letters or more."), code="word_too_short", field="withheld")
        if word not in text:
            raise Invalid(
                _("“%(word)s” does not stand in the request.") % {"word": word}, code="no_such_word", field="withheld"
            )
        found.append(word)
    return sorted(set(found))
