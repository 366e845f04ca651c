"""The sums of the budget as its page shows them: by activity, by kind of cost, and what the sources leave open."""

from __future__ import annotations

from typing import Any

from requests import norms
from requests.forms.sets import RowFormSet
from requests.models import BudgetRequest, Category

NONE = ""


def of_lines(row: BudgetRequest, formset: RowFormSet) -> dict[str, Any]:
    """Of the lines as they stand on the page, those that were just read among them; what is asked counts nothing yet."""
    forms = [form for form in formset.forms if form.told.get("description")]
    over = {line.position: norm for line, norm in norms.over(row)}
    for at, form in enumerate(formset.forms, 1):
        form.norm = over.get(at)
    return {
        "total": sum(form.reckoned for form in forms),
        "line_count": len(forms),
        "asking": sum(bool(form.asks) for form in forms),
        "by_activity": _by(forms, "activity", {one.position: one.name for one in row.activity_set.all()}),
        "by_category": _by(forms, "category", dict(Category.choices)),
    }


def _by(forms: list[Any], name: str, words: dict[Any, Any]) -> list[tuple[Any, int]]:
    """The sum of each, in their order; nothing where all is of one kind, or of none."""
    sums: dict[Any, int] = {}
    for form in forms:
        key = form.told.get(name) or NONE
        sums[key] = sums.get(key, 0) + form.reckoned
    ordered = [(words[key], sums[key]) for key in words if key in sums]
    rest = [(NONE, sums[NONE])] if NONE in sums and ordered else []
    return [*ordered, *rest] if len(ordered) + len(rest) > 1 else []


def of_sources(row: BudgetRequest, total: int | None) -> dict[str, Any]:
    """`total` is what stands on the page; the kept budget where the page has none."""
    found = sum(part.amount for part in row.moneypart_set.all())
    costs = row.written_amount() if total is None else total
    return {"sources": {"found": found, "costs": costs, "open": costs - found, "beyond": found - costs}}
