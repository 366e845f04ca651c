"""As in production, but that a password is hashed in one round: a journey signs in thirty times, and each would cost a second."""

from __future__ import annotations

from config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["tests.hashing.FewRounds"]
