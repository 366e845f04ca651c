#!/usr/bin/env python3
"""Verifies what Thunklang's log publishes. One file, Python's standard library only; get it from elsewhere than the log.

    python3 verify_audit.py DIR [--checkpoint HELD]… [--held DIR] [--policy FILE] [--vkey VKEY]… [--key HEX]
    python3 verify_audit.py --document PAPER.pdf PROOF [--checkpoint HELD]… [--policy FILE] [--vkey VKEY]… [--key HEX]

DIR is a bundle (`export_audit`) or the published log (`publish_log`: checkpoint, tiles, perhaps entry bundles). It
recomputes every leaf and every root, checks the signatures of checkpoints, notes and witnesses, reads every event in its
one canonical spelling, and rebuilds the ledger: sums, counts, running balances, holds, closed periods, reversals. A
fault is named by the first bad sequence number, a code and the satang that it moves. A checkpoint that left the building
(`--checkpoint`) shows truncation and rewriting that the log by itself could hide; with what you took away then (`--held`)
the very event is named. A policy says whose signatures suffice.

With `--document` it proves one paper instead: the SHA-256 of the file stands in the paper's own row, whose digest stands
in the log's event, which is a leaf of the tree (RFC 6962), and the tree's root is in the signed checkpoint. PROOF is
`proof.json` or a `.tlog-proof`.

Memory stays flat: what must be remembered of every entry rests in a temporary file. The format: docs/spec/log.md.
Exit status: 0 nothing found, 1 something found, 2 it cannot be read.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import gc
import io
import json
import re
import struct
import sys
import tempfile
from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from functools import lru_cache
from hashlib import sha256, sha512
from itertools import accumulate, islice
from pathlib import Path
from typing import Any, NamedTuple
from unicodedata import is_normalized

MOST_FINDINGS = 200
# What a body says of itself. Since 2 it says the version of its facts, since 3 what it wrote and some chance.
BODY_VERSIONS = (1, 2, 3)
MOST_BYTES = 65_535
DEEPEST = 16
MOST_LINE = 1 << 20  # of a file of checkpoints: a whole one names eighty trees
MOST_SIZE = 1 << 62


class Finding(NamedTuple):
    """`seq` is the leaf at which it shows; `satang` is what it moves, 0 when it moves no money."""

    seq: int
    code: str
    satang: int
    note: str = ""


class Findings(list[Finding]):
    """The first of each code, and how many there were: a log of nothing but faults fills no memory."""

    def __init__(self) -> None:
        super().__init__()
        self.counts: Counter[str] = Counter()

    def find(self, seq: int, code: str, satang: int = 0, note: str = "") -> None:
        self.counts[code] += 1
        if self.counts[code] <= MOST_FINDINGS:
            self.append(Finding(seq, code, satang, note))

    def take(self, others: Findings) -> None:
        self.counts += others.counts
        self.extend(others)


# --- Ed25519 (RFC 8032), verification only -------------------------------------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_ONE = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]
NEUTRAL: Point = (0, 1, 1, 0)


def _add(a: Point, b: Point) -> Point:
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    x, y, z, t = f - e, h - g, h + g, f + e
    return x * y % P, z * t % P, y * z % P, x * t % P


def _point(encoded: bytes) -> Point | None:
    y = int.from_bytes(encoded, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_ONE % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def _encoded(point: Point) -> bytes:
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


Comb = list[list[Point]]


def _comb(point: Point) -> Comb:
    """Every multiple of a digit at each of 64 places: a product is 64 sums then, for a key that signs a thousand times."""
    rows = []
    for _place in range(64):
        row = [NEUTRAL]
        for _digit in range(15):
            row.append(_add(row[-1], point))
        rows.append(row)
        point = _add(row[15], point)
    return rows


def _times(comb: Comb, scalar: int, total: Point) -> Point:
    for row in comb:
        if digit := scalar & 15:
            total = _add(total, row[digit])
        scalar >>= 4
    return total


@lru_cache(maxsize=1)
def _base() -> Comb:
    point = _point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
    assert point is not None
    return _comb(point)


@lru_cache(maxsize=100)
def _minus(key: bytes) -> Comb | None:
    point = _point(key)
    return None if point is None else _comb((P - point[0], point[1], 1, P - point[3]))


def signature_holds(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether `signature` is the key's over `message`."""
    if len(key) != 32 or len(signature) != 64:
        return False
    minus, s = _minus(key), int.from_bytes(signature[32:], "little")
    if minus is None or s >= ORDER:
        return False
    challenge = int.from_bytes(sha512(signature[:32] + key + message).digest(), "little") % ORDER
    return _encoded(_times(_base(), s, _times(minus, challenge, NEUTRAL))) == signature[:32]


# --- The tree (RFC 6962) -------------------------------------------------------------------------------------------


def root_of(frontier: list[bytes]) -> bytes:
    if not frontier:
        return sha256().digest()
    *rest, root = frontier
    for peak in reversed(rest):
        root = sha256(b"\x01" + peak + root).digest()
    return root


def grow(frontier: list[bytes], size: int, leaf: bytes) -> None:
    """Add a leaf to the right edge of a tree of `size` leaves."""
    while size & 1:
        leaf = sha256(b"\x01" + frontier.pop() + leaf).digest()
        size >>= 1
    frontier.append(leaf)


def climb(leaf: bytes, index: int, size: int, path: list[bytes]) -> bytes | None:
    """The root that `path` leads to from leaf `index` of a tree of `size` leaves; None when the path does not fit."""
    if not 0 <= index < size:
        return None
    node, last = leaf, size - 1
    for sibling in path:
        if last == 0:
            return None
        if index & 1 or index == last:
            node = sha256(b"\x01" + sibling + node).digest()
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            node = sha256(b"\x01" + node + sibling).digest()
        index, last = index >> 1, last >> 1
    return node if last == 0 else None


# --- An event's body: canonical JSON, and nothing but what its version allows ---------------------------------------


class Unfit(ValueError):
    """What stands against a body; `code` is the finding's."""

    def __init__(self, code: str, note: str) -> None:
        self.code, self.note = code, note
        super().__init__(note)


def _no_float(text: str) -> Any:
    raise Unfit("BODY_UNREADABLE", f"{text[:40]} is no whole number")


_DECODE = json.JSONDecoder(parse_float=_no_float, parse_constant=_no_float).decode
_SPELL = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode
# The 31st of the long months stands last: an expression is tried from the left.
_DAY = "[12][0-9]{3}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9])|(?:0[13-9]|1[0-2])-30|(?:0[13578]|1[02])-31)"
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{6}Z"
_UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_TREE = "(?:[0-9]{2}|system)"
# Of a ledger's row, whose values are looked at, without anything that would be escaped: such texts are read the long way.
_PLAIN = r'"[^"\\' + "\x00-\x1f" + ']*"'
# Elsewhere with the escapes that canonical JSON has, each in its one spelling.
_ESCAPE = r'\\(?:["\\bfnrt]|u00(?:0[1-7bef]|1[0-9a-f]))'
_TEXT = rf'{_PLAIN[:-1]}(?:{_ESCAPE}{_PLAIN[1:-1]})*"'
_NUMBER = "(?:0|-?[1-9][0-9]{0,17})"
# Any value that holds no other.
_SCALAR = f"(?:{_TEXT}|{_NUMBER}|null|true|false)"
_WRITE = r'\["[a-z_0-9.]+","[^"\\' + "\x00-\x1f" + r']+",[1-9][0-9]{0,17},[1-9][0-9]{0,17},"[0-9a-f]{64}"\]'
_WRITES = rf"\[{_WRITE}(?:,{_WRITE})*\]"
# How a value of a body reads, by its key; the others are in `_read_whole`.
_READ = {
    "event": re.compile(r"[a-z_]+(?:\.[a-z_]+)+"),
    "occurred_at": re.compile(f"{_DAY}T{_TIME}"),
    "subject": re.compile(r"[^\x00]+"),
    "tree": re.compile(_TREE),
    "nonce": re.compile("[0-9a-f]{32}"),
}
_ENTRY_ID, _DATE, _HEX = re.compile(_UUID), re.compile(_DAY), re.compile("[0-9a-f]{64}")
_KEYS = {"actor", "entry", "event", "facts", "occurred_at", "personal", "subject", "tree", "v"}
_MAY = {1: set(), 2: {"facts_version"}, 3: {"facts_version", "nonce", "writes"}}
_MUST: dict[int, set[str]] = {1: set(), 2: {"facts_version"}, 3: {"facts_version", "nonce"}}
# The rows of the ledger, as its own functions tell them: every key, and how its value reads.
_WORD, _WHOLE, _MAYBE = "word", "whole", "word or null"
ROWS: dict[str, dict[str, str]] = {
    "entry": {
        "basis": _WORD, "book": _WORD, "consumed": _WHOLE, "date": "day", "hold": "id or null", "id": "id", "kind": _WORD,
        "n": _WHOLE, "postings": "postings", "reference": _WORD, "reverses": "id or null",
    },
    "hold": {
        "account": _WORD, "amount": _WHOLE, "basis": _WORD, "book": _WORD, "date": "day", "id": "id", "reference": _WORD,
    },
    "release": {
        "amount": _WHOLE, "basis": _WORD, "date": "day", "hold": "id", "id": "id", "n": _WHOLE, "reference": _WORD,
        "remaining": _WHOLE,
    },
    "posting": {"account": _WORD, "amount": _WHOLE, "aseq": _WHOLE, "balance": _WHOLE},
    "account": {"book": _WORD, "code": _WORD, "floor": "whole or null", "kind": _WORD},
    "period": {"book": _WORD, "ends_on": "day", "n": _WHOLE},
}  # fmt: skip
OPENERS = ("fund.opened", "source.opened")


def is_whole(value: object) -> bool:
    return type(value) is int and -(1 << 63) <= value < 1 << 63


def _is_list_of(kind: str) -> Callable[[object], bool]:
    return lambda value: isinstance(value, list) and all(_row(kind, one) for one in value)


_FITS: dict[str, Callable[[Any], bool]] = {
    _WORD: lambda value: type(value) is str,
    _WHOLE: is_whole,
    "whole or null": lambda value: value is None or is_whole(value),
    "day": lambda value: type(value) is str and bool(_DATE.fullmatch(value)),
    "id": lambda value: type(value) is str and bool(_ENTRY_ID.fullmatch(value)),
    "id or null": lambda value: value is None or (type(value) is str and bool(_ENTRY_ID.fullmatch(value))),
    "postings": _is_list_of("posting"),
}


def _row(kind: str, value: Any) -> bool:
    """Raises Unfit unless `value` is a row of that kind: exactly its keys, each as it reads."""
    wanted = ROWS[kind]
    if not isinstance(value, dict) or value.keys() != wanted.keys():
        raise Unfit("KEY_UNKNOWN", f"not the keys of {'an' if kind[0] in 'ae' else 'a'} {kind}")
    for key, how in wanted.items():
        if not _FITS[how](value[key]):
            raise Unfit("BODY_UNREADABLE", f"{kind}.{key} does not read so")
    return True


def read_body(body: bytes) -> tuple[str, dict[str, Any]]:
    """A body as text and as what it tells. Raises Unfit."""
    if len(body) > MOST_BYTES:
        raise Unfit("BODY_TOO_LARGE", f"{len(body)} bytes")
    try:
        text = body.decode()
        told = _DECODE(text)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        if isinstance(error, Unfit):
            raise
        raise Unfit("BODY_UNREADABLE", f"{type(error).__name__}: {error}") from None
    if not isinstance(told, dict):
        raise Unfit("BODY_UNREADABLE", "no object")
    _require_shallow(told)
    # Repeated keys, another order, spaces, other escapes: whatever has two spellings has a wrong one.
    if _SPELL(told) != text or not (text.isascii() or is_normalized("NFC", text)):
        raise Unfit("NOT_CANONICAL", "not the one spelling of what it tells")
    _read_whole(told)
    return text, told


def _require_shallow(told: Any) -> None:
    level = [told]
    for _depth in range(DEEPEST):
        level = [
            inner
            for value in level
            for inner in (value.values() if isinstance(value, dict) else value)
            if isinstance(inner, dict | list)
        ]
        if not level:
            return
    raise Unfit("BODY_TOO_DEEP", f"more than {DEEPEST} levels")


def _read_whole(told: dict[str, Any]) -> None:
    """Exactly the keys of its version, each as it reads."""
    version = told.get("v")
    if type(version) is not int or version not in BODY_VERSIONS:
        raise Unfit("VERSION_UNKNOWN", f"a body of version {version!r}")
    if missing := (_KEYS | _MUST[version]) - told.keys():
        raise Unfit("BODY_UNREADABLE", f"without {', '.join(sorted(missing))}")
    if strange := told.keys() - _KEYS - _MAY[version]:
        raise Unfit("KEY_UNKNOWN", ", ".join(sorted(strange))[:80])
    if version > 1 and not (is_whole(told["facts_version"]) and told["facts_version"] > 0):
        raise Unfit("VERSION_UNKNOWN", "facts of no version")
    for key, how in _READ.items():
        if key in told and not (type(told[key]) is str and how.fullmatch(told[key])):
            raise Unfit("BODY_UNREADABLE", f"{key} does not read so")
    _read_actor(told["actor"])
    _read_rest(told)


def _read_actor(actor: Any) -> None:
    if not isinstance(actor, dict) or actor.keys() != {"person", "role", "seat"}:
        raise Unfit("KEY_UNKNOWN", "not the keys of an actor")
    if not all(_FITS["whole or null"](actor[key]) for key in ("person", "seat")) or type(actor["role"]) is not str:
        raise Unfit("BODY_UNREADABLE", "the actor does not read so")


def _read_rest(told: dict[str, Any]) -> None:
    personal, facts = told["personal"], told["facts"]
    if not isinstance(facts, dict) or not _FITS["id or null"](told["entry"]):
        raise Unfit("BODY_UNREADABLE", "entry or facts do not read so")
    if not isinstance(personal, dict) or not all(type(one) is str and _HEX.fullmatch(one) for one in personal.values()):
        raise Unfit("BODY_UNREADABLE", "personal texts are told by digests alone")
    if "writes" in told and not re.fullmatch(_WRITES, _SPELL(told["writes"])):
        raise Unfit("BODY_UNREADABLE", "what it wrote does not read so")
    if "\\u0000" in _SPELL(told) and _holds_nul(told):
        raise Unfit("BODY_UNREADABLE", "a text holds NUL")


def _holds_nul(value: Any) -> bool:
    if isinstance(value, dict):
        return any("\0" in key or _holds_nul(inner) for key, inner in value.items())
    if isinstance(value, list):
        return any(map(_holds_nul, value))
    return isinstance(value, str) and "\0" in value


def row_of(told: dict[str, Any]) -> tuple[str, Any]:
    """What of the ledger a body tells: ("entry", row), ("accounts", rows), … or ("", None). Raises Unfit for what nobody did.

    Whatever names a row tells exactly one; whatever tells one names it. Only what opens a fund or source opens accounts.
    """
    facts, event = told["facts"], told["event"]
    given = [
        kind for kind in ("accounts", "entry", "hold", "period", "release") if isinstance(facts.get(kind), dict | list)
    ]
    if len(given) > 1:
        raise Unfit("TWO_ROWS", " and ".join(given))
    kind = given[0] if given else ""
    if told["entry"] is not None and kind not in ("entry", "hold", "release"):
        raise Unfit("FACTS_MISSING", "the event names a ledger row and does not tell it")
    if told["entry"] is None and kind in ("entry", "hold", "release"):
        raise Unfit("PHANTOM_ROW", f"the event tells of a ledger's {kind} and names none")
    if (kind == "accounts") != (event in OPENERS) or (kind == "period") != (event == "period.closed"):
        raise Unfit("PHANTOM_ROW", f"{event} and {kind or 'nothing'} do not belong together")
    if kind:
        _FITS["accounts"](facts[kind]) if kind == "accounts" else _row(kind, facts[kind])
    return kind, facts.get(kind)


_FITS["accounts"] = _is_list_of("account")


class Shape:
    """All bodies that are spelled as one that was read the long way: an expression that nothing else fits.

    It holds what the long way has found to be constant (event, versions, tree, keys and their order, and of a ledger's
    row which values are null), and takes any other value where that one had one. So a million bodies of some forty
    shapes are read by one expression each; whatever fits none is read the long way.
    """

    def __init__(self, told: dict[str, Any], kind: str) -> None:
        self.kind, self.tree = kind, told["tree"]
        self.names: list[str] = []  # what is caught of a row, in the order in which it stands there
        self.fits = re.compile(self._pattern(told, ())).fullmatch
        wanted, row = _WANTED.get(kind, {}), told["facts"].get(kind, {})
        self.numbers = [name for name in self.names if wanted.get(name) is int]
        self.constant = {name: row[name] for name in wanted if name not in self.names}
        # Those of postings lie between the others: four of each.
        self.first = self.names.index("") if "" in self.names else len(self.names)
        self.last = self.first + self.names.count("")
        self.names = [name for name in self.names if name]

    def _pattern(self, value: Any, path: tuple[str, ...]) -> str:
        if path == ("writes",):
            return _WRITES
        if path == ("personal",):
            return _some_of(value)
        if isinstance(value, dict):
            members = (f"{re.escape(_SPELL(key))}:{self._pattern(value[key], (*path, key))}" for key in sorted(value))
            return r"\{" + ",".join(members) + r"\}"
        if isinstance(value, list):
            return self._list([self._pattern(one, (*path, str(at))) for at, one in enumerate(value)], path)
        if path in _CONSTANT:
            return re.escape(_SPELL(value))
        return self._caught(value, path) if self._is_of_row(path) else _FREE.get(path, _SCALAR)

    def _is_of_row(self, path: tuple[str, ...]) -> bool:
        return path == ("entry",) or (bool(self.kind) and path[:2] == ("facts", self.kind))

    def _list(self, patterns: list[str], path: tuple[str, ...]) -> str:
        """Of values that read alike there may be more or fewer; of postings as many as there are."""
        if self._is_of_row(path) or len({*patterns}) > 1:
            return r"\[" + ",".join(patterns) + r"\]"
        one = patterns[0] if patterns else _SCALAR
        return rf"\[(?:{one}(?:,{one})*)?\]"

    def _caught(self, value: Any, path: tuple[str, ...]) -> str:
        """Of a ledger's row every value that the books ask for is caught, without its quotes; what is mostly so is constant."""
        name = path[2] if len(path) == 3 else "id" if path == ("entry",) else ""
        if (
            value is None
            or isinstance(value, bool)
            or (self.kind, name, value) == ("entry", "consumed", 0)
            or path == _COUNT
        ):
            return re.escape(_SPELL(value))
        if name and name not in _WANTED[self.kind]:
            return _TEXT
        if path[0] == "facts" and name == "id":
            return r'"\1"'
        self.names.append(name)
        return f"({_NUMBER})" if isinstance(value, int) else f'"({_OF_ROW.get((self.kind, name)) or _PLAIN[1:-1]})"'

    def read(self, found: re.Match[str]) -> tuple[str, str | None, Any, str]:
        """Kind of row, the row's id as the event names it, the row, and the tree, of a body that fits."""
        if not self.kind:
            return "", None, None, self.tree
        caught, first, last = found.groups(), self.first, self.last
        row: dict[str, Any] = dict(zip(self.names, caught[:first] + caught[last:], strict=True))
        for name in self.numbers:
            row[name] = int(row[name])
        row.update(self.constant)
        if self.kind == "entry":
            sides = iter(caught[first:last])
            row["postings"] = [
                {"account": a, "amount": int(b), "aseq": int(c), "balance": int(d)}
                for a, b, c, d in zip(sides, sides, sides, sides, strict=True)
            ]
        return self.kind, row["id"], row, self.tree


def _some_of(names: dict[str, Any]) -> str:
    """Any of these personal texts, in their order: whoever gave one gave the other another time."""
    digest = '"[0-9a-f]{64}"'
    members = (rf"(?:{re.escape(_SPELL(name))}:{digest}(?:,|(?=\}})))?" for name in sorted(names))
    return r"\{" + "".join(members) + r"(?<!,)\}"


_CONSTANT = {("event",), ("tree",), ("v",), ("facts_version",)}
_COUNT = ("facts", "entry", "n")
# What the long way demands of a value outside of the facts.
_FREE: dict[tuple[str, ...], str] = {
    ("actor", "person"): f"(?:{_NUMBER}|null)",
    ("actor", "role"): _TEXT,
    ("actor", "seat"): f"(?:{_NUMBER}|null)",
    ("occurred_at",): f'"{_DAY}T{_TIME}"',
    ("subject",): f'(?!""){_TEXT}',
    ("nonce",): '"[0-9a-f]{32}"',
}
_OF_ROW: dict[tuple[str, ...], str] = {
    **{(kind, key): _UUID for kind in ("entry", "hold", "release") for key in ("id", "hold", "reverses")},
    **{(kind, "date"): _DAY for kind in ("entry", "hold", "release")},
}
# What the books ask of a row; postings stand apart.
_WANTED: dict[str, dict[str, type]] = {
    kind: {
        key: int if how.startswith("whole") else str
        for key, how in ROWS[kind].items()
        if how != "postings" and key not in ("basis", "kind")
    }
    for kind in ("entry", "hold", "release")
}
MOST_SHAPES, MOST_OF_AN_EVENT = 600, 24


class Shapes:
    """The shapes met so far, by event; those met last first. `learns` is off where everything is to be read the long way."""

    def __init__(self, tree: str, *, learns: bool = True) -> None:
        self.tree, self.learns = tree, learns
        self.of: dict[str, list[Shape]] = {}
        self.count = 0

    def read(self, body: bytes) -> tuple[str, str | None, Any, str]:
        """Kind of row, the row's id as the event names it, the row, and the tree. Raises Unfit."""
        try:
            text = body.decode()
        except UnicodeDecodeError:
            return self._long(body)
        at = text.find('"event":"') + 9
        known = self.of.get(text[at : text.find('"', at)], [])
        for shape in known:
            if found := shape.fits(text):
                if len(body) > MOST_BYTES or not (text.isascii() or is_normalized("NFC", text)):
                    break
                if shape is not known[0]:
                    known.insert(0, known.pop(known.index(shape)))
                return shape.read(found)
        return self._long(body)

    def _long(self, body: bytes) -> tuple[str, str | None, Any, str]:
        text, told = read_body(body)
        kind, row = row_of(told)
        # A shape is of one tree; what opens accounts or closes a period is rare.
        if (
            self.learns
            and told["tree"] == self.tree
            and kind not in ("accounts", "period")
            and self.count < MOST_SHAPES
        ):
            self._learn(text, told, kind)
        return kind, told["entry"], row, told["tree"]

    def _learn(self, text: str, told: dict[str, Any], kind: str) -> None:
        known, shape = self.of.setdefault(told["event"], []), Shape(told, kind)
        if len(known) < MOST_OF_AN_EVENT and shape.fits(text):
            known.insert(0, shape)
            self.count += 1


# --- The ledger, rebuilt from the events ---------------------------------------------------------------------------


class Account:
    __slots__ = ("aseq", "balance", "floor", "held")

    def __init__(self, floor: int | None) -> None:
        self.aseq, self.balance, self.held, self.floor = 0, 0, 0, floor


class Seen:
    """Words that came, each as a number of 64 bits and where it came, in a temporary file: memory stays as it is.

    The numbers are hashes of this run, which nobody foresees; that any two of two million agree by chance is one in ten
    million, and it would be said. By their last bits they lie in heaps, small enough to look through one after the other.
    """

    HEAPS, AT_ONCE = 256, 1 << 14

    def __init__(self) -> None:
        self.waiting: list[list[int]] = [[] for _heap in range(self.HEAPS)]
        self.parts: list[list[tuple[int, int]]] = [[] for _heap in range(self.HEAPS)]
        self.count = 0
        self.file: Any = None

    def __del__(self) -> None:
        if self.file:
            self.file.close()

    def add(self, word: str, seq: int) -> None:
        number = hash(word)
        self.waiting[number & 255] += (number, seq)
        self.count += 1
        if self.count == self.AT_ONCE:
            self._put_down()

    def _put_down(self) -> None:
        self.file = self.file or tempfile.TemporaryFile()  # noqa: SIM115  # gone with its last reader
        for heap, numbers in enumerate(self.waiting):
            self.parts[heap].append((self.file.seek(0, 2), len(numbers)))
            self.file.write(array("q", numbers).tobytes())
            numbers.clear()
        self.count = 0

    def heap(self, number: int) -> tuple[array[int], array[int]]:
        """The numbers of a heap, and where each came."""
        both = array("q")
        for place, count in self.parts[number & 255]:
            self.file.seek(place)
            both.frombytes(self.file.read(8 * count))
        both.extend(self.waiting[number & 255])
        return both[0::2], both[1::2]

    def again(self) -> Iterator[int]:
        """Where a word came that had come before."""
        for heap in range(self.HEAPS):
            numbers, places = self.heap(heap)
            if len(set(numbers)) == len(numbers):
                continue
            first: set[int] = set()
            for number, place in zip(numbers, places, strict=True):
                if number in first:
                    yield place
                first.add(number)

    def first(self, words: list[str]) -> dict[str, int]:
        """Where each of these words came first, if it did."""
        wanted: dict[int, list[str]] = {}
        for word in words:
            wanted.setdefault(hash(word) & 255, []).append(word)
        found: dict[str, int] = {}
        for heap, here in wanted.items():
            numbers, places = self.heap(heap)
            there = dict(zip(reversed(numbers), reversed(places), strict=True))
            found.update((word, there[hash(word)]) for word in here if hash(word) in there)
        return found


class Reversals:
    """What was reversed, and with which postings: a line each in a temporary file, for the end."""

    AT_ONCE = 20_000

    def __init__(self) -> None:
        self.file: Any = None

    def __del__(self) -> None:
        if self.file:
            self.file.close()

    def add(self, seq: int, reverses: str, postings: list[dict[str, Any]]) -> None:
        self.file = self.file or tempfile.TemporaryFile()  # noqa: SIM115  # gone with its last reader
        self.file.write(_SPELL([seq, reverses, _sides(postings)]).encode() + b"\n")

    def pages(self) -> Iterator[list[tuple[int, str, list[list[Any]]]]]:
        if self.file is None:
            return
        self.file.seek(0)
        while page := [tuple(json.loads(line)) for line in islice(self.file, self.AT_ONCE)]:
            yield page


class Books:
    """Every account, open hold and period as the events so far make them. `row_at` reads an event again, for what it reversed."""

    def __init__(self, row_at: Callable[[int], tuple[str, Any]] = lambda _seq: ("", None)) -> None:
        self.findings = Findings()
        self.accounts: dict[str, Account] = {}
        self.holds: dict[str, list[Any]] = {}
        self.closed: dict[str, str] = {}
        self.ids, self.references, self.reversed, self.reversals = Seen(), Seen(), Seen(), Reversals()
        self.row_at = row_at
        self.entry_count = 0
        self._rows = {"entry": self.entry, "hold": self.hold, "release": self.release}

    def find(self, seq: int, code: str, satang: int = 0, note: str = "") -> None:
        self.findings.find(seq, code, satang, note)

    def take(self, seq: int, kind: str, named: str | None, row: Any) -> None:
        """Apply what one event tells."""
        if kind in self._rows:
            if row["id"] != named:
                self.find(seq, "ID_DIFFERS", note=str(named))
            self.ids.add(row["id"], seq)
            self.references.add(row["reference"], seq)
            self._rows[kind](seq, row)
        elif kind == "accounts":
            for account in row:
                if self.accounts.setdefault(account["code"], Account(account["floor"])).aseq:
                    self.find(seq, "ACCOUNT_REPEATED", note=account["code"])
        elif kind == "period":
            self.closed[row["book"]] = max(row["ends_on"], self.closed.get(row["book"], ""))

    def entry(self, seq: int, entry: dict[str, Any]) -> None:
        """Exact count, zero sum, gapless and chained postings, an open period, enough available."""
        self.entry_count += 1
        postings = entry["postings"]
        if entry["consumed"] or entry["hold"]:
            self._consume(seq, entry["hold"], entry["consumed"])
        total = 0
        for posting in postings:
            code, amount = posting["account"], posting["amount"]
            account = self.accounts.get(code) or self._unknown(seq, code, amount)
            total += amount
            account.aseq += 1
            account.balance += amount
            if posting["aseq"] != account.aseq or posting["balance"] != account.balance:
                self._broken(seq, account, posting)
            if amount < 0 and account.floor is not None and account.balance - account.held < account.floor:
                self.find(seq, "OVERDRAWN", account.floor - account.balance + account.held, code)
        if total:
            self.find(seq, "ENTRY_UNBALANCED", total)
        if len(postings) != entry["n"] or entry["n"] < 2:
            self.find(seq, "COUNT_WRONG", note=f"{len(postings)} postings, not {entry['n']}")
        if self.closed and entry["date"] <= self.closed.get(entry["book"], ""):
            moved = sum(abs(posting["amount"]) for posting in postings) // 2
            self.find(seq, "PERIOD_CLOSED", moved, entry["date"])
        if entry["reverses"]:
            self.reversed.add(entry["reverses"], seq)
            self.reversals.add(seq, entry["reverses"], postings)

    def _broken(self, seq: int, account: Account, posting: dict[str, Any]) -> None:
        """Said once: what follows is measured by what stands here."""
        code = "POSTING_GAP" if posting["aseq"] != account.aseq else "BALANCE_BROKEN"
        self.find(seq, code, posting["balance"] - account.balance, posting["account"])
        account.aseq, account.balance = posting["aseq"], posting["balance"]

    def _unknown(self, seq: int, code: str, amount: int) -> Account:
        """Remembered as if it had been opened, as far as memory goes: a log of invented accounts is wrong anyway."""
        self.find(seq, "ACCOUNT_UNKNOWN", amount, code)
        account = Account(None)
        if self.findings.counts["ACCOUNT_UNKNOWN"] < MOST_UNKNOWN:
            self.accounts[code] = account
        return account

    def hold(self, seq: int, hold: dict[str, Any]) -> None:
        account = self.accounts.get(hold["account"]) or self._unknown(seq, hold["account"], hold["amount"])
        account.held += hold["amount"]
        self.holds[hold["id"]] = [account, hold["amount"]]
        if account.floor is not None and account.balance - account.held < account.floor:
            self.find(seq, "OVERDRAWN", account.floor - account.balance + account.held, hold["account"])

    def release(self, seq: int, release: dict[str, Any]) -> None:
        left = self._consume(seq, release["hold"], release["amount"])
        if left != release["remaining"]:
            self.find(seq, "HOLD_BROKEN", release["amount"], release["hold"])

    def _consume(self, seq: int, hold_id: str | None, amount: int) -> int | None:
        """What is left of the hold. One that is used up is forgotten: nothing can be taken of it any more."""
        hold = self.holds.get(hold_id) if hold_id else None
        if hold is None or hold_id is None:
            self.find(seq, "HOLD_UNKNOWN", amount, str(hold_id))
            return None
        hold[0].held -= amount
        hold[1] -= amount
        if hold[1] < 0:
            self.find(seq, "HOLD_OVERDRAWN", -hold[1], hold_id)
        if hold[1] == 0:
            del self.holds[hold_id]
        return int(hold[1])

    def close(self) -> None:
        """What shows only at the end: what came again, and reversals that mirror nothing."""
        for seen, code in ((self.ids, "ENTRY_REPEATED"), (self.references, "REFERENCE_REPEATED")):
            for seq in seen.again():
                self.find(seq, code)
        twice = set(islice(self.reversed.again(), MOST_UNKNOWN))
        for page in self.reversals.pages():
            firsts = self.ids.first([reverses for _seq, reverses, _told in page])
            for seq, reverses, told in page:
                if seq in twice:
                    self.find(seq, "REVERSED_TWICE", sum(amount for _code, amount in told if amount > 0), reverses)
                else:
                    self._mirror(seq, reverses, told, firsts.get(reverses))

    def _mirror(self, seq: int, reverses: str, sides: list[list[Any]], first: int | None) -> None:
        original = self._sides_at(first) if first is not None and first < seq else None
        if original is None or sorted([code, -amount] for code, amount in original) != sorted(sides):
            there, here = Counter(dict(original or ())), Counter(dict(sides))
            self.find(seq, "NOT_A_MIRROR", sum(abs(here[code] + there[code]) for code in {*here, *there}), reverses)

    def _sides_at(self, seq: int) -> list[list[Any]] | None:
        """The postings of an entry that is no reversal itself."""
        kind, row = self.row_at(seq)
        return _sides(row["postings"]) if kind == "entry" and not row["reverses"] else None


MOST_UNKNOWN = 10_000


def _sides(postings: list[dict[str, Any]]) -> list[list[Any]]:
    return [[posting["account"], posting["amount"]] for posting in postings]


def moved_by(row: Any) -> int:
    """The satang that a row of the ledger moves, or sets aside."""
    if not isinstance(row, dict):
        return 0
    if "postings" in row:
        return int(sum(abs(posting["amount"]) for posting in row["postings"]) // 2)
    return int(abs(row.get("amount", 0)))


# --- Keys, notes and policies (C2SP signed-note, tlog-checkpoint, tlog-cosignature, tlog-policy) ----------------------

LOG, WITNESS = 1, 4
_NAME = re.compile(r"[^\s+]+")
_SIZE = re.compile("0|[1-9][0-9]{0,18}")


def unbase(text: str) -> bytes:
    """Standard base64 in its one spelling. Raises ValueError."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError(f"no base64: {text[:60]!r}") from error
    if base64.b64encode(raw).decode() != text:
        raise ValueError(f"not how these bytes are spelled: {text[:60]!r}")
    return raw


class Key(NamedTuple):
    name: str
    kind: int
    raw: bytes

    @property
    def id(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.raw).digest()[:4]


def read_vkey(text: str) -> Key:
    """Raises ValueError for what is no key, or whose id is not its own."""
    name, _, rest = text.strip().partition("+")
    told, _, spelled = rest.partition("+")
    raw = unbase(spelled)
    if not _NAME.fullmatch(name) or len(raw) != 33 or raw[0] not in (LOG, WITNESS):
        raise ValueError(f"no verifier key: {text[:80]!r}")
    key = Key(name, raw[0], raw[1:])
    if key.id.hex() != told:
        raise ValueError(f"the id of {name} is {key.id.hex()}, not {told[:8]!r}")
    return key


class Note(NamedTuple):
    """A checkpoint as a signed note: what it says, the very text that is signed, and by whom."""

    origin: str
    size: int
    root: bytes
    text: str
    lines: list[tuple[str, bytes, bytes]]

    def signed_by(self, key: Key) -> int | None:
        """When this key signed, 0 for a log's own, which says no time; None when it did not."""
        for name, number, signature in self.lines:
            if name != key.name or number != key.id:
                continue
            seconds = struct.unpack(">Q", signature[:8])[0] if key.kind == WITNESS and len(signature) == 72 else 0
            told = f"cosignature/v1\ntime {seconds}\n{self.text}" if key.kind == WITNESS else self.text
            if signature_holds(key.raw, told.encode(), signature[8:] if key.kind == WITNESS else signature):
                return int(seconds)
        return None


def read_note(raw: bytes) -> Note:
    """Raises ValueError for what is no signed checkpoint."""
    whole = raw.decode() if len(raw) <= 1 << 16 else ""
    text, blank, below = whole.rpartition("\n\n")
    if not blank or not whole.endswith("\n") or any(sign < " " and sign != "\n" for sign in whole):
        raise ValueError("a checkpoint is a text, a blank line, and signatures")
    origin, size, root, *_more = [*text.split("\n"), "", "", ""][: text.count("\n") + 4]
    hashed = unbase(root)
    if not origin or not _SIZE.fullmatch(size) or len(hashed) != 32:
        raise ValueError("a checkpoint is an origin, a size and a root")
    lines = below[:-1].split("\n")
    if len(set(lines)) != len(lines):
        raise ValueError("a signature stands there twice")
    return Note(origin, int(size), hashed, text + "\n", [_line(line) for line in lines])


def _line(line: str) -> tuple[str, bytes, bytes]:
    name, space, spelled = line.removeprefix("— ").partition(" ")
    raw = unbase(spelled)
    if not line.startswith("— ") or not space or not _NAME.fullmatch(name) or len(raw) < 5:
        raise ValueError(f"no signature: {line[:80]!r}")
    return name, raw[:4], raw[4:]


class Policy:
    """Whose signatures a checkpoint needs. Raises ValueError for a line that the format does not know."""

    def __init__(self, text: str = "") -> None:
        self.logs: list[Key] = []
        self.witnesses: dict[str, Key] = {}
        self.groups: dict[str, tuple[int, tuple[str, ...]]] = {}
        self.quorum = ""
        for line in text.splitlines():
            words = line.split()
            if words and not words[0].startswith("#"):
                self._read(words, line)

    def _read(self, words: list[str], line: str) -> None:
        word, *rest = words
        known: Any
        known = {"log": self._log, "witness": self._witness, "group": self._group, "quorum": self._quorum}.get(word)
        try:
            if known is None:
                raise ValueError("not a word of a policy")
            known(*rest)
        except (TypeError, KeyError, ValueError) as error:
            raise ValueError(f"{line[:100]!r}: {error}") from None

    def _log(self, vkey: str, url: str = "") -> None:
        self.logs.append(self._of_kind(vkey, LOG))

    def _witness(self, name: str, vkey: str, url: str = "") -> None:
        self._require_new(name)
        self.witnesses[name] = self._of_kind(vkey, WITNESS)

    def _group(self, name: str, least: str, *members: str) -> None:
        self._require_new(name)
        if strange := [member for member in members if member not in {*self.witnesses, *self.groups}]:
            raise ValueError(f"{strange[0]} is not defined yet")
        count = {"any": 1, "all": len(members)}.get(least) or int(least)
        if not 1 <= count <= len(members) or len(set(members)) != len(members):
            raise ValueError("so many of these cannot have signed")
        self.groups[name] = (count, members)

    def _quorum(self, name: str) -> None:
        if self.quorum or name not in {"none", *self.witnesses, *self.groups}:
            raise ValueError("one quorum, of what is defined")
        self.quorum = name

    def _require_new(self, name: str) -> None:
        if name in {"none", *self.witnesses, *self.groups}:
            raise ValueError(f"{name} is defined already")

    @staticmethod
    def _of_kind(vkey: str, kind: int) -> Key:
        key = read_vkey(vkey)
        if key.kind != kind:
            raise ValueError(f"{key.name} is another kind of key")
        return key

    def is_met(self, note: Note) -> bool:
        return self.quorum in ("", "none") or self._holds(self.quorum, set(self.seen_by(note)))

    def _holds(self, name: str, seen: set[str]) -> bool:
        if name in self.witnesses:
            return name in seen
        least, members = self.groups[name]
        return sum(self._holds(member, seen) for member in members) >= least

    def seen_by(self, note: Note) -> dict[str, int]:
        """Which witnesses have seen it, and when (seconds since 1970)."""
        times = {name: note.signed_by(key) for name, key in self.witnesses.items()}
        return {name: seconds for name, seconds in times.items() if seconds is not None}


class Trust(NamedTuple):
    """What its user brings: the logs' keys, the signer's raw key for older checkpoints, and whose signatures suffice."""

    vkeys: tuple[Key, ...] = ()
    key: str | None = None
    policy: Policy = Policy()

    def log_keys(self, origin: str) -> list[Key]:
        return [key for key in (*self.vkeys, *self.policy.logs) if key.kind == LOG and key.name == origin]

    def why_not(self, note: Note, further: tuple[Key, ...] = ()) -> str:
        """The reason against believing a note, or "". `further` are keys that came with it, used where none was brought."""
        keys = self.log_keys(note.origin) or ([] if self.vkeys or self.policy.logs else [*further])
        keys = [key for key in keys if key.name == note.origin and (not self.key or key.raw.hex() == self.key.lower())]
        if not any(note.signed_by(key) is not None for key in keys):
            return (
                "not signed by a key of this log"
                if keys
                else f"no key of {note.origin} is known: give --vkey or --policy"
            )
        return "" if self.policy.is_met(note) else "too few witnesses have seen it"


class Checkpoint(NamedTuple):
    """One that is checked against the walk: older ones name many trees, a note names one."""

    name: str
    size: int
    root: bytes
    key: str
    wrong: str


def _of_json(line: bytes, name: str, tree: str, trust: Trust) -> Checkpoint | None:
    """None for one that does not speak of this tree. Raises ValueError and its kin for what is no checkpoint."""
    told = _strict(line, {"body", "signature", "key"})
    if not _HEX.fullmatch(told["key"]) or not re.fullmatch("[0-9a-f]{128}", told["signature"]):
        raise ValueError("key and signature are told in small hex digits")
    body, key = told["body"].encode(), bytes.fromhex(told["key"])
    said = _strict(body, {"at", "heads", "v"})
    if said["v"] != 1 or any(head.keys() != {"tree", "size", "root"} for head in said["heads"]):
        raise ValueError("a checkpoint of another kind")
    heads = [(_whole(head["size"]), _node(head["root"])) for head in said["heads"] if head["tree"] == tree]
    wrong = "" if signature_holds(key, body, bytes.fromhex(told["signature"])) else "its signature does not hold"
    if trust.key and key.hex() != trust.key.lower():
        wrong = "signed by another key"
    elif _SPELL(said).encode() != body or len(heads) > 1:
        wrong = wrong or "not as a checkpoint is written"
    return Checkpoint(name, *heads[0], key.hex(), wrong) if heads else None


def _strict(raw: bytes, keys: set[str]) -> dict[str, Any]:
    """An object of exactly these keys, each once."""
    told = _DECODE(raw.decode())
    pairs = json.JSONDecoder(object_pairs_hook=list).decode(raw.decode())
    if not isinstance(told, dict) or told.keys() != keys or len(pairs) != len(keys):
        raise ValueError(f"not the keys {', '.join(sorted(keys))}")
    return told


def _whole(value: Any) -> int:
    if not is_whole(value) or not 0 <= value < MOST_SIZE:
        raise ValueError(f"{value!r:.40} is no whole number")
    return int(value)


def _node(text: Any) -> bytes:
    if type(text) is not str or not _HEX.fullmatch(text):
        raise ValueError("a node is 32 bytes in small hex digits")
    return bytes.fromhex(text)


def read_held(raw: bytes, name: str, tree: str, trust: Trust, further: tuple[Key, ...] = ()) -> Checkpoint | None:
    """A checkpoint that somebody holds: a note, or the older kind."""
    if raw.lstrip().startswith(b"{"):
        return _of_json(raw, name, tree, trust)
    note = read_note(raw)
    if tree_of(note.origin) != tree:
        return None
    return Checkpoint(name, note.size, note.root, note.origin, trust.why_not(note, further))


def tree_of(origin: str) -> str:
    """The tree that a log's name ends with; a log that was begun again has a number behind it."""
    found = re.search(rf"/({_TREE})(?:/[1-9][0-9]*)?$", origin)
    return found[1] if found else ""


# --- What lies in a folder -----------------------------------------------------------------------------------------

Event = tuple[bytes | None, bytes | None]  # body and leaf, of which one may be missing


class Bundle:
    """What `export_audit` writes: one body a line, the leaves beside them, signed checkpoints, and a manifest."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        raw = (folder / "manifest.json").read_bytes()
        told = _strict(raw, {"format", "tree", "size", "root"})
        if _SPELL(told).encode() + b"\n" != raw or told["format"] != 1 or not re.fullmatch(_TREE, str(told["tree"])):
            raise ValueError("a manifest of another format")
        self.tree, self.size, self.root = str(told["tree"]), _whole(told["size"]), _node(told["root"])
        self.has_bodies, self.findings = True, Findings()
        self.places = Places()
        self.keys: tuple[Key, ...] = ()

    def events(self) -> Iterator[Event]:
        """Where one of both files ends earlier, the other's half is missing."""
        with (self.folder / "log.jsonl").open("rb") as bodies, (self.folder / "leaves.bin").open("rb") as leaves:
            for lines in _blocks(bodies):
                self.places.add(lines)
                hashes = leaves.read(32 * len(lines))
                yield from zip(lines, _pieces(hashes, len(lines)), strict=True)
            while leaf := leaves.read(32):
                yield None, leaf

    def body_at(self, seq: int) -> bytes | None:
        with (self.folder / "log.jsonl").open("rb") as bodies:
            bodies.seek(self.places.of(seq))
            return next((body for body, _place in _lines(bodies, MOST_BYTES + 1)), None)

    def checkpoints(self, trust: Trust) -> Iterator[Checkpoint]:
        """In the order in which they were signed."""
        with (self.folder / "checkpoints.jsonl").open("rb") as file:
            for number, (line, _place) in enumerate(_lines(file, MOST_LINE), 1):
                point = _of_json(line, f"checkpoint {number} of the bundle", self.tree, trust)
                if point is None or _SPELL(_DECODE(line.decode())).encode() != line:
                    raise ValueError(f"checkpoint {number} is not one of this tree as it is written")
                yield point


class Places:
    """Where each line of a file begins, in a temporary one: eight bytes a line, and none of them in memory."""

    def __init__(self) -> None:
        self.file: Any = tempfile.TemporaryFile()  # noqa: SIM115  # gone with its last reader
        self.next = 0

    def __del__(self) -> None:
        self.file.close()

    def add(self, lines: list[bytes]) -> None:
        *places, self.next = accumulate((len(line) + 1 for line in lines), initial=self.next)
        self.file.write(array("q", places).tobytes())

    def of(self, number: int) -> int:
        self.file.seek(8 * number)
        place = array("q")
        place.frombytes(self.file.read(8))
        self.file.seek(0, 2)
        return place[0]


class Tiles:
    """What `publish_log` writes, or anybody who mirrors it: a note, hash tiles, and perhaps the bodies in entry bundles."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.note = read_note((folder / "checkpoint").read_bytes())
        self.tree, self.size, self.root = tree_of(self.note.origin), self.note.size, self.note.root
        if not self.tree:
            raise ValueError(f"{self.note.origin} names no tree")
        self.has_bodies, self.findings = (folder / "tile" / "entries").is_dir(), Findings()
        vkey = folder / "vkey"
        self.keys: tuple[Key, ...] = (read_vkey(vkey.read_text()),) if vkey.exists() else ()

    def events(self) -> Iterator[Event]:
        levels = Levels(self)
        for number in range((self.size + 255) >> 8):
            width = min(256, self.size - (number << 8))
            hashes = self._tile(0, number, width) or b""
            leaves = [hashes[at : at + 32] for at in range(0, len(hashes), 32)] if len(hashes) == 32 * width else []
            bodies = self._bodies(number, width) if self.has_bodies else []
            for at in range(width):
                yield (bodies[at] if at < len(bodies) else None), (leaves[at] if leaves else None)
            levels.take(leaves, number << 8)
        levels.close()

    def _tile(self, level: int, number: int, width: int) -> bytes | None:
        """The full tile where it is there, or the part of it that belongs to this size."""
        place = self.folder / "tile" / ("entries" if level < 0 else str(level)) / numbered(number)
        found = place if place.is_file() else place.with_name(f"{place.name}.p") / str(width)
        wrong = "TILE_MISSING" if not found.is_file() else "TILE_CHANGED" if found.stat().st_size > MOST_TILE else ""
        if wrong:
            self.findings.find(number << 8 * max(level, 0) + 8, wrong, 0, str(found.relative_to(self.folder)))
            return None
        raw = found.read_bytes()
        if level >= 0 and len(raw) != 32 * (256 if found == place else width):
            self.findings.find(number << 8 * level + 8, "TILE_CHANGED", 0, f"{found.relative_to(self.folder)} is cut")
        return raw if level < 0 else raw[: 32 * width]

    def _bodies(self, number: int, width: int) -> list[bytes]:
        raw, bodies, at = self._tile(-1, number, width) or b"", [], 0
        whole = (self.folder / "tile" / "entries" / numbered(number)).is_file()
        while at + 2 <= len(raw):
            length = struct.unpack_from(">H", raw, at)[0]
            bodies.append(raw[at + 2 : at + 2 + length])
            at += 2 + length
        if at != len(raw) or len(bodies) != (256 if whole else width):
            self.findings.find(
                number << 8, "TILE_CHANGED", 0, f"entries/{numbered(number)} does not end where an entry ends"
            )
        return bodies[:width]

    def body_at(self, seq: int) -> bytes | None:
        bodies = self._bodies(seq >> 8, min(256, self.size - (seq >> 8 << 8)))
        return bodies[seq & 255] if seq & 255 < len(bodies) else None

    def checkpoints(self, trust: Trust) -> Iterator[Checkpoint]:
        wrong = trust.why_not(self.note, self.keys)
        yield Checkpoint("the checkpoint", self.size, self.root, self.note.origin, wrong)


class Levels:
    """Compares the upper tiles, which nobody needs who has the lowest, with what those make."""

    def __init__(self, tiles: Tiles) -> None:
        self.tiles = tiles
        self.open: dict[int, list[bytes]] = {}

    def take(self, leaves: list[bytes], seq: int) -> None:
        if len(leaves) == 256:
            self._put(1, _perfect(leaves), seq)

    def _put(self, level: int, node: bytes, seq: int) -> None:
        row = self.open.setdefault(level, [])
        row.append(node)
        if len(row) == 256:
            self._compare(level, seq >> 8 * level + 8)
            self.open[level] = []
            self._put(level + 1, _perfect(row), seq)

    def _compare(self, level: int, number: int) -> None:
        row = self.open[level]
        there = self.tiles._tile(level, number, len(row))
        for at, node in enumerate(row):
            if there is not None and there[32 * at : 32 * at + 32] != node:
                seq = (number << 8 | at) << 8 * level
                self.tiles.findings.find(seq, "TILE_CHANGED", 0, f"tile/{level}/{numbered(number)} at {at}")
                return

    def close(self) -> None:
        for level, row in self.open.items():
            if row:
                self._compare(level, self.tiles.size >> 8 * level + 8)


MOST_TILE = 256 * (MOST_BYTES + 2)


def _perfect(nodes: list[bytes]) -> bytes:
    while len(nodes) > 1:
        nodes = [sha256(b"\x01" + nodes[at] + nodes[at + 1]).digest() for at in range(0, len(nodes), 2)]
    return nodes[0]


def numbered(number: int) -> str:
    """1234067 is "x001/x234/067"."""
    groups = [f"{number % 1000:03}"]
    while number >= 1000:
        number //= 1000
        groups.append(f"x{number % 1000:03}")
    return "/".join(reversed(groups))


def _lines(file: Any, most: int) -> Iterator[tuple[bytes, int]]:
    """Lines without their ends, and where each begins. A longer one than `most` comes in pieces: it is too long anyway."""
    place = file.tell()
    while line := file.readline(most + 2):
        begins, place = place, place + len(line)
        yield (line[:-1] if line.endswith(b"\n") else line + OPEN), begins


def _blocks(file: Any) -> Iterator[list[bytes]]:
    """Whole lines, a megabyte at a time. One that is longer than any body is given as far as it was read: it is too long anyway."""
    rest = b""
    while block := file.read(1 << 20):
        *lines, rest = (rest + block).split(b"\n")
        yield lines
        if len(rest) > MOST_BYTES:
            yield [rest]
            rest = b""
    if rest:
        yield [rest + OPEN]


# Behind a last line that does not end: no body holds it, so that it is another one than was hashed.
OPEN = b"\0"


def _pieces(hashes: bytes, count: int) -> list[bytes | None]:
    """So many pieces of 32 bytes; None for those that are not there."""
    return [hashes[at : at + 32] or None for at in range(0, 32 * count, 32)]


def opened(folder: Path) -> Bundle | Tiles:
    return Bundle(folder) if (folder / "manifest.json").exists() else Tiles(folder)


# --- One pass ------------------------------------------------------------------------------------------------------


class Walk:
    """One pass over the log: leaves against bodies, the tree, the ledger, and what checkpoints say on the way."""

    def __init__(self, source: Bundle | Tiles, held: list[Checkpoint], trust: Trust, *, learns: bool = True) -> None:
        self.source, self.tree = source, source.tree
        self.size, self.good = 0, 0
        self.frontier: list[bytes] = []
        self.books = Books(self._row_at)
        self.shapes = Shapes(source.tree, learns=learns)
        self.signed: dict[str, int] = {}
        self.findings = Findings()
        # Two rows of checkpoints that rise in size: those that somebody holds, and those that lie there.
        self.held, self.lying = sorted(held, key=lambda point: point.size), source.checkpoints(trust)
        self.ahead: list[Checkpoint | None] = [None, None]
        self._draw(0)
        self._draw(1)

    @property
    def root(self) -> bytes:
        return root_of(self.frontier)

    def _draw(self, row: int) -> None:
        """The next checkpoint of a row. One that is smaller than what went before it is compared with nothing any more."""
        before = self.ahead[row]
        try:
            found = (self.held.pop(0) if self.held else None) if row == 0 else next(self.lying, None)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            self.findings.find(self.good, "CHECKPOINT_UNREADABLE", 0, f"{type(error).__name__}: {error}")
            found, self.lying = None, iter(())
        # Of those that lie there each is of more than the one before.
        if found and before and found.size < before.size + row:
            self.findings.find(found.size, "CHECKPOINT_DISORDERED", 0, found.name)
            self._draw(row)
            return
        self.ahead[row] = found

    def run(self, held: Iterator[Event] | None) -> None:
        """`held` are the events as somebody took them away before."""
        self._meet()
        for seq, (body, leaf) in enumerate(self.source.events()):
            if body is None and (leaf is None or len(leaf) != 32 or isinstance(self.source, Bundle)):
                self.findings.find(seq, "SIZE_DIFFERS", 0, "the body of this event is not there")
                return
            hashed = sha256(b"\x00" + body).digest() if body is not None else leaf or b""
            grow(self.frontier, seq, hashed)
            self.size = seq + 1
            row = self._take(seq, body) if body is not None else None
            if leaf != hashed or (body is None and self.source.has_bodies):
                self._changed(seq, body, leaf, row)
            if held is not None:
                held = self._compare(held, seq, hashed, row)
            if self.size == self._next:
                self._meet()

    def _take(self, seq: int, body: bytes) -> Any:
        """What the event tells of the ledger."""
        try:
            kind, named, row, tree = self.shapes.read(body)
        except Unfit as wrong:
            self.findings.find(seq, wrong.code, _told_satang(body), wrong.note)
            return None
        if tree != self.tree:
            self.findings.find(seq, "WRONG_TREE", moved_by(row), tree)
        elif kind:
            self.books.take(seq, kind, named, row)
        return row

    def _row_at(self, seq: int) -> tuple[str, Any]:
        """The row that an event tells; none where it cannot be read any more."""
        try:
            kind, _named, row, _tree = self.shapes.read(self.source.body_at(seq) or b"")
        except Unfit:
            return "", None
        return kind, row

    def _changed(self, seq: int, body: bytes | None, leaf: bytes | None, row: Any) -> None:
        if body is None or leaf is None:
            self.findings.find(
                seq, "SIZE_DIFFERS", 0, f"no {'body' if body is None else 'leaf'} of this event is there"
            )
            return
        wrong = [abs(found.satang) for found in self.books.findings[-4:] if found.seq == seq]
        moved = max(wrong, default=0) or (0 if row else _told_satang(body))
        self.findings.find(seq, "BODY_CHANGED", moved, "the body is not the one that was hashed")

    def _compare(self, held: Iterator[Event], seq: int, hashed: bytes, row: Any) -> Iterator[Event] | None:
        """Until the first event that is another one than was held; from there on everything differs."""
        body, leaf = next(held, (None, None))
        there = leaf if body is None else sha256(b"\x00" + body).digest()
        if there is None or there == hashed:
            return held if there else None
        before = _told_satang(body) if body is not None else 0
        here = moved_by(row)
        note = (
            f"another event than the one that is held, which moved {before}"
            if body is not None
            else "another event than is held"
        )
        self.findings.find(seq, "REWRITTEN", abs(here - before) if body is not None else here, note)
        return None

    def _meet(self) -> None:
        """Compare the checkpoints of this size."""
        for row in (0, 1):
            while (point := self.ahead[row]) and point.size <= self.size:
                self._check(point)
                self._draw(row)
        sizes = [point.size for point in self.ahead if point]
        self._next = min(sizes, default=-1)

    def _check(self, point: Checkpoint) -> None:
        """An earlier good checkpoint vouches for the first `good` events."""
        if point.wrong:
            self.findings.find(point.size, "CHECKPOINT_FORGED", 0, f"{point.name}: {point.wrong}")
        elif point.size == self.size and self.root != point.root:
            note = f"{point.name}: an event from here to {point.size - 1} was rewritten"
            self.findings.find(self.good, "ROOT_DIFFERS", 0, note)
        elif point.size == self.size:
            self.good = self.signed[point.key] = point.size
            if len(self.signed) > MOST_FINDINGS:
                self.signed.pop(next(iter(self.signed)))

    def close(self) -> None:
        """What the end shows: checkpoints of more than there is, another size or root, and what the books find last."""
        for row in (0, 1):
            while point := self.ahead[row]:
                if point.wrong:
                    self._check(point)
                else:
                    note = f"{point.name} saw {point.size} events, here are {self.size}"
                    self.findings.find(self.size, "LOG_TRUNCATED", 0, note)
                self._draw(row)
        if self.size != self.source.size:
            self.findings.find(min(self.size, self.source.size), "SIZE_DIFFERS", 0, f"{self.size} events are here")
        elif self.root != self.source.root:
            self.findings.find(self.good, "ROOT_DIFFERS", 0, "as told here: an event from here on was rewritten")
        self.books.close()
        self.findings.take(self.source.findings)
        self.findings.take(self.books.findings)


def _told_satang(body: bytes) -> int:
    """What a body says that it moves, read without any demand: only to say how much is at stake."""
    try:
        facts = json.loads(body)["facts"]
        moved = [moved_by(facts[kind]) for kind in ("entry", "hold", "release") if kind in facts]
        return max((amount for amount in moved if is_whole(amount)), default=0)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return 0


def verify(
    folder: Path,
    held: list[Path],
    key: str | None,
    *,
    trust: Trust | None = None,
    held_side: Path | None = None,
    learns: bool = True,
) -> tuple[list[Finding], Walk]:
    """Everything that is wrong, in the order of the log, and the walk that found it."""
    trust = trust or Trust(key=key)
    source = opened(folder)
    points = [
        read_held(path.read_bytes(), f"held checkpoint {path.name}", source.tree, trust, source.keys) for path in held
    ]
    walk = Walk(source, [point for point in points if point], trust, learns=learns)
    there = opened(held_side) if held_side else None
    if there and there.tree != source.tree:
        raise ValueError(f"what is held is of tree {there.tree}")
    walk.run(there.events() if there else None)
    walk.close()
    if there and there.size > walk.size:
        walk.findings.find(walk.size, "LOG_TRUNCATED", 0, f"{there.size} events were held, here are {walk.size}")
    # A root tells only where to begin looking: what names its event goes before it.
    return sorted(
        walk.findings, key=lambda found: (found.code == "ROOT_DIFFERS", found.seq, found.code != "BODY_CHANGED")
    ), walk


# --- One paper -----------------------------------------------------------------------------------------------------


class Proof(NamedTuple):
    """What `proof.json` or a `.tlog-proof` says; `row` is the paper's own evidence, where its event names it."""

    body: bytes
    tree: str
    place: int
    size: int
    path: list[bytes]
    root: bytes
    name: str
    key: str
    wrong: str
    row: str | None


def read_proof(raw: bytes, trust: Trust) -> Proof:
    """Raises ValueError and its kin for what is no proof."""
    return _read_text(raw, trust) if raw.startswith(b"c2sp.org/tlog-proof@v1\n") else _read_json(raw, trust)


def _read_json(raw: bytes, trust: Trust) -> Proof:
    told = _DECODE(raw.decode())
    if told["v"] != 1 or told.keys() - {"row"} != _PROOF:
        raise ValueError(f"a proof of version {told['v']!r} is not known here")
    point = _of_json(_SPELL(told["checkpoint"]).encode(), "the proof's checkpoint", told["tree"], trust)
    size, root = _whole(told["size"]), _node(told["root"])
    wrong, key = (point.wrong, point.key) if point else ("", "")
    found = Proof(
        told["body"].encode(), told["tree"], _index(told["index"]), size, list(map(_node, told["path"])), root,
        "the proof's checkpoint", key, wrong, _text_or_none(told.get("row")),
    )  # fmt: skip
    if point is None or (point.size, point.root) != (size, root):
        return found._replace(name="", wrong=found.wrong)
    return found


_PROOF = {"v", "body", "tree", "index", "size", "path", "root", "checkpoint"}


def _text_or_none(value: Any) -> str | None:
    if not (value is None or type(value) is str):
        raise ValueError(f"{value!r:.40} is no text of a row")
    return value


def _index(value: Any) -> int:
    if type(value) is not int:
        raise ValueError(f"{value!r:.40} is no whole number")
    return value


def _read_text(raw: bytes, trust: Trust) -> Proof:
    if len(raw) > 1 << 18:
        raise ValueError("too large for a proof")
    head, blank, below = raw.decode().partition("\n\n")
    lines = head.split("\n")
    if (
        not blank
        or len(lines) < 3
        or not lines[1].startswith("extra ")
        or not re.fullmatch("index (0|[1-9][0-9]*)", lines[2])
    ):
        raise ValueError("a proof has its event's body, an index, a path and a checkpoint")
    note, path = read_note(below.encode()), [unbase(line) for line in lines[3:]]
    if any(len(node) != 32 for node in path):
        raise ValueError("a node of the path is not 32 bytes long")
    # A body holds no line break: what follows one is the row.
    body, line_break, row = unbase(lines[1].removeprefix("extra ")).partition(b"\n")
    index, said = int(lines[2].removeprefix("index ")), row.decode() if line_break else None
    name, wrong = "the proof's checkpoint", trust.why_not(note)
    return Proof(body, tree_of(note.origin), index, note.size, path, note.root, name, note.origin, wrong, said)


def verify_document(
    document: Path, proof: Path, held: list[Path], key: str | None, *, trust: Trust | None = None
) -> tuple[list[Finding], Proof]:
    """Everything that is wrong between a paper and the checkpoint, and the proof that was read."""
    trust = trust or Trust(key=key)
    told = read_proof(proof.read_bytes(), trust)
    findings = _paper_findings(told, document)
    if climb(sha256(b"\x00" + told.body).digest(), told.place, told.size, told.path) != told.root:
        findings.find(told.place, "NOT_IN_TREE", 0, "the event is not a leaf of the tree with this root")
    if told.wrong:
        findings.find(told.place, "CHECKPOINT_FORGED", 0, f"{told.name}: {told.wrong}")
    if not told.name:
        findings.find(told.place, "ROOT_DIFFERS", 0, "the proof's checkpoint signs another root")
    for path in held:
        _compare_held(findings, told, path, trust)
    return findings, told


def _paper_findings(told: Proof, document: Path) -> Findings:
    findings, digest = Findings(), _digest(document)
    try:
        _text, event = read_body(told.body)
    except Unfit as wrong:
        findings.find(told.place, "NOT_A_PAPER", 0, f"{wrong.code}: {wrong.note}")
        return findings
    if event["event"] != "document.rendered" or event["tree"] != told.tree:
        findings.find(told.place, "NOT_A_PAPER", 0, "the event is not that a paper of this tree was made")
        return findings
    try:
        said = _by_evidence(event, told.row) if event["v"] >= TELLS_ROWS else event["facts"].get("pdf_sha256")
    except Unfit as wrong:
        findings.find(told.place, wrong.code, 0, wrong.note)
        return findings
    if said != digest:
        findings.find(told.place, "DOCUMENT_DIFFERS", 0, f"the file is {digest}, the log says {said}")
    return findings


PAPERS = "documents_document"
# The version of bodies since which an event names what it wrote. What an event says besides is the word of whoever may append
# one; what it wrote is put into it by the database alone.
TELLS_ROWS = 3


def _by_evidence(event: dict[str, Any], row: str | None) -> str:
    """The SHA-256 of the paper by its own row, whose digest the event names among what it wrote. Raises Unfit."""
    named = {write[4]: write[1] for write in event.get("writes", ()) if write[0] == PAPERS}
    if not named:
        raise Unfit("NOT_A_PAPER", "the event wrote no row of a paper: it says so, and nothing was kept with it")
    if row is None:
        raise Unfit("ROW_MISSING", "the event names the row of the paper, which this proof does not bring: get it anew")
    key = named.get(sha256(row.encode()).hexdigest())
    if key is None:
        raise Unfit("ROW_DIFFERS", "the row that came with the proof is not the one that the event names")
    told, facts = _read_row(row), event["facts"]
    if str(told["id"]) != key or told["id"] != facts.get("document") or told["tree"] != event["tree"]:
        raise Unfit("ROW_DIFFERS", "the row is that of another paper")
    if told["pdf_id"] != facts.get("pdf_sha256"):
        raise Unfit("ROW_DIFFERS", f"the row is of {told['pdf_id']}, the event speaks of another file")
    return str(told["pdf_id"])


def _read_row(row: str) -> dict[str, Any]:
    """Of a paper that is made; what is personal in it stands there by its digest alone. Raises Unfit."""
    try:
        told = _DECODE(row)
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict) or _SPELL(told) != row or not {"id", "pdf_id", "tree", "veil"} <= told.keys():
        raise Unfit("ROW_UNREADABLE", "not as the row of a paper is written")
    if "facts" in told or not all(
        type(told[name]) is str and _HEX.fullmatch(told[name]) for name in ("veil", "pdf_id")
    ):
        raise Unfit("ROW_UNREADABLE", "the file and what is personal are told by digests")
    return told


def _digest(path: Path) -> str:
    hashed = sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            hashed.update(block)
    return hashed.hexdigest()


def _compare_held(findings: Findings, told: Proof, path: Path, trust: Trust) -> None:
    name = f"held checkpoint {path.name}"
    point = read_held(path.read_bytes(), name, told.tree, trust)
    if point is None or (not point.wrong and point.size != told.size):
        size = point.size if point else 0
        findings.find(told.place, "HELD_OF_ANOTHER_SIZE", 0, f"{name} saw {size} events: get the proof against it")
    elif point.wrong:
        findings.find(told.place, "CHECKPOINT_FORGED", 0, f"{name}: {point.wrong}")
    elif point.root != told.root:
        findings.find(told.place, "ROOT_DIFFERS", 0, f"{name} signs another root")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("folder", type=Path, metavar="DIR", nargs="?")
    what.add_argument("--document", type=Path, nargs=2, metavar=("PAPER.pdf", "PROOF"), help="prove one paper")
    parser.add_argument("--checkpoint", type=Path, action="append", default=[], help="one that you hold; repeatable")
    parser.add_argument(
        "--held", type=Path, metavar="DIR", help="a bundle or a published log that you took away before"
    )
    parser.add_argument("--key", help="the signer's public key in hex, as published")
    parser.add_argument("--vkey", action="append", default=[], help="a log's verifier key, as published; repeatable")
    parser.add_argument("--policy", type=Path, metavar="FILE", help="whose signatures suffice (C2SP tlog-policy)")
    chosen = parser.parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    gc.disable()  # nothing here is cyclic
    try:
        policy = Policy(chosen.policy.read_text("utf-8")) if chosen.policy else Policy()
        trust = Trust(tuple(map(read_vkey, chosen.vkey)), chosen.key, policy)
        return _prove(chosen, trust) if chosen.document else _verify(chosen, trust)
    except (Exception, RecursionError, MemoryError) as error:  # whatever lies there, it is said and not thrown
        print(f"UNREADABLE: {type(error).__name__}: {plain(str(error))}", file=sys.stderr)
        return 2


def plain(text: str) -> str:
    """A stranger's words moves no cursor and colours no terminal."""
    return "".join(sign if sign.isprintable() else "�" for sign in text[:300])


def _verify(chosen: argparse.Namespace, trust: Trust) -> int:
    findings, walk = verify(chosen.folder, chosen.checkpoint, chosen.key, trust=trust, held_side=chosen.held)
    for found in findings[:MOST_FINDINGS]:
        print(f"seq {found.seq}: {found.code}: {found.satang} satang {plain(found.note)}".rstrip())
    if findings:
        count = sum(walk.findings.counts.values())
        print(f"FAILED: {count} findings; the first is at sequence number {findings[0].seq}.")
        return 1
    entries = f"{walk.books.entry_count} ledger entries" if walk.source.has_bodies else "their bodies are not here"
    print(f"OK: tree {walk.tree}, {walk.size} events, {entries}, root {walk.root.hex()}.")
    for key, size in walk.signed.items():
        print(f"    the first {size} events are signed by {plain(key)}")
    if isinstance(walk.source, Tiles):
        _tell_witnesses(walk.source.note, trust)
    return 0


def _tell_witnesses(note: Note, trust: Trust) -> None:
    for name, seconds in trust.policy.seen_by(note).items():
        print(f"    seen by {plain(name)} at {datetime.fromtimestamp(seconds, timezone.utc):%Y-%m-%d %H:%M:%S} UTC")
    if not trust.log_keys(note.origin):
        print("    Is the key that lies there the published one? Give it with --vkey, or a policy with --policy.")


def _prove(chosen: argparse.Namespace, trust: Trust) -> int:
    document, proof = chosen.document
    findings, told = verify_document(document, proof, chosen.checkpoint, chosen.key, trust=trust)
    for found in findings:
        print(f"seq {found.seq}: {found.code}: {plain(found.note)}")
    if findings:
        print(f"FAILED: {len(findings)} findings.")
        return 1
    event = json.loads(told.body)
    print(
        f"OK: {document.name} is the paper that was kept on {event['occurred_at']}: event {told.place} of tree {told.tree},"
    )
    if event["v"] < TELLS_ROWS:
        print("    by what the event says, which is of before rows were told;")
    else:
        print(f"    by row {event['facts']['document']} of {PAPERS}, whose digest the event names;")
    print(f"    in the first {told.size} events, which are signed by {plain(told.key)}")
    if not chosen.key and not chosen.checkpoint and not trust.log_keys(told.key):
        print("    Is that the published key? Give it with --key, or a checkpoint that you hold with --checkpoint.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
