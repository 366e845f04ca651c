"""Secrets of second factors, encrypted where they rest: a copy of the database opens nobody's sign-in.

Fernet (AES-128-CBC with HMAC-SHA256) under `FACTOR_KEYS`. The first key seals, all of them open: a new one is put in
front, `manage.py reseal_factors` seals everything anew, then the old one is taken away.
"""

from __future__ import annotations

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class Unreadable(Exception):
    """Sealed under a key that is not there any more, or changed in the database."""


def seal(text: str) -> str:
    return _keys().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """What was sealed; never anything that was not."""
    try:
        return _keys().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise Unreadable("A secret of a second factor was sealed with none of FACTOR_KEYS.") from None


def is_key(text: str) -> bool:
    """Whether it is 32 random bytes in the alphabet of addresses, with its padding or without."""
    try:
        Fernet(_padded(text))
    except ValueError:
        return False
    return len(set(text)) >= 10


def _keys() -> MultiFernet:
    return MultiFernet([Fernet(_padded(key)) for key in settings.FACTOR_KEYS])


def _padded(key: str) -> str:
    """`secrets.token_urlsafe(32)` leaves the padding out."""
    return key.rstrip("=") + "="
