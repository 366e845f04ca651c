"""Trying out codes gains nothing: a network that was wrong thirty times in a minute is told nothing more of wrong ones.

A genuine code is answered always. It has 75 bits: nobody comes upon one, and a hall full of people behind one address may
check its papers whoever guesses beside them.
"""

from __future__ import annotations

from django.http import HttpRequest

from doors import limits, network
from doors.limits import Key, Limit
from doors.security import Kind, note

WRONG_CODES = Limit("check", 30, 60)


def is_too_much(request: HttpRequest) -> bool:
    """Count a miss; whether this network had too many of them already."""
    where = network.of(request.META["REMOTE_ADDR"])
    key = Key(WRONG_CODES, where)
    if limits.spent([key]):
        note(Kind.CODE_LIMITED, route="/check/", network=where)
        return True
    limits.miss([key])
    return False
