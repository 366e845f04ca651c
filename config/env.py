"""Strict readers of the environment: a setting that is there but wrong stops the start."""

from __future__ import annotations

import os
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool = False) -> bool:
    value = text(name).lower()
    if value not in ("", "0", "1", "true", "false", "yes", "no"):
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")
    return value in ("1", "true", "yes") if value else default


def number(name: str, default: int) -> int:
    value = text(name)
    if value and not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value) if value else default


def words(name: str, default: str = "") -> list[str]:
    return [word for word in text(name, default).replace(",", " ").split() if word]


def networks(name: str) -> list[IPv4Network | IPv6Network]:
    """Addresses and networks (10.0.0.1, 10.0.0.0/24): exactly as written, and never everybody."""
    try:
        found = [ip_network(word) for word in words(name)]
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must hold addresses or networks: {error}.") from None
    if any(network.prefixlen == 0 for network in found):
        raise ImproperlyConfigured(f"{name} must not trust everybody: name the addresses of your own proxies.")
    return found


# ThaiD asks for a number of the card and says how well it knows its holder; another provider names its people its own way.
_USUAL = {
    "thaid": {
        "LABEL": "ThaiD",
        "SCOPE": "openid pid name ial",
        "SUBJECT": "pid",
        "LEAST_IAL": "2.3",
        "RECOGNISES": "1",
    },
}


def provider(name: str) -> dict[str, Any]:
    """An OpenID Connect provider from `OIDC_<NAME>_…`: who it is, what we are to it, and which claim names a person."""
    usual = {"LABEL": name, "SCOPE": "openid", "SUBJECT": "sub", **_USUAL.get(name, {})}
    found = {key: text(f"OIDC_{name.upper()}_{key}", usual.get(key, "")) for key in _PROVIDER}
    lacking = [key for key in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET") if not found[key]]
    if lacking:
        raise ImproperlyConfigured(f"OIDC_{name.upper()}_{lacking[0]} is not set.")
    issuer = urlsplit(found["ISSUER"])
    if issuer.scheme != "https" and issuer.hostname not in ("127.0.0.1", "localhost"):
        raise ImproperlyConfigured(f"OIDC_{name.upper()}_ISSUER must be an https:// address.")
    return {key.lower(): value for key, value in found.items()} | {
        "name": name,
        "recognises": found["RECOGNISES"] == "1",
    }


_PROVIDER = ("LABEL", "ISSUER", "CLIENT_ID", "CLIENT_SECRET", "SCOPE", "SUBJECT", "LEAST_IAL", "RECOGNISES")

# Our questions are short: helpers of a query, and compiling it, would start longer than the query takes.
SHORT = "-c max_parallel_workers_per_gather=0 -c jit=off"


def database(name: str) -> dict[str, Any]:
    """A `postgres://user:password@host:port/name` address as Django's settings; a socket folder goes in `?host=`."""
    url = text(name)
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ImproperlyConfigured(f"{name} must be a postgres:// address: Thunklang runs on PostgreSQL only.")
    query = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.get("host", parts.hostname or ""),
        "PORT": str(query.get("port", parts.port or "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": SHORT},
    }
