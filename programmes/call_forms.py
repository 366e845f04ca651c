"""The form of a call."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from jobs import clock
from people.kinds import ASKERS, OrganisationKind
from plans.models import Topic, TopicKind
from programmes import papers
from programmes.models import Call, Route
from thai.fields import BahtField, CountField, ThaiDateField

_MANY = forms.CheckboxSelectMultiple


class CallForm(forms.Form):
    """`call` is the one that is changed; of an open one only what takes nothing from anybody can be."""

    title = forms.CharField(label=_("Name of the call"), max_length=160)
    purpose = forms.CharField(
        label=_("What it is for"), max_length=4_000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    fiscal_year = CountField(label=_("Fiscal year"), min_value=2560, max_value=2700)
    opens_on = ThaiDateField(label=_("Requests are taken from"))
    closes_on = ThaiDateField(label=_("Last day on which they are taken"))
    envelope = BahtField(label=_("Money for the whole round, in baht"), required=False)
    ceiling = BahtField(label=_("At most for one request, in baht"), required=False)
    own_share = CountField(
        label=_("Own share of the council, percent at least"), min_value=0, max_value=90, required=False
    )
    askers = forms.MultipleChoiceField(label=_("Who may ask"), widget=_MANY, required=False)
    dimensions = forms.MultipleChoiceField(label=_("For which dimensions"), widget=_MANY, required=False)
    demands = forms.MultipleChoiceField(label=_("Papers that must be attached"), widget=_MANY, required=False)
    route = forms.ModelChoiceField(
        label=_("By which route"), queryset=Route.objects.none(), empty_label=None, required=False
    )

    def __init__(self, *args: Any, province: str, call: Call | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        topics = Topic.objects.filter(province=province, kind=TopicKind.DIMENSION, is_active=True)
        routes = Route.objects.filter(province=province).order_by("-version")
        self._choices("askers", [(kind.value, kind.label) for kind in OrganisationKind if kind in ASKERS])
        self._choices("dimensions", [(topic.code, str(topic)) for topic in topics])
        self._choices("demands", papers.choices())
        self.fields["route"].queryset = routes  # type: ignore[attr-defined]
        if call is not None:
            for name in set(self.fields) - set(call.may_change(clock.today())):
                del self.fields[name]

    def _choices(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def terms(self) -> dict[str, Any]:
        """As the services take them: nothing chosen is no limit, and no route is the newest."""
        told = dict(self.cleaned_data)
        if "own_share" in told:
            told["own_share"] = told["own_share"] or 0
        return told
