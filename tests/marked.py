"""Texts with marked personal things (`prove/gate/*.json`), and what of them the gate of public words hides.

`[n:นาย|สมชาย ใจดี]` is a name with what stands before it: the name must not be readable, the title may go with it. The kinds:
n a name with a title, b without one, k initials or a nickname, e in English, t a telephone, i a citizen number, a an account,
l an address on the net, h a house, v a vehicle.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from django.utils.translation import gettext as _

from requests import gate
from requests.public_edition import HIDDEN, words

AT = Path(__file__).with_name("prove") / "gate"
GAP = "\N{LOWER HALF BLOCK}"
_MARK = re.compile(r"\[([nbketialhv]):(?:([^\[\]|]*)\|)?([^\[\]]*)\]")
NO_WORD = frozenset(" \u00a0()[]{},.:;/-+\"'")
# What stands before a name marked without its title: `คุณ[n:|มาลี]`.
_TITLE = re.compile(r"(?:นาย|นาง|น\.ส\.|คุณ|ครู|ป้า|ลุง|พี่|น้อง|แม่|ปู่|ช่าง|เด็กหญิง|เด็กชาย|พยาบาล|ผู้ใหญ่) ?$")
_DIGITS = re.compile("[0-9๐-๙]{2,}")
_WORDS = re.compile("[\u0e01-\u0e4e.]{2,}|[A-Za-z]{2,}")


@dataclass
class Marked:
    """A text as it was typed: what is personal in it, and which of its letters must stay."""

    where: str
    plain: str = ""
    planted: list[tuple[str, str]] = field(default_factory=list)
    stays: list[bool] = field(default_factory=list)

    def add(self, words: str, stays: bool) -> None:
        self.plain += words
        self.stays += [stays and sign not in NO_WORD for sign in words]


def half(name: str) -> list[Marked]:
    return [_read(**row) for row in json.loads((AT / f"{name}.json").read_text())]


def _read(where: str, text: str) -> Marked:
    told, end = Marked(where), 0
    for mark in _MARK.finditer(text):
        before = text[end : mark.start()]
        title = _TITLE.search(before) if mark[2] == "" else None
        told.add(before[: title.start()] if title else before, stays=True)
        told.add(title[0] if title else "", stays=False)
        told.add((mark[2] or "") + mark[3], stays=False)
        told.planted.append((mark[1], mark[3]))
        end = mark.end()
    told.add(text[end:], stays=True)
    return told


def shown(told: Marked) -> str:
    public = str(gate.payee(told.plain)) if told.where == "payee" else words(told.plain)
    return GAP if public == _("A natural person") else public.replace(HIDDEN, GAP)


def leaks(told: Marked, public: str) -> Iterator[tuple[str, str]]:
    """What of the planted is readable, be it a part of it."""
    innocent = "".join(
        sign if stays or sign == " " else "\n" for sign, stays in zip(told.plain, told.stays, strict=True)
    )
    for kind, planted in told.planted:
        if any(public.count(piece) > innocent.count(piece) for piece in _pieces(kind, planted)):
            yield kind, planted


def _pieces(kind: str, planted: str) -> list[str]:
    if kind in "lvh":
        return [planted]
    return (_DIGITS if kind in "tia" else _WORDS).findall(planted)


def lost(told: Marked, public: str) -> list[bool]:
    """Of each letter whether it should have stayed and did not; of a person who was paid nothing is to stay."""
    if public == GAP and told.where == "payee" and any(kind in "nbke" for kind, _planted in told.planted):
        return [False] * len(told.stays)
    gone = list(told.stays)
    for first, _second, size in SequenceMatcher(None, told.plain, public, autojunk=False).get_matching_blocks():
        gone[first : first + size] = [False] * size
    return gone


def measured(texts: Iterable[Marked], parted: Callable[[str], list[str]] = list) -> dict[str, Counter[str]]:
    """Counts by kind of the planted and the leaked, by place of the innocent words (`parted`) and the lost."""
    told: dict[str, Counter[str]] = {name: Counter() for name in ("planted", "leaked", "innocent", "lost")}
    for text in texts:
        public = shown(text)
        told["planted"].update(kind for kind, _planted in text.planted)
        told["leaked"].update(kind for kind, _planted in leaks(text, public))
        told["innocent"][text.where] += _parts(text, text.stays, parted)
        told["lost"][text.where] += _parts(text, lost(text, public), parted)
    return told


def _parts(text: Marked, of: list[bool], parted: Callable[[str], list[str]]) -> int:
    """How many words have one of these letters."""
    count = at = 0
    for word in parted(text.plain):
        count += any(of[at : at + len(word)])
        at += len(word)
    return count


def share(part: Counter[str], whole: Counter[str]) -> float:
    return round(100 * part.total() / whole.total(), 2)
