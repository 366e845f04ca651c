"""Which item of a list became which: the same, one that was changed, one that went, one that came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

Item = Mapping[str, Any]
Pair = tuple[Item | None, Item | None]
# Less alike than this they are two things, not one that was changed.
LIKE = 0.55
# Each left over is held against each: beyond so many nobody looks whether one became another.
MOST_HELD = 60


def matched(before: Sequence[Item], after: Sequence[Item], name: str) -> list[Pair]:
    """Each of both lists once, in the order of the later one; what went stands at the end.

    First what is wholly the same, then what is called the same, then what is called much alike.
    """
    found: dict[int, int] = {}
    left = list(range(len(before)))
    for alike in (_is_same, lambda one, other: one[name] == other[name]):
        for at, item in enumerate(after):
            mate = next((i for i in left if at not in found and alike(before[i], item)), None)
            if mate is not None:
                found[at] = mate
                left.remove(mate)
    _pair_the_like(before, after, name, found, left)
    pairs: list[Pair] = [(before[found[at]] if at in found else None, item) for at, item in enumerate(after)]
    return pairs + [(before[i], None) for i in left]


def _pair_the_like(
    before: Sequence[Item], after: Sequence[Item], name: str, found: dict[int, int], left: list[int]
) -> None:
    new = [at for at in range(len(after)) if at not in found]
    if len(left) > MOST_HELD or len(new) > MOST_HELD:
        return
    likeness = [(_like(before[i][name], after[at][name]), -i, -at) for i in left for at in new]
    for score, i, at in sorted(likeness, reverse=True):
        if score >= LIKE and -i in left and -at not in found:
            found[-at] = -i
            left.remove(-i)


def _is_same(one: Item, other: Item) -> bool:
    return {**one, "no": 0} == {**other, "no": 0}


def _like(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, str(one), str(other), autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= LIKE else 0.0
