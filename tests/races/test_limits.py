"""Wrong tries at once, on real threads: each counts, and those that share keys do not wait for each other for ever."""

from __future__ import annotations

from doors import limits
from doors.limits import Key, Limit
from tests.races import race

LIMIT = Limit("race", 100, 60)


def test_two_wrong_tries_at_once_are_two(fresh_database):
    key = Key(LIMIT, "one")
    assert race(lambda: limits.miss([key]), times=8) == [None] * 8
    assert limits.misses([key]) == [8]


def test_shared_keys_in_any_order_are_no_deadlock(fresh_database):
    keys = [Key(LIMIT, name) for name in "abcdef"]
    there, back = (
        (lambda: [limits.miss(keys) for _ in range(20)]),
        (lambda: [limits.miss(keys[::-1]) for _ in range(20)]),
    )
    outcomes = race(there, back, times=3)
    assert not [one for one in outcomes if isinstance(one, Exception)]
    assert limits.misses(keys) == [120] * 6
