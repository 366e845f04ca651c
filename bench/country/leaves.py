"""The log of the country: each copy's events with their own subject, actor and entry, hashed and put into their tree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import md5, sha256
from typing import NamedTuple
from uuid import UUID

import psycopg

from bench.country.copies import ENTRIES, Copy
from bench.country.levels import Level, Levels, Place
from bench.country.moving import APART
from bench.country.schema import WORDS

# Of nineteen copies in twenty these are left out: told in small, or about papers that are left out too.
NOT_IN_EVERY_COPY = {
    "request.written",
    "request.handed_on",
    "document.issued",
    "item.voted",
    "item.listed",
    "item.put_to_vote",
    "interest.declared",
    "request.attached",
    "request.begun",
    "instalment.requested",
    "offer.acknowledged",
    "document.signed",
}
_KNOWN = re.compile(
    rb'"(?P<word>subject)":"(?P<of>[a-z]+):(?P<pk>\d+)"|"(?P<role>person|seat)":(?P<id>\d+)(?=[,}])'
    rb'|"(?P<entry>entry)":"(?P<uuid>[0-9a-f-]{36})"|"(?P<tree>tree)":"\d\d"'
)


# The rows of a copy are told by no event: a million digests would say nothing about pages. `verify_tables` finds them unknown.
_ROWS = re.compile(rb',"v":3,"writes":\[.*\]\}$', re.DOTALL)


class Piece(NamedTuple):
    """A part of a body that is another in each copy."""

    kind: str  # "id", "uuid" or "tree"
    value: str
    level: Level


class Told(NamedTuple):
    """An event of the demo, taken apart once."""

    literals: list[bytes]
    pieces: list[Piece]
    event: str
    subject: str
    of: Level
    occurred_at: datetime
    recorded_at: datetime
    entry: str | None
    place: Place
    is_money: bool


class Tree:
    """The right edge of an RFC 6962 tree: the peaks, largest first, as the database keeps them."""

    def __init__(self, size: int, frontier: Iterable[bytes]) -> None:
        self.size, self.frontier = size, [bytes(peak) for peak in frontier]

    def grow(self, leaf: bytes) -> int:
        """The number of the new leaf."""
        at = self.size
        self.size += 1
        node, rest = leaf, at
        while rest & 1:
            node = sha256(b"\x01" + self.frontier.pop() + node).digest()
            rest >>= 1
        self.frontier.append(node)
        return at


class Log:
    def __init__(self, connection: psycopg.Connection, levels: Levels) -> None:
        self.connection, self.levels = connection, levels
        self.entries = set(levels.rows[levels.schema.of("Entry")])
        self.told: dict[str, list[Told]] = {}
        for row in connection.execute(
            "SELECT tree, body, event, subject, occurred_at, recorded_at, entry_id::text FROM log.log ORDER BY tree, seq"
        ):
            self.told.setdefault(row[0], []).append(self._taken_apart(*row[1:]))

    def copy(self, copies: Iterable[Copy]) -> int:
        """All leaves in one COPY; the heads after it."""
        trees = {
            tree: Tree(size, frontier)
            for tree, size, frontier in self.connection.execute("SELECT tree, size, frontier FROM log.head")
        }
        known, count = set(trees), 0
        with self.connection.cursor().copy(
            "COPY log.log (tree, seq, body, leaf, event, subject, occurred_at, recorded_at, entry_id) FROM STDIN (FORMAT BINARY)"
        ) as into:
            into.set_types(["text", "int8", "bytea", "bytea", "text", "text", "timestamptz", "timestamptz", "uuid"])
            for copy in copies:
                tree = trees.setdefault(copy.province, Tree(0, []))
                for told, m in self._of(copy):
                    body, subject, entry = _copied(told, copy, m)
                    leaf = sha256(b"\x00" + body).digest()
                    seq = tree.grow(leaf)
                    into.write_row(
                        (copy.province, seq, body, leaf, told.event, subject, told.occurred_at, told.recorded_at, entry)
                    )
                    count += 1
        self._write_heads(trees, known)
        return count

    def _of(self, copy: Copy) -> Iterator[tuple[Told, int]]:
        for told in self.told[copy.base]:
            if told.place.level != copy.level or (not copy.deep and told.event in NOT_IN_EVERY_COPY):
                continue
            times = ENTRIES if told.is_money else 1
            yield from ((told, m) for m in range(times) if copy.k or m)

    def _write_heads(self, trees: dict[str, Tree], known: set[str]) -> None:
        for tree, head in trees.items():
            values = (head.size, head.frontier, tree)
            if tree in known:
                self.connection.execute("UPDATE log.head SET size = %s, frontier = %s WHERE tree = %s", values)
            else:
                self.connection.execute("INSERT INTO log.head (size, frontier, tree) VALUES (%s, %s, %s)", values)

    def _taken_apart(
        self, body: bytes, event: str, subject: str, occurred_at: datetime, recorded_at: datetime, entry: str | None
    ) -> Told:
        body = _ROWS.sub(b',"v":3}', body)
        literals, pieces, end = [], [], 0
        for found in _KNOWN.finditer(body):
            piece, start, stop = self._piece(found)
            if piece:
                literals.append(body[end:start])
                pieces.append(piece)
                end = stop
        place = self.levels.of_reference(subject)
        is_money = entry in self.entries
        if is_money:
            place = place._replace(level=Level.MATTER)
        return Told(
            [*literals, body[end:]],
            pieces,
            event,
            subject,
            self.levels.of_reference(subject).level,
            occurred_at,
            recorded_at,
            entry,
            place,
            is_money,
        )

    def _piece(self, found: re.Match[bytes]) -> tuple[Piece | None, int, int]:
        of = self.levels.schema.of
        if found["tree"]:
            return Piece("tree", "", Level.SHARED), found.end() - 3, found.end() - 1
        if found["entry"]:
            return Piece("uuid", found["uuid"].decode(), Level.MATTER), *found.span("uuid")
        if found["role"]:
            table = of("Person" if found["role"] == b"person" else "Seat")
            return Piece("id", found["id"].decode(), self.levels.of(table, found["id"].decode()).level), *found.span(
                "id"
            )
        if found["of"].decode() not in WORDS:
            return None, 0, 0
        reference = b"%s:%s" % (found["of"], found["pk"])
        return Piece("id", found["pk"].decode(), self.levels.of_reference(reference.decode()).level), *found.span("pk")


def _copied(told: Told, copy: Copy, m: int) -> tuple[bytes, str, UUID | None]:
    body = [told.literals[0]]
    for piece, literal in zip(told.pieces, told.literals[1:], strict=True):
        body.append(_moved(piece, copy, m).encode())
        body.append(literal)
    word, _, pk = told.subject.partition(":")
    subject = f"{word}:{int(pk) + APART * copy.shifts[told.of]}" if told.of else told.subject
    return b"".join(body), subject, UUID(_moved_uuid(told.entry, copy.k, m)) if told.entry else None


def _moved(piece: Piece, copy: Copy, m: int) -> str:
    if piece.kind == "tree":
        return copy.province
    if piece.kind == "uuid":
        return _moved_uuid(piece.value, copy.k, m)
    return str(int(piece.value) + APART * copy.shifts[piece.level])


def _moved_uuid(value: str, k: int, m: int) -> str:
    """As the SQL of `moving` makes it."""
    if m:
        return str(UUID(md5(f"{value}:{k}:{m}".encode()).hexdigest()))
    return str(UUID(md5(f"{value}:{k}".encode()).hexdigest())) if k else value
