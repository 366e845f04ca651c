"""One spelling for every fact: canonical JSON, so that the same facts are the same bytes for ever."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, timezone
from typing import Any
from uuid import UUID


def encode(facts: Mapping[str, object]) -> bytes:
    """UTF-8 JSON with sorted keys, NFC text and integers only.

    Refuses floats (money is whole satang), NUL characters and anything without one plain spelling.
    """
    return json.dumps(plain(facts), sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def decode(body: bytes) -> dict[str, Any]:
    facts: dict[str, Any] = json.loads(body)
    return facts


def instant(moment: datetime) -> str:
    """A moment in UTC to the microsecond, always the same length."""
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def plain(value: Any) -> Any:
    """As JSON holds it: moments, days and keys in their one spelling. Refuses what `encode` refuses."""
    if value is None or isinstance(value, bool | int):
        return value if value is None or isinstance(value, bool) else int(value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Mapping):
        return {_text(str(key)): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    if isinstance(value, datetime):
        return instant(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"A fact must be text, a whole number, a date or a list of these, not {type(value).__name__}.")


def _text(value: str) -> str:
    if "\0" in value:
        raise ValueError("A fact cannot hold a NUL character.")
    return unicodedata.normalize("NFC", str(value))
