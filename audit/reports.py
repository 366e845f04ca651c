"""Reads the audit log: timelines for people, heads and checkpoints for auditors."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import CharField, Func, QuerySet, TextField
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

from audit import canonical, merkle
from audit.models import Checkpoint, Event, Head, PersonalValue
from audit.sentences import sentence
from wiring.written import Written


@dataclass(frozen=True)
class Told:
    """One event, decoded; `texts` holds those personal values that were not erased.

    `facts_version` is 0 for what was told before facts had shapes.
    """

    tree: str
    seq: int
    event: str
    subject: str
    occurred_at: datetime
    recorded_at: datetime
    person_id: int | None
    seat_id: int | None
    role: str
    facts: dict[str, object]
    facts_version: int
    entry_id: UUID | None
    texts: dict[str, str] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        return sentence(self.event, {**self.facts, **self.texts})


def events_of(*subjects: str, limit: int | None = None, only: Callable[[str], bool] = lambda name: True) -> list[Told]:
    """What happened to `subjects` ("request:12"), oldest first; with `limit`, the newest ones.

    `only` says which are told, by name: what is left out is neither decoded nor looked for in the vault.
    """
    # Events of one transaction bear one moment; their places in the tree tell them apart.
    rows = _STORY(subjects=list(subjects)) if limit is None else _story(list(subjects))[:limit]
    return _told([row for row in rows if only(row.event)][::-1])


def _story(subjects: list[str]) -> QuerySet[Event]:
    return Event.objects.filter(subject__among=subjects).order_by("-recorded_at", "-seq")


_STORY = Written(_story, subjects=list)
_VALUES = Written(
    lambda digests: PersonalValue.objects.filter(digest__among=digests, erased_at=None).values_list("digest", "value"),
    digests=list,
)


def events_in(tree: str, *, after: int = -1, limit: int = 100) -> list[Told]:
    """The events of one tree from `after` on, in the order of the tree."""
    return _told(list(Event.objects.filter(tree=tree, seq__gt=after).order_by("seq")[:limit]))


def newest_in(tree: str, names: Iterable[str], limit: int, *, look: int = 500) -> list[Told]:
    """The newest events of these names in a tree, the last first; among its last `look` events, so that none walks far back."""
    size = Head.objects.filter(tree=tree).values_list("size", flat=True).first() or 0
    rows = Event.objects.filter(tree=tree, seq__gte=size - look, event__in=list(names)).order_by("-seq")
    return _told(list(rows[:limit]))


def deeds_of(person_id: int, *, limit: int = 20) -> list[Told]:
    """What was done in a person's name, in whichever seat and tree; the newest first."""
    # In the words of the index `log_by_person`.
    words = """(split_part(encode(substring(body, 20, 20), 'escape'), ',', 1))"""
    who = RawSQL(words, (), output_field=TextField())  # noqa: S611  # no value of anybody is in it
    rows = Event.objects.alias(who=who).filter(who=str(person_id)).order_by("-recorded_at", "-seq")
    return _told(rows[:limit])


def of_form(form: UUID, event: str, *subjects: str) -> Told | None:
    """What a form made when it came first, by the fact `form` of that event: sent once more, it makes nothing."""
    rows = Event.objects.filter(subject__among=list(subjects), event=event).order_by("tree", "seq")
    return next((told for told in _told(rows) if told.facts.get("form") == str(form)), None)


def event_names(*subjects: str) -> list[str]:
    return [told.event for told in events_of(*subjects)]


def roots(*trees: str) -> dict[str, tuple[int, str]]:
    """Size and root (hex) of these trees, of every tree when none is named, from one snapshot."""
    heads = Head.objects.filter(tree__in=trees) if trees else Head.objects.all()
    return {
        head.tree: (head.size, merkle.root_of_frontier([bytes(peak) for peak in head.frontier]).hex())
        for head in heads.order_by("tree")
    }


def heads_of(trees: Iterable[str]) -> dict[str, str]:
    """What stands for all that has happened in each tree: it changes with every event. "" for a tree without any."""
    frontier = Func(Cast("frontier", TextField()), function="md5", output_field=CharField())
    found = dict(Head.objects.filter(tree__in=trees).values_list("tree", frontier))
    return {tree: found.get(tree, "") for tree in trees}


def size_of(tree: str) -> int:
    """How many events a tree has."""
    return Head.objects.filter(tree=tree).values_list("size", flat=True).first() or 0


def newest_of(trees: Iterable[str], names: Iterable[str], *, looked: int, limit: int) -> list[Told]:
    """The newest events of these names, `limit` of each tree at the most, looked for among the last `looked` of each; newest first."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST_OF, {"trees": list(trees), "names": list(names), "looked": looked, "limit": limit})
        found = [Event(**dict(zip(_EVENT, row, strict=True))) for row in cursor.fetchall()]
    return _told(found)


class Latest(NamedTuple):
    """Where in its tree the last event about something stands, and when it was recorded; None while nothing was."""

    seq: int | None
    recorded_at: datetime | None


def latest_of(tree: str, subjects: Iterable[str]) -> dict[str, Latest]:
    """The last event of `tree` about each subject: one step down the index for each, however old a story is."""
    with connection.cursor() as cursor:
        cursor.execute(_LATEST, [list(subjects), tree])
        return {subject: Latest(seq, moment) for subject, seq, moment in cursor.fetchall()}


def latest_in(tree: str) -> datetime | None:
    """When the last event of a tree was recorded; None for a tree without any."""
    return latest_of_trees([tree]).get(tree)


def latest_of_trees(trees: Iterable[str]) -> dict[str, datetime]:
    """When the last event of each tree was recorded."""
    with connection.cursor() as cursor:
        cursor.execute(_LATEST_OF_TREES, [list(trees)])
        return dict(cursor.fetchall())


def written_in(tree: str, since: int, limit: int) -> tuple[dict[str, set[str]], int, bool]:
    """Which rows the events of `tree` from `since` on wrote, by table; up to which event, and whether there is none behind.

    What is no evidence is told by nobody; the subject of an event says besides what it is about, under its word and a colon.
    """
    found = list(Event.objects.filter(tree=tree, seq__gte=since).order_by("seq")[:limit].values_list("subject", "body"))
    written: dict[str, set[str]] = {}
    for subject, body in found:
        word, _colon, key = subject.partition(":")
        written.setdefault(f"{word}:", set()).add(key)
        for table, pk, *_rest in canonical.decode(bytes(body)).get("writes", ()):
            written.setdefault(table, set()).add(pk)
    return written, since + len(found), len(found) < limit


def first_since(tree: str, moment: datetime) -> int:
    """The place of the first event recorded at `moment` or later; the size of the tree when there is none.

    Found by halving: events are recorded in the order of their places.
    """
    with connection.cursor() as cursor:
        cursor.execute(_HALVED, {"tree": tree, "moment": moment})
        row = cursor.fetchone()
    return int(row[0]) if row else 0


_LATEST = """
SELECT asked.subject, last.seq, last.recorded_at FROM unnest(%s::text[]) AS asked (subject)
CROSS JOIN LATERAL (
  SELECT seq, recorded_at FROM log.log WHERE subject = asked.subject AND tree = %s ORDER BY seq DESC LIMIT 1
) last
"""
_EVENT = ("tree", "seq", "body", "event", "subject", "occurred_at", "recorded_at", "entry_id")
_NEWEST_OF = """
SELECT last.tree, last.seq, last.body, last.event, last.subject, last.occurred_at, last.recorded_at, last.entry_id
FROM log.head CROSS JOIN LATERAL (
  SELECT * FROM log.log
  WHERE tree = head.tree AND seq >= head.size - %(looked)s AND event = ANY(%(names)s) ORDER BY seq DESC LIMIT %(limit)s
) last
WHERE head.tree = ANY(%(trees)s) ORDER BY last.recorded_at DESC, last.seq DESC
"""
_LATEST_OF_TREES = """
SELECT head.tree, last.recorded_at FROM log.head
JOIN log.log last ON last.tree = head.tree AND last.seq = head.size - 1
WHERE head.tree = ANY(%s)
"""
_HALVED = """
WITH RECURSIVE part (low, high) AS (
  SELECT 0::bigint, size FROM log.head WHERE tree = %(tree)s
  UNION ALL
  SELECT CASE WHEN middle.recorded_at < %(moment)s THEN middle.seq + 1 ELSE part.low END,
         CASE WHEN middle.recorded_at < %(moment)s THEN part.high ELSE middle.seq END
  FROM part JOIN log.log middle ON middle.tree = %(tree)s AND middle.seq = (part.low + part.high) / 2
  WHERE part.low < part.high
)
SELECT low FROM part WHERE low = high
"""


def latest_checkpoint() -> Checkpoint | None:
    """The latest that names every tree: what somebody takes away to hold against the log."""
    return Checkpoint.objects.filter(is_whole=True).order_by("-id").first()


def _told(rows: Iterable[Event]) -> list[Told]:
    bodies = [canonical.decode(bytes(row.body)) for row in rows]
    digests = [digest for body in bodies for digest in body["personal"].values()]
    vault = dict(_VALUES(digests=digests) if digests else [])
    return [_decode(row, body, vault) for row, body in zip(rows, bodies, strict=True)]


def _decode(row: Event, body: dict[str, Any], vault: dict[str, str | None]) -> Told:
    texts = {name: value for name, digest in body["personal"].items() if (value := vault.get(digest)) is not None}
    return Told(
        tree=row.tree,
        seq=row.seq,
        event=row.event,
        subject=row.subject,
        occurred_at=row.occurred_at,
        recorded_at=row.recorded_at,
        person_id=body["actor"]["person"],
        seat_id=body["actor"]["seat"],
        role=body["actor"]["role"],
        facts=body["facts"],
        facts_version=body.get("facts_version", 0),
        entry_id=row.entry_id,
        texts=texts,
    )
