"""An objective with the measure beside it: one row of the screen, though the formal document keeps them apart.

A row without an objective is a further measure of the one above it.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from requests.forms.fields import LinesField
from requests.forms.rows import SHORT, RowForm
from requests.models import BudgetRequest, Indicator, IndicatorKind, Objective

MEASURE = ("baseline", "target", "unit", "source", "levels")


class GoalForm(RowForm):
    WANTED = ("text", "measure", "baseline", "target")
    FOLDED = ("kind", "levels", "source")

    text = forms.CharField(label=_("What is to become better"), max_length=500, required=False, widget=SHORT)
    measure = forms.CharField(label=_("By what one will know it"), max_length=300, required=False)
    baseline = forms.CharField(label=_("Today"), max_length=60, required=False)
    target = forms.CharField(label=_("Target"), max_length=60, required=False)
    unit = forms.CharField(label=_("Unit"), max_length=40, required=False)
    source = forms.CharField(label=_("Where the figure comes from"), max_length=200, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=IndicatorKind.choices, initial=IndicatorKind.QUANTITATIVE)
    levels = LinesField(
        label=_("Four levels, from low to high"), required=False, help_text=_("Only for a quality. One per line.")
    )

    def has_changed(self) -> bool:
        return bool({"text", "measure", *MEASURE} & set(self.changed_data))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("measure") and any(cleaned.get(name) for name in MEASURE):
            self.add_error("measure", _("Say what these figures measure."))
        return cleaned


def shown(row: BudgetRequest) -> list[dict[str, Any]]:
    """The rows of the screen, as they are kept."""
    measures: dict[int, list[Indicator]] = {}
    for one in row.indicator_set.all():
        measures.setdefault(one.objective, []).append(one)
    return [values for objective in row.objective_set.all() for values in _of(objective, measures)]


def _of(objective: Objective, measures: dict[int, list[Indicator]]) -> list[dict[str, Any]]:
    own = [_measured(one) for one in measures.get(objective.position, [])] or [{}]
    return [{"text": "" if at else objective.text, **values} for at, values in enumerate(own)]


def _measured(one: Indicator) -> dict[str, Any]:
    return {"measure": one.text, "kind": one.kind, **{name: getattr(one, name) for name in MEASURE}}


def parted(goals: list[dict[str, Any]]) -> dict[type, list[dict[str, Any]]]:
    """Objectives and measures as they are kept; a measure belongs to the nearest objective above."""
    objectives: list[dict[str, Any]] = []
    measures: list[dict[str, Any]] = []
    for goal in goals:
        if goal["text"]:
            objectives.append({"text": goal["text"]})
        if goal["measure"]:
            kept = {name: goal[name] for name in ("kind", *MEASURE)}
            measures.append({"objective": len(objectives), "text": goal["measure"], **kept})
    return {Objective: objectives, Indicator: measures}
