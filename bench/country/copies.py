"""How often each level is copied, and which copies stand together: the seventh request lies before the second committee."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from bench.country.levels import Level

BASES = ("57", "56", "58")  # the demo's provinces: with a fund and a network, with a fund, without
REQUESTS = 200_000
COUNCILS = 7_400
COMMITTEES = 10  # copies of a province's amphoe and tambon committees
A_MEETING = 20  # copies of a request's items that share a meeting
DEEP = 20  # of so many copies one is whole
ENTRIES = 9  # each entry of money so often: two million postings

MEETING_NUMBERS, NUMBERS, POSITIONS = 50, 100, 4  # how far the numbers of two copies lie apart


@dataclass(frozen=True)
class Size:
    """How large a province is made, of what is in the demo's province that it is copied from."""

    matters: int
    councils: int

    @property
    def meetings(self) -> int:
        return -(-self.matters // A_MEETING)


@dataclass(frozen=True)
class Copy:
    """One copy of one level. `shifts` says, for each level, which copy of it is meant from here."""

    level: Level
    base: str
    province: str
    n: int  # the how-manieth of its level in its province
    shifts: tuple[int, ...]
    deep: bool

    @property
    def k(self) -> int:
        """0: the demo's own rows."""
        return self.shifts[self.level]


def every_copy(provinces: list[str], sizes: dict[str, Size]) -> Iterator[Copy]:
    """The demo's own first, as number 0 of each of its levels."""
    numbers = itertools.count(1)
    others = [code for code in provinces if code not in BASES]
    for at, province in enumerate([*BASES, *others]):
        base = province if province in BASES else BASES[at % len(BASES)]
        yield from _of_province(base, province, sizes[base], numbers)


def _of_province(base: str, province: str, size: Size, numbers: Iterator[int]) -> Iterator[Copy]:
    own = province == base

    def made(times: int) -> list[int]:
        return [0 if own and at == 0 else next(numbers) for at in range(times)]

    (whole,) = made(1)
    committees, councils = made(COMMITTEES), made(size.councils)
    meetings, matters = made(size.meetings), made(size.matters)

    def copy(level: Level, n: int, meeting: int = 0) -> Copy:
        committee = n if level == Level.COMMITTEE else meeting
        council = n if level in (Level.COUNCIL, Level.MATTER) else 0
        shifts = (
            0,
            whole,
            committees[committee % COMMITTEES],
            councils[council % size.councils],
            meetings[meeting],
            matters[n if level == Level.MATTER else 0],
        )
        return Copy(level, base, province, n, shifts, level != Level.MATTER or n % DEEP == 0)

    yield copy(Level.PROVINCE, 0)
    yield from (copy(Level.COMMITTEE, n) for n in range(COMMITTEES))
    yield from (copy(Level.COUNCIL, n) for n in range(size.councils))
    yield from (copy(Level.MEETING, n, n) for n in range(size.meetings))
    yield from (copy(Level.MATTER, n, n // A_MEETING) for n in range(size.matters))
