"""Whole facts of every kind of paper, as the apps freeze them; the budget lines were really written, the rest is invented."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from documents.models import Document
from jobs import clock

FOLDER = Path(__file__).with_name("samples")
_STAYS = {"province", "fiscal_year", "revision", "total"}


def facts(kind: str = "proposal", **changes: Any) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads((FOLDER / f"{kind}.json").read_text(encoding="utf-8"))
    return {**whole, **changes}


def document(kind: str = "proposal", **changes: Any) -> Document:
    """An issued paper that is in no database."""
    said = facts(kind, **changes)
    about = f"ใบลงนาม {said['paper']['title']}" if "paper" in said else kind
    title = said.get("title") or said.get("subject") or about
    issued = clock.bangkok(2026, 1, 12)
    return Document(
        pk=1,
        kind=kind,
        number=said.get("number", ""),
        title=title,
        facts=said,
        code="7KQ2MX9D4TB3NHW",
        issued_at=issued,
    )


def empty_facts() -> dict[str, Any]:
    """What a paper must bear: everything left out that can be left out."""
    whole = facts()
    return {key: value if key in _STAYS else _emptied(value) for key, value in whole.items()} | {"total": 0}


def _emptied(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _emptied(inner) for key, inner in value.items()}
    return [] if isinstance(value, list) else "" if isinstance(value, str) else None
