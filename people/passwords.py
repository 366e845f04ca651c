"""Passwords that everybody thinks of first are refused; a slip proposes one of three Thai words."""

from __future__ import annotations

import re
import secrets
from functools import cache
from itertools import pairwise
from pathlib import Path

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

WORDS = Path(__file__).with_name("words.txt")
PROPOSED_WORDS = 3
# What a Thai keyboard types on the keys of an American one, and back: "isylzjko" is "รหัสผ่าน" in the wrong layout.
_THAI = "ๅ/_ภถุึคตจขชๆไำพะัีรนยบลฃฟหกดเ้่าสวงผปแอิืทมใฝ"
_KEYS = "1234567890-=qwertyuiop[]\\asdfghjkl;'zxcvbnm,./"
LAYOUTS = [str.maketrans(dict(zip(*pair, strict=True))) for pair in ((_THAI, _KEYS), (_KEYS, _THAI))]
# Thai words that everybody thinks of, the names of this place, and rows of keys.
_COMMON = """
    รหัสผ่าน ประเทศไทย กองทุน ทุนกลาง สวัสดี สภาองค์กรชุมชน องค์กรชุมชน ตำบล จังหวัด รักเธอ ที่รัก พ่อแม่
    thunklang thailand sawasdee password passw0rd admin administrator welcome iloveyou qwerty letmein
    qwertyuiop asdfghjkl zxcvbnm
"""
COMMON = _COMMON.split()
FEWEST_SIGNS = 5
MOST_SIGNS = 128


class NotGuessable:
    """Refuses what is one common word with figures around it, a row of keys, a run of digits, or few signs repeated."""

    def validate(self, password: str, user: object = None) -> None:
        if is_guessable(password):
            raise ValidationError(
                _("Many people use this password, or one like it. Take three words that do not belong together."),
                code="password_too_common",
            )

    def get_help_text(self) -> str:
        return _("Three words that do not belong together are good and easy to remember.")


class NotTooLong:
    """Refuses what no form of ours would take, so that the library's own pages take no more (OWASP ASVS 2.1.2)."""

    def validate(self, password: str, user: object = None) -> None:
        if len(password) > MOST_SIGNS:
            raise ValidationError(
                _("A password has at most %(most)s signs."), code="password_too_long", params={"most": MOST_SIGNS}
            )

    def get_help_text(self) -> str:
        return _("A password has at most %(most)s signs.") % {"most": MOST_SIGNS}


def is_guessable(password: str) -> bool:
    typed = password.strip().lower()
    if len(set(typed)) < FEWEST_SIGNS or _is_run(typed) or _is_repeated(typed):
        return True
    spelled = [
        typed,
        *(typed.translate(layout) for layout in LAYOUTS),
        *(_core(typed).translate(each) for each in LAYOUTS),
    ]
    return any(_core(each) in _listed() for each in spelled) or not _core(typed)


def propose() -> str:
    """Three words and two digits: 31 bits by chance alone; with thirty tries an hour, centuries."""
    chosen = [secrets.choice(words()) for _n in range(PROPOSED_WORDS)]
    return "-".join([*chosen, f"{secrets.randbelow(90) + 10}"])


@cache
def words() -> list[str]:
    return WORDS.read_text(encoding="utf-8").split()


@cache
def _listed() -> frozenset[str]:
    """Ours and Django's own 20,000, without the figures around each: it refuses what is on it, we what is made of it."""
    cores = {_core(word) for word in (*COMMON, *CommonPasswordValidator().passwords)}
    return frozenset(core for core in cores if len(core) >= FEWEST_SIGNS - 1 or core in COMMON)


def _core(text: str) -> str:
    """Without figures and signs before and behind, which is where people put them."""
    return re.sub(r"^[\W\d_]+|[\W\d_]+$", "", text)


def _is_run(text: str) -> bool:
    """123456789012, 987654321098: each digit follows the one before."""
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(text)} if text.isdecimal() else {0, 5}
    return len(steps) == 1


def _is_repeated(text: str) -> bool:
    """A short piece again and again."""
    return re.fullmatch(r"(.{1,6}?)\1+", text) is not None
