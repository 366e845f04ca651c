"""Forms of cost norms."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from people.kinds import FUNDERS
from people.models import Organisation
from programmes.models import Call
from thai.fields import BahtField, ThaiDateField


class NormForm(forms.Form):
    code = forms.SlugField(
        label=pgettext_lazy("norm", "Code"), max_length=40, help_text=_("Letters and figures, such as COMMUNITY_LUNCH")
    )
    name_th = forms.CharField(label=_("What it is for"), max_length=160)
    cap = BahtField(label=_("At most, in baht"), required=False)
    unit = forms.CharField(label=_("For what"), max_length=40, help_text=_("Such as คน/มื้อ"))
    regulation = forms.CharField(label=_("By which rule"), max_length=160)
    valid_from = ThaiDateField(label=_("From"))
    words = forms.CharField(label=_("Words by which it is known"), max_length=200, required=False)
    funder = forms.ModelChoiceField(
        label=_("Of which funder alone"), queryset=Organisation.objects.none(), required=False
    )
    call = forms.ModelChoiceField(label=_("In which call alone"), queryset=Call.objects.none(), required=False)

    def __init__(self, *args: Any, province: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        funders = Organisation.objects.filter(province=province, kind__in=FUNDERS, is_active=True)
        self.fields["funder"].queryset = funders.order_by("kind", "name_th")  # type: ignore[attr-defined]
        self.fields["call"].queryset = Call.objects.filter(province=province).order_by("-pk")  # type: ignore[attr-defined]


class EndNormForm(forms.Form):
    valid_to = ThaiDateField(label=_("Last day"))


class NormListForm(forms.Form):
    file = forms.FileField(
        label=_("The list"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        help_text=_("Excel (.xlsx) or CSV, with the headings of the list that can be taken away here."),
    )


class DayForm(forms.Form):
    """Which day, and another one to hold against it."""

    on = ThaiDateField(label=_("On the day"), required=False)
    against = ThaiDateField(label=_("Compared with"), required=False)
