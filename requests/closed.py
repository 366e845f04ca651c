"""What the open edition closes of a request's words, to be looked at by its council before it sends them.

The gate cannot know that "นางแล" is a place and that "ต้อม" is somebody: what it is not sure of waits hidden until the council
says that it names nobody, and what it has overlooked the council withholds. Telephone, account and citizen numbers and persons
who are known to take part stay hidden whatever anybody says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from requests import papers, public_edition
from requests.models import Activity, BudgetRequest
from requests.public_edition import Choice
from requests.sections import ALL, Section

AROUND = 40  # letters shown on either side
MANY_DIGITS = 9  # a telephone number's at least
_DIGIT = re.compile("[0-9๐-๙]")
_IS_A_PLACE = re.compile(r"[0-9๐-๙]{1,3}\.[0-9๐-๙]{3,}")


@dataclass(frozen=True, slots=True)
class Closed:
    """A piece that is taken out, and where it stands. `is_sure`: nobody may open it."""

    section: Section
    before: str
    piece: str
    after: str
    is_sure: bool
    is_shown: bool = False


def closed(row: BudgetRequest) -> list[Closed]:
    """Each piece once, in the order of the paper; those that the council opened among them."""
    found: dict[str, Closed] = {}
    for one in _pieces(row, papers.choice_of(row)):
        found.setdefault(one.piece, one)
    return list(found.values())


def _pieces(row: BudgetRequest, choice: Choice) -> Iterator[Closed]:
    persons = [*papers.known_persons(row), *filter(None, (getattr(row, name) for name in _PERSONS))]
    surely, names = public_edition.any_of(persons), public_edition.any_of([*persons, *choice.withheld])
    for section, texts in _written(row):
        for text in texts:
            yield from _in_text(section, text, names, surely, choice)
        for who in _who(row, section):
            if not public_edition.is_an_office(who):
                yield Closed(section, "", who, "", bool(surely.search(who)), who in choice.shown)


def _in_text(
    section: Section, text: str, names: re.Pattern[str], surely: re.Pattern[str], choice: Choice
) -> Iterator[Closed]:
    read = public_edition.as_read(text)
    for start, end in public_edition.closed(text, names):
        piece = read[start:end]
        is_sure = piece in choice.withheld or is_surely_personal(piece, surely)
        yield Closed(section, *_around(read, start, end), is_sure, piece in choice.shown)


def _around(text: str, start: int, end: int) -> tuple[str, str, str]:
    """Some letters before, the piece, some letters after; what was cut off is marked, and no vowel stands without its letter."""
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    if start > AROUND:
        before = "…" + before.lstrip(_UPON)
    return before, text[start:end], after + ("…" if end + AROUND < len(text) else "")


_UPON = "ะัาำิีึืฺุูๅ็่้๊๋์ํ๎"


# What stands in a box of its own for a person or an account is closed whole, and nobody is asked.
_PERSONS = ("contact_name", "second_name", "proposer_name", "supporter_name")
_PRIVATE = {"recipient_kind", "recipient_name", "contact_position", "contact_phone", "second_position", "second_phone"}
_PRIVATE |= {*_PERSONS, "proposer_position", "supporter_position", "follow_up_who"}


def _written(row: BudgetRequest) -> Iterator[tuple[Section, list[str]]]:
    """What was typed under each heading, the boxes first and then the rows, as it stands in the open edition."""
    for section in ALL:
        values = [vars(row).get(name) for name in section.fields if name not in _PRIVATE]
        if section.rows:
            rows = getattr(row, f"{section.rows.__name__.lower()}_set").all()
            values += [value for one in rows for name, value in vars(one).items() if name != "who"]
        if section.key == "attachments":
            values += [one.title for one in row.attachments.all() if one.removed_at is None]
        yield section, list(_texts(values))


def _who(row: BudgetRequest, section: Section) -> list[str]:
    """Who does it, each in a box of its own: an office is told, a bare name is not."""
    if section.key == "follow_up":
        return [row.follow_up_who]
    return [one.who for one in row.activity_set.all()] if section.rows is Activity else []


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _texts(list(value.values()))
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def is_surely_personal(piece: str, known: re.Pattern[str]) -> bool:
    """Whether nobody may say that it is not: a person who takes part, or as many digits as a telephone has."""
    is_number = len(_DIGIT.findall(piece)) >= MANY_DIGITS and not _IS_A_PLACE.search(piece)
    return is_number or bool(known.search(piece))


def texts(row: BudgetRequest) -> str:
    """All that is written in the request and may be read by everybody, to look a word up in."""
    parts = [text for section, found in _written(row) for text in [*found, *_who(row, section)]]
    return "\n".join(map(public_edition.as_read, parts))
