"""Changes to files of a log, one at a time, chosen by a seed: a bit, a cut, a line more, less, twice or in another place."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

Change = Callable[[random.Random, bytes], bytes]


def flip(chance: random.Random, raw: bytes) -> bytes:
    at = chance.randrange(8 * len(raw))
    bent = bytearray(raw)
    bent[at >> 3] ^= 1 << (at & 7)
    return bytes(bent)


def cut(chance: random.Random, raw: bytes) -> bytes:
    return raw[: chance.randrange(len(raw))]


def insert(chance: random.Random, raw: bytes) -> bytes:
    at = chance.randrange(len(raw) + 1)
    return raw[:at] + chance.randbytes(chance.choice([1, 2, 32, 300])) + raw[at:]


def leave_out(chance: random.Random, raw: bytes) -> bytes:
    at = chance.randrange(len(raw))
    return raw[:at] + raw[at + chance.choice([1, 2, 32, 300]) :]


def swap_lines(chance: random.Random, raw: bytes) -> bytes:
    lines = raw.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def repeat_line(chance: random.Random, raw: bytes) -> bytes:
    lines = raw.split(b"\n")
    at = chance.randrange(len(lines))
    return b"\n".join([*lines[:at], lines[at], *lines[at:]])


def drop_line(chance: random.Random, raw: bytes) -> bytes:
    lines = raw.split(b"\n")
    at = chance.randrange(len(lines))
    return b"\n".join([*lines[:at], *lines[at + 1 :]])


def deepen(chance: random.Random, raw: bytes) -> bytes:
    """A line of nothing but brackets, which readers that follow each of them do not survive."""
    lines = raw.split(b"\n")
    lines[chance.randrange(len(lines))] = b"[" * 60_000
    return b"\n".join(lines)


def empty(chance: random.Random, raw: bytes) -> bytes:
    return b""


CHANGES: tuple[Change, ...] = (
    *([flip] * 8), cut, insert, leave_out, swap_lines, repeat_line, drop_line, deepen, empty,
)  # fmt: skip


@contextmanager
def bent(folder: Path, chance: random.Random, change: Change, *, among: str = "**/*") -> Iterator[str]:
    """One file of the folder is another one within the block; answers which and how, "" when it came out the same."""
    path = chance.choice(sorted(path for path in folder.glob(among) if path.is_file()))
    whole = path.read_bytes()
    changed = change(chance, whole)
    path.write_bytes(changed)
    try:
        yield "" if is_same(whole, changed) else f"{change.__name__} in {path.relative_to(folder)}"
    finally:
        path.write_bytes(whole)


def is_same(whole: bytes, changed: bytes) -> bool:
    """Also when nothing but the order of a note's signatures is another: the specification leaves it to who writes."""
    (text, _blank, lines), (other, _, others) = whole.rpartition(b"\n\n"), changed.rpartition(b"\n\n")
    if whole == changed or not text:
        return whole == changed
    return text == other and sorted(lines.split(b"\n")) == sorted(others.split(b"\n"))
