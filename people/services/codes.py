"""Codes that are shown once and of which only the hash is kept; a slip's, a letter's, and that of somebody who asks to be let back in."""

from __future__ import annotations

import hashlib
import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0/O, 1/I/L, U
LENGTH = 14  # 68 bits


def new() -> str:
    return "".join(secrets.choice(ALPHABET) for _n in range(LENGTH))


def shown(code: str) -> str:
    """In groups that can be read out."""
    return "-".join((code[:5], code[5:10], code[10:]))


def hash_of(code: str) -> str:
    """Hyphens, spaces and letter case do not matter."""
    plain = "".join(code.upper().split()).replace("-", "")
    return hashlib.sha256(plain.encode()).hexdigest()
