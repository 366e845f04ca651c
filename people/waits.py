"""What waits for somebody in a seat: rooms say which rows, and how each reads; one list of all rooms is cut in the database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db.models import CharField, DateField, F, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, NullIf
from django.utils.functional import Promise
from django.utils.translation import get_language

from audit.verbs import Table
from jobs import clock
from people.actors import Actor
from people.models import Person, Seat
from wiring.ports import Port

Text = str | Promise
NEVER = Value(None, output_field=DateField())
COLUMNS = ("waits_kind", "waits_state", "waits_pk", "waits_about", "waits_due", "waits_seat")


@dataclass(frozen=True, slots=True)
class Wait:
    """One kind of row that waits for seats of some kind.

    `rows(actor)` are those that wait for this seat, or None for a seat for which none ever do; it looks at the seat, its
    organisation and the day, and at nothing that is stored. `texts` says by state what is to be done; rows in other states
    do not wait. `about` is what the row is called, `due` until when, `url` its page. `pk` names the key that `url` takes.
    """

    rows: Callable[[Actor], QuerySet[Any] | None]
    texts: Mapping[Any, Text]
    about: Callable[[], Any]
    url: Callable[[int], str]
    due: Any = NEVER
    pk: str = "pk"
    state: str = "state"


WAITS: Port[Wait] = Port(
    "people.waits", "Read for each seat of a person who looks at what waits for them; all in one query."
)


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: what, about what, where, until when, and in which of one's seats."""

    text: str
    about: str
    url: str
    due_on: date | None
    seat: Seat


def texts_of(table: Table[Any], *names: str) -> dict[str, Text]:
    """How the verbs read in every state that they start from."""
    return {state: table[name].waits for name in names for state in table.starts_from(name)}


def named(path: str) -> Any:
    """The name of an organisation in the reader's language, as a column."""
    thai = F(f"{path}__name_th")
    return Coalesce(NullIf(F(f"{path}__name_en"), Value("")), thai) if get_language() == "en" else thai


@dataclass(frozen=True, slots=True)
class Question:
    """One question to the database as it is sent: its rows are of `COLUMNS`; `order` are the columns they are read by."""

    text: str
    terms: tuple[Any, ...]
    order: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """All that a question may depend on: equal ones are the same question. Rooms look at nothing else of an actor."""

    seats: tuple[tuple[Any, ...], ...]
    language: str | None
    day: date
    person: Person = field(compare=False)


def question_of(person: Person) -> Question | None:
    """Everything that waits for a person in any of their seats, the latest first; None when nothing ever can.

    Putting the question together takes longer than answering it, so that it is kept for who asks again on the same day.
    """
    return _question(_Asked(tuple(map(_told_of, person.seats_today)), get_language(), clock.today(), person))


def _told_of(seat: Seat) -> tuple[Any, ...]:
    own = seat.organisation
    return seat.pk, seat.role, own.pk, own.kind, own.parent_id, own.province_id


@lru_cache(maxsize=500)
def _question(asked: _Asked) -> Question | None:
    parts = [
        part
        for seat in asked.person.seats_today
        for kind, wait in WAITS.items()
        if (part := _part(kind, wait, Actor(asked.person, seat))) is not None
    ]
    if not parts:
        return None
    try:
        text, terms = parts[0].union(*parts[1:], all=True).query.sql_with_params()
    except EmptyResultSet:
        return None
    # What has no day comes last; PostgreSQL sorts NULL so by itself.
    return Question(text, tuple(terms), "waits_due, waits_kind, waits_pk")


def _part(kind: str, wait: Wait, actor: Actor) -> QuerySet[Any] | None:
    rows = wait.rows(actor)
    if rows is None:
        return None
    if wait.state:
        rows = rows.filter(**{f"{wait.state}__in": list(wait.texts)})
    columns = {
        "waits_kind": Value(kind, output_field=CharField()),
        "waits_state": Cast(F(wait.state), CharField()) if wait.state else Value("", output_field=CharField()),
        "waits_pk": F(wait.pk),
        "waits_about": Cast(wait.about(), TextField()),
        "waits_due": Cast(wait.due, DateField()),
        "waits_seat": Value(actor.seat_id, output_field=IntegerField()),
    }
    # A part of a union has no order; the whole has.
    found: QuerySet[Any] = rows.order_by().annotate(**columns).values_list(*COLUMNS)
    return found


def tasks(rows: Iterable[Any], person: Person) -> list[Task]:
    """Rows of a question as a person reads them."""
    seats = {seat.pk: seat for seat in person.seats_today}
    return [_task(row, seats) for row in rows]


def _task(row: Any, seats: dict[int, Seat]) -> Task:
    kind, state, pk, about, due_on, seat = row
    wait = WAITS.get(kind)
    assert wait is not None
    return Task(str(wait.texts[state]), about, wait.url(pk), due_on, seats[seat])
