"""What stands on one screen of a request, as one short mark: who has seen that very text may go over it.

The version of a request counts every change of it. Two people who write on different screens are in nobody's way, and neither is
a telephone whose text waited for the network while another screen was written.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from requests.models import BudgetLine, BudgetRequest
from requests.screens import Screen


def mark(row: BudgetRequest, screen: Screen) -> str:
    """Read under the row's lock, or with its rows, it costs no question."""
    columns = {field.name: field.attname for field in row._meta.concrete_fields}
    told: list[Any] = [getattr(row, columns[name]) for name in screen.fields]
    for model in screen.rows:
        names = [field.attname for field in model._meta.concrete_fields if field.name not in ("id", "endorsed")]
        told.append([[getattr(one, name) for name in names] for one in _rows(row, model)])
    if BudgetLine in screen.rows:
        told.append(row.unread_lines)
    text = json.dumps(told, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def _rows(row: BudgetRequest, model: type) -> list[Any]:
    return list(getattr(row, f"{model.__name__.lower()}_set").all())
