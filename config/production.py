"""What a province must have set before anything serves it: its own secrets and addresses, each named when it is missing.

The demo and development have what `make run` makes. Commands that serve nobody (collectstatic, migrate) ask for nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from django.conf import settings

from config import env
from people import sealing

SERVING = {"runserver", "sign", "work"}
PLACEHOLDERS = ("change-me", "changeme", "example", "placeholder", "insecure", "secret-key")
KEY_LENGTH = 50


def require(command: str | None = None) -> None:
    """End the process, saying all that is missing, when this is production and something is. Others may pass."""
    if command is not None and command not in SERVING:
        return
    if found := list(lacking()):
        told = "\n".join(f"  - {line}" for line in found)
        sys.exit(
            f"thunklang: this is production (DEMO and DEBUG are off) and does not start yet:\n{told}\nSee .env.example."
        )


def lacking() -> Iterator[str]:
    """One line for each thing that is missing or still somebody else's."""
    if settings.DEBUG or settings.DEMO:
        return
    key = env.text("SECRET_KEY")
    if not key:
        yield "SECRET_KEY is not set: it signs sessions. Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
    elif len(key) < KEY_LENGTH or len(set(key)) < 10 or is_placeholder(key):
        yield f"SECRET_KEY is too short, or an example's: it needs {KEY_LENGTH} random signs of its own."
    if settings.DB_ROLE != "signer":  # who signs checkpoints signs nobody in
        yield from _lacking_factor_keys()
    if not env.text("ALLOWED_HOSTS"):
        yield "ALLOWED_HOSTS is not set: the names that this site answers to."
    elif "*" in settings.ALLOWED_HOSTS:
        yield "ALLOWED_HOSTS must name the site: “*” lets anybody choose the address that letters carry."
    if not env.text("SITE_URL").startswith("https://"):
        yield "SITE_URL is not an https:// address: it is printed on papers and in letters."
    if not settings.HTTPS:
        yield "HTTPS is off: passwords and sessions would travel in the open."
    if not settings.REQUIRE_MFA:
        yield "REQUIRE_MFA is off: who moves money must use a second factor."
    password = str(settings.DATABASES["default"].get("PASSWORD", ""))
    if is_placeholder(password):
        yield f"The database password of the role “{settings.DB_ROLE}” is still the example's."


def _lacking_factor_keys() -> Iterator[str]:
    keys = env.words("FACTOR_KEYS")
    if not keys:
        yield "FACTOR_KEYS is not set: it encrypts second factors. Make one: python3 -c 'import secrets; print(secrets.token_urlsafe(32))'"
    elif not all(sealing.is_key(key) and not is_placeholder(key) for key in keys):
        yield "FACTOR_KEYS holds something that is no random key of 32 bytes (43 signs), or an example's."
    if settings.OIDC_PROVIDERS and (not sealing.is_key(env.text("PID_KEY")) or is_placeholder(env.text("PID_KEY"))):
        yield "PID_KEY is no random key of 32 bytes: numbers that ThaiD says are hashed under it. Made as FACTOR_KEYS, never changed."


def is_placeholder(secret: str) -> bool:
    return any(word in secret.lower() for word in PLACEHOLDERS)
