"""A whole proposal as `requests` freezes it, made of budget lines as people really wrote them; the rest is invented."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_WHOLE = Path(__file__).with_name("proposal.json").read_text(encoding="utf-8")
_STAYS = {"province", "fiscal_year", "revision", "total"}


def facts(**changes: Any) -> dict[str, Any]:
    return {**json.loads(_WHOLE), **changes}


def empty_facts() -> dict[str, Any]:
    """What a paper must bear: everything left out that can be left out."""
    whole = json.loads(_WHOLE)
    return {key: value if key in _STAYS else _emptied(value) for key, value in whole.items()} | {"total": 0}


def _emptied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _emptied(inner) for key, inner in value.items()}
    return [] if isinstance(value, list) else "" if isinstance(value, str) else None
