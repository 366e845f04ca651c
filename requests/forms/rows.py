"""One form a row of a request: objectives, indicators, groups, activities, budget lines, sources of money."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from requests.forms.fields import FactorsField, LinesField
from requests.models import (
    BudgetRequest,
    Category,
    IndicatorKind,
)
from requests.wording import amount_of, format_factors
from thai.fields import BahtField, CountField, ThaiDateField
from thai.money import baht

SHORT = forms.Textarea(attrs={"rows": 2})
_CHOSEN = ("kind", "category", "funder")  # stand in an empty row too


class RowForm(forms.Form):
    """`values()` is what the service takes; an empty row is left out by the formset.

    `WANTED` may be empty while one writes, but not always when the request leaves: nothing says that they may stay so.
    """

    WANTED: ClassVar[tuple[str, ...]] = ()
    FOLDED: ClassVar[tuple[str, ...]] = ()  # what few rows need stands behind one line
    asks = ""  # what has to be asked of a line that was pasted

    def __init__(self, *args: Any, budget_request: BudgetRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.budget_request = budget_request
        for name in self.WANTED:
            # For `components/field_label.html` alone.
            self.fields[name].is_wanted = True  # type: ignore[attr-defined]  # no attribute of Django's

    def suggest(self, values: dict[str, Any]) -> None:
        """Fill an empty row with what was read or is known; it counts once it is saved."""
        self.asks = values.pop("asks", "")
        self.initial = values

    def settle(self) -> None:
        """On a screen, where what stands beside it lets it ask for less."""

    @property
    def plain(self) -> list[forms.BoundField]:
        return [field for field in self if field.name not in (*self.FOLDED, "DELETE")]

    @property
    def folded(self) -> list[forms.BoundField]:
        return [self[name] for name in self.FOLDED]

    @property
    def unfolds(self) -> bool:
        """Whether something stands in what is folded away that has to be seen."""
        return any(field.errors for field in self.folded)

    @property
    def has_words(self) -> bool:
        """Whether somebody wrote in it, or it is kept."""
        if self.is_bound:
            return self.has_changed()
        return any(value not in (None, "", []) for name, value in self.initial.items() if name not in _CHOSEN)

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "DELETE"}


class ObjectiveForm(RowForm):
    text = forms.CharField(label=_("Objective"), max_length=500, widget=SHORT)


class IndicatorForm(RowForm):
    WANTED = ("baseline", "target", "levels")

    objective = forms.TypedChoiceField(label=_("Of which objective"), coerce=int)
    kind = forms.ChoiceField(label=_("Kind"), choices=IndicatorKind.choices, initial=IndicatorKind.QUANTITATIVE)
    text = forms.CharField(label=_("What is measured"), max_length=300)
    baseline = forms.CharField(
        label=_("Today"), max_length=60, required=False, help_text=_("For a number: how it stands now.")
    )
    target = forms.CharField(label=_("Target"), max_length=60, required=False)
    unit = forms.CharField(label=_("Unit"), max_length=40, required=False)
    source = forms.CharField(label=_("Where the figure comes from"), max_length=200, required=False)
    levels = LinesField(
        label=_("Four levels, from low to high"), required=False, help_text=_("Only for a quality. One per line.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        objectives = self.budget_request.objective_set.all()
        self.fields["objective"].choices = [(o.position, f"{o.position}. {o.text}") for o in objectives]  # type: ignore[attr-defined]

    def has_changed(self) -> bool:
        return bool({"text", "baseline", "target", "unit", "source", "levels"} & set(self.changed_data))


class TargetGroupForm(RowForm):
    name = forms.CharField(label=_("Who"), max_length=120, help_text=_("A group, never a person's name."))
    direct = CountField(label=_("How many directly"), min_value=0, max_value=10_000_000)
    indirect = CountField(label=_("How many indirectly"), min_value=0, max_value=100_000_000, required=False)

    def values(self) -> dict[str, Any]:
        return {**super().values(), "indirect": self.cleaned_data["indirect"] or 0}


class ActivityForm(RowForm):
    """Without days of its own an activity goes on as long as the project."""

    FOLDED = ("place", "who", "output")

    name = forms.CharField(label=_("Activity"), max_length=200)
    starts_on = ThaiDateField(label=_("From"))
    ends_on = ThaiDateField(label=_("To"))
    place = forms.CharField(label=_("Where"), max_length=200, required=False)
    who = forms.CharField(label=_("Who does it"), max_length=200, required=False)
    output = forms.CharField(label=_("What comes out of it"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("It ends before it starts."))
        return cleaned

    def settle(self) -> None:
        self.fields["starts_on"].required = self.fields["ends_on"].required = False

    def last_as_long_as(self, first: date | None, last: date | None) -> bool:
        """Take the project's days where the row has none; False, with a word beside it, when nobody said them."""
        told = self.cleaned_data
        told["starts_on"], told["ends_on"] = told.get("starts_on") or first, told.get("ends_on") or last
        for name in ("starts_on", "ends_on"):
            if not told[name]:
                self.add_error(name, _("Say the day here, or above for the whole project."))
        return not self.errors


class BudgetLineForm(RowForm):
    WANTED = ("rate", "amount", "over_norm_reason")
    FOLDED = ("category", "over_norm_reason")

    description = forms.CharField(label=_("What it is for"), max_length=300)
    factors = FactorsField(label=_("Quantity"), required=False, help_text=_("Such as “20 คน × 2 มื้อ”"))
    rate = BahtField(label=_("Price of one, in baht"), required=False)
    amount = BahtField(
        label=_("Total, in baht"), required=False, help_text=_("Only without a price of one; otherwise it is reckoned.")
    )
    activity = forms.TypedChoiceField(label=_("For which activity"), coerce=int, required=False, empty_value=None)
    category = forms.ChoiceField(label=_("Kind of cost"), choices=Category.choices, initial=Category.OPERATING)
    over_norm_reason = forms.CharField(
        label=_("Why it is over the norm"),
        max_length=300,
        required=False,
        help_text=_("Only where the price is over the norm."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        activities = self.budget_request.activity_set.all()
        self.fields["activity"].choices = [("", "–"), *((a.position, a.name) for a in activities)]  # type: ignore[attr-defined]

    def has_changed(self) -> bool:
        return bool({"description", "factors", "rate", "amount"} & set(self.changed_data))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and cleaned.get("rate") is None and not cleaned.get("amount"):
            self.add_error("amount", _("Give the price of one, or the total."))
        return cleaned

    def values(self) -> dict[str, Any]:
        values = super().values()
        return values if values["rate"] is None else {**values, "amount": 0}

    norm: Any = None  # the usual price that it goes beyond

    @property
    def wants_reason(self) -> bool:
        return self.norm is not None and not self.told.get("over_norm_reason")

    @property
    def unfolds(self) -> bool:
        return super().unfolds or self.wants_reason

    @property
    def told(self) -> dict[str, Any]:
        """What the closed card says of the line: as it was typed, as it was read, or as it is kept."""
        if not self.is_bound:
            return dict(self.initial)
        return dict(self.cleaned_data) if self.is_valid() else {"description": self["description"].value()}

    @property
    def reckoned(self) -> int:
        """Satang; 0 while it is not certain."""
        rate = self.told.get("rate")
        if self.asks:
            return 0
        try:
            return (
                int(self.told.get("amount") or 0) if rate is None else amount_of(self.told.get("factors") or [], rate)
            )
        except ValidationError:
            return 0

    @property
    def formula(self) -> str:
        """20 คน × 2 มื้อ × 80"""
        rate, factors = self.told.get("rate"), self.told.get("factors") or []
        return " × ".join(
            filter(None, [format_factors(factors), baht(rate).removesuffix(".00") if rate is not None else ""])
        )
