"""Passwords as everywhere, but quickly: how slow a hash has to be is Django's affair, and a test that signs in waits for it."""

from __future__ import annotations

from django.contrib.auth.hashers import PBKDF2PasswordHasher


class FewRounds(PBKDF2PasswordHasher):
    """The algorithm of the service with one round, so that what is stored looks the same."""

    iterations = 1

    def must_update(self, encoded: str) -> bool:
        """What the demo made with all the rounds is not hashed again for having been."""
        return False
