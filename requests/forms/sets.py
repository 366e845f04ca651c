"""The rows of a screen: one set of forms for each kind that stands on it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext as _

from requests import asked
from requests.forms import goals
from requests.forms.goals import GoalForm
from requests.forms.rows import RowForm
from requests.forms.sources import FORMS, FUNDERS_IN_SIGHT
from requests.models import Activity, BudgetLine, BudgetRequest, Indicator, MoneyPart, Objective, TargetGroup
from requests.models.content import Row
from requests.screens import Screen

Values = list[dict[str, Any]]
MOST = 300


class RowFormSet(BaseFormSet):  # type: ignore[type-arg]
    """Rows are replaced as a whole: what was posted is all there is, and an empty row is no row."""

    models: tuple[type[Row], ...] = ()

    def _construct_form(self, i: int, **kwargs: Any) -> RowForm:
        # Django's place for it, which the stubs leave out.
        form: RowForm = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        form.empty_permitted = True
        return form

    @property
    def name(self) -> str:
        """What the template of these rows is called."""
        return "goal" if len(self.models) > 1 else self.models[0].__name__.lower()

    @property
    def template(self) -> str:
        own = {"budgetline": "lines", "moneypart": "sources"}
        return f"requests/rows/{own.get(self.name, 'plain')}.html"

    @property
    def title(self) -> Any:
        return asked.ROWS[self.name]

    @property
    def filled(self) -> list[RowForm]:
        """The rows that were written in and not struck out, in order."""
        return [form for form in self.forms if form.has_changed() and not form.cleaned_data.get("DELETE")]

    def clean(self) -> None:
        if self.name == "goal" and self.filled and not self.filled[0].cleaned_data.get("text"):
            self.filled[0].add_error("text", _("Say first what is to become better."))

    def rows(self) -> dict[type[Row], Values]:
        """What the service takes."""
        values = [form.values() for form in self.filled]
        return goals.parted(values) if self.name == "goal" else {self.models[0]: values}


def sets_of(screen: Screen) -> list[tuple[str, tuple[type[Row], ...]]]:
    """The kinds of rows of a screen, each with the prefix of its boxes."""
    if screen.rows == (Objective, Indicator):
        return [("row", screen.rows)]
    return [("row" if at == 0 else _prefix(model), (model,)) for at, model in enumerate(screen.rows)]


def _prefix(model: type[Row]) -> str:
    return "money" if model is MoneyPart else model.__name__.lower()


def made(
    row: BudgetRequest,
    prefix: str,
    models: tuple[type[Row], ...],
    data: Any,
    *,
    more: int = 1,
    read: Values | None = None,
) -> RowFormSet:
    """The forms of one kind: as they were posted, or as they are kept with `read` and `more` empty ones below."""
    kept = [] if data else shown(row, models)
    offered = [] if data else [*(read or []), *_listed(row, models, kept)]
    kind = GoalForm if len(models) > 1 else FORMS[models[0]]
    blank = more if kept or read else max(more, _BLANK.get(models[0], 1))
    factory = forms.formset_factory(kind, RowFormSet, extra=len(offered) + blank, can_delete=True, max_num=MOST)
    formset = cast("RowFormSet", factory(data, initial=kept, prefix=prefix, form_kwargs={"budget_request": row}))
    formset.models = models
    for form, values in zip(formset.forms[len(kept) :], offered, strict=False):
        form.suggest(dict(values))
    for form in formset.forms:
        form.settle()
    return formset


# As many empty rows as most requests need, where there is none yet: each press for one more is a page to wait for.
_BLANK = {Activity: 3, BudgetLine: 3, Objective: 2, TargetGroup: 2}


def shown(row: BudgetRequest, models: tuple[type[Row], ...]) -> Values:
    """What is kept, as the initial data of forms."""
    if len(models) > 1:
        return goals.shown(row)
    names = FORMS[models[0]].base_fields
    return [{name: _shown(one, name) for name in names if hasattr(one, name)} for one in kept_rows(row, models[0])]


def kept_rows(row: BudgetRequest, model: type[Row]) -> list[Any]:
    return list(getattr(row, f"{model.__name__.lower()}_set").all())


def _shown(row: Row, name: str) -> Any:
    """What a reckoned line comes to is shown beside it, not in a box to be typed over."""
    return None if name == "amount" and getattr(row, "rate", None) is not None else getattr(row, name)


def _listed(row: BudgetRequest, models: tuple[type[Row], ...], kept: Values) -> Values:
    """A line for each funder who was not asked yet: a sum beside a name is all that it takes."""
    if models[0] is not MoneyPart or len(row.possible_funders) > FUNDERS_IN_SIGHT:
        return []
    asked = {one["funder"] for one in kept if one["funder"]}
    return [{"kind": "funder", "funder": funder} for funder in row.possible_funders if funder not in asked]


class Faults:
    """All rows of a screen as one list, for the summary of what is wrong."""

    def __init__(self, formsets: list[RowFormSet]) -> None:
        self.formsets = formsets

    def __iter__(self) -> Iterator[Any]:
        return (form for formset in self.formsets for form in formset.forms)

    @property
    def total_error_count(self) -> int:
        return sum(formset.total_error_count() for formset in self.formsets if formset.is_bound)

    @property
    def non_form_errors(self) -> list[str]:
        return [str(error) for formset in self.formsets if formset.is_bound for error in formset.non_form_errors()]
