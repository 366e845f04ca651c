"""One form a row of a request: objectives, indicators, groups, activities, budget lines, sources of money."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.models import Organisation
from requests.forms.fields import FactorsField, LinesField
from requests.models import (
    Activity,
    BudgetLine,
    BudgetRequest,
    Category,
    Indicator,
    IndicatorKind,
    MoneyPart,
    MoneyPartKind,
    Objective,
    TargetGroup,
)
from requests.models.content import Row
from thai.fields import BahtField, CountField, ThaiDateField

SHORT = forms.Textarea(attrs={"rows": 2})


class RowForm(forms.Form):
    """`values()` is what the service takes; an empty row is left out by the formset.

    `WANTED` may be empty while one writes, but not always when the request leaves: nothing says that they may stay so.
    """

    WANTED: ClassVar[tuple[str, ...]] = ()
    asks = ""  # what has to be asked of a line that was pasted

    def __init__(self, *args: Any, budget_request: BudgetRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.budget_request = budget_request
        for name in self.WANTED:
            # For `components/field_label.html` alone.
            self.fields[name].is_wanted = True  # type: ignore[attr-defined]  # no attribute of Django's

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
    name = forms.CharField(label=_("Activity"), max_length=200)
    starts_on = ThaiDateField(label=_("From"))
    ends_on = ThaiDateField(label=_("To"))
    place = forms.CharField(label=_("Where"), max_length=200, required=False)
    who = forms.CharField(label=_("Who does it"), max_length=200, required=False)
    output = forms.CharField(label=_("What comes out of it"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and cleaned.get("starts_on") and cleaned["ends_on"] < cleaned["starts_on"]:
            self.add_error("ends_on", _("It ends before it starts."))
        return cleaned


class BudgetLineForm(RowForm):
    WANTED = ("rate", "amount", "over_norm_reason")

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


class MoneyPartForm(RowForm):
    WANTED = ("funder", "name")

    kind = forms.ChoiceField(
        label=pgettext_lazy("money", "From"), choices=MoneyPartKind.choices, initial=MoneyPartKind.FUNDER
    )
    funder = forms.ModelChoiceField(
        label=_("Which funder"), queryset=Organisation.objects.none(), required=False, empty_label="–"
    )
    name = forms.CharField(label=_("Or: whose own money, what in kind"), max_length=160, required=False)
    amount = BahtField(label=_("Amount, in baht"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        funder = cast("forms.ModelChoiceField[Organisation]", self.fields["funder"])
        possible = self.budget_request.possible_funders
        funder.queryset = Organisation.objects.filter(pk__in=[row.pk for row in possible])
        funder.choices = [("", "–"), *((row.pk, str(row)) for row in possible)]

    def has_changed(self) -> bool:
        return bool({"funder", "name", "amount"} & set(self.changed_data))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") == MoneyPartKind.FUNDER and not cleaned.get("funder"):
            self.add_error("funder", _("Choose the funder you ask."))
        return cleaned

    def values(self) -> dict[str, Any]:
        values = super().values()
        return values if values["kind"] == MoneyPartKind.FUNDER else {**values, "funder": None}


FORMS: dict[type[Row], type[RowForm]] = {
    Objective: ObjectiveForm,
    Indicator: IndicatorForm,
    TargetGroup: TargetGroupForm,
    Activity: ActivityForm,
    BudgetLine: BudgetLineForm,
    MoneyPart: MoneyPartForm,
}
