"""Trying out codes gains nothing: an address that was wrong thirty times in a minute waits for the next one."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address

from django.core.cache import cache
from django.http import HttpRequest

from jobs import clock

MISSES_A_MINUTE = 30


def is_exhausted(request: HttpRequest) -> bool:
    return int(cache.get(_key(request), 0)) >= MISSES_A_MINUTE


def count_miss(request: HttpRequest) -> None:
    """Only misses count, so that a hall full of people behind one address may check genuine papers."""
    key = _key(request)
    if not cache.add(key, 1, timeout=120):
        cache.incr(key)


def _key(request: HttpRequest) -> str:
    """In the store that all web processes share; of an IPv6 address the network, which one person can have whole."""
    address = ip_address(request.META.get("REMOTE_ADDR") or "127.0.0.1")
    if isinstance(address, IPv6Address):
        address = ip_address(int(address) >> 64 << 64)
    return f"check:{address}:{int(clock.now().timestamp()) // 60}"
