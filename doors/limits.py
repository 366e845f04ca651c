"""Slows down whoever guesses, and nobody else: wrong tries are counted by person, by code and by network, in turn.

Only misses count, so that a hall full of people behind one address comes in at once. The counts stand in an UNLOGGED
table that all web processes share, written by one statement each: two at once are two. A crash forgets them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.utils.crypto import salted_hmac

from jobs import clock


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` misses of one key in `seconds`, counted from the first of them."""

    name: str
    most: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Key:
    """Whose misses are counted, under which limit. The table holds a keyed digest of it: neither names nor addresses."""

    limit: Limit
    of: str

    @property
    def digest(self) -> str:
        return salted_hmac(f"doors.limits.{self.limit.name}", self.of, algorithm="sha256").hexdigest()[:40]


def misses(keys: Sequence[Key]) -> list[int]:
    """How many are counted now, key by key; of a window that is over, none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT doors.misses(%s::text[], %s)", [[key.digest for key in keys], clock.now()])
        return [int(row[0]) for row in cursor.fetchall()]


def spent(keys: Sequence[Key]) -> list[Key]:
    """Those whose limit is reached."""
    return [key for key, count in zip(keys, misses(keys), strict=True) if count >= key.limit.most]


def miss(keys: Sequence[Key]) -> None:
    """Count one wrong try against each."""
    with connection.cursor() as cursor:
        # In one order everywhere: two tries that share keys never wait for each other crosswise.
        ordered = sorted(keys, key=lambda key: key.digest)
        digests, lives = [key.digest for key in ordered], [key.limit.seconds for key in ordered]
        cursor.execute("SELECT doors.miss(%s::text[], %s::int[], %s)", [digests, lives, clock.now()])


def forget() -> None:
    """Drop the windows that are over."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT doors.forget_misses(%s)", [clock.now()])
