"""The forms a request is written on: the single answers of each screen, and the papers beside them."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.forms import UploadField
from people.models import Organisation
from people.pages import KeyForm
from plans.models import PlanItem, Topic, TopicKind
from programmes.models import Call
from requests.forms.fields import LinesField
from requests.forms.labels import HINTS, IN_SIGHT, LABELS, MAY_STAY_EMPTY
from requests.models import AttachmentKind, BudgetRequest, Faces
from requests.opened import Wish
from thai.fields import CountField, ThaiDateField

_TOPICS = {
    "dimension": TopicKind.DIMENSION,
    "strategic_issue": TopicKind.STRATEGIC_ISSUE,
    "sector": TopicKind.SECTOR,
}


class BeginForm(KeyForm):
    """Which call, and for whom: one's own organisation, or one that a secretary helps."""

    call = forms.ModelChoiceField(label=_("Call"), queryset=Call.objects.none(), empty_label=None)
    organisation = forms.ModelChoiceField(label=_("For whom"), queryset=Organisation.objects.none(), empty_label=None)

    def __init__(self, *args: Any, calls: Any, organisations: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["call"].queryset = calls  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]
        if len(organisations) == 1:
            self.fields["organisation"].widget = forms.HiddenInput()
            self.initial["organisation"] = organisations[0].pk


class SectionForm(forms.ModelForm):  # type: ignore[type-arg]
    """The single answers of one screen; everything may stay empty until the request is sent."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = BudgetRequest
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.required = name == "version"
            # For `components/field_label.html` alone: a draft may be kept without it, and is not sent without it.
            field.is_wanted = name not in MAY_STAY_EMPTY  # type: ignore[attr-defined]
            field.label, field.help_text = LABELS.get(name, field.label), HINTS.get(name, "")
        self._narrow()
        self._say_choose()

    @property
    def folded(self) -> list[Any]:
        """What a request may leave without, where other things are asked too: it waits behind one line."""
        optional = [name for name in self.fields if name in MAY_STAY_EMPTY - IN_SIGHT]
        return [self[name] for name in optional] if len(self.fields) > len(optional) + 1 else []

    @property
    def plain(self) -> list[Any]:
        folded = {field.name for field in self.folded}
        return [field for field in self if field.name not in folded]

    @property
    def unfolds(self) -> bool:
        return any(field.errors for field in self.folded)

    def _say_choose(self) -> None:
        """A few choices are one touch each; a list that unfolds takes two, and is for the long ones."""
        for name, field in self.fields.items():
            if name == "dimension":
                cast("Any", field).empty_label = None
                field.widget = forms.RadioSelect(choices=cast("Any", field).choices)
            elif isinstance(field, forms.ModelChoiceField):
                field.empty_label = str(_("– choose –"))
            elif isinstance(field, forms.TypedChoiceField):
                field.choices = list(cast("Any", field.choices))[1:]
                field.widget = forms.RadioSelect(choices=field.choices)

    def _narrow(self) -> None:
        """Only the province's own topics and plans can be chosen."""
        province = self.instance.province_id
        for name, kind in _TOPICS.items():
            if name in self.fields:
                self.fields[name].queryset = Topic.objects.filter(province=province, kind=kind, is_active=True)  # type: ignore[attr-defined]
        if "plan_item" in self.fields:
            items = PlanItem.objects.filter(plan__province=province).select_related("plan")
            self.fields["plan_item"].queryset = items  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        """The row itself is written by the service alone, under its lock."""

    def answers(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.fields if name != "version"}


def _field(model_field: Any, **options: Any) -> Any:
    """Lists, dates and long texts get the field that suits them."""
    if model_field.name in ("groups", "villages"):
        return LinesField(label=model_field.verbose_name)
    if model_field.get_internal_type() == "PositiveIntegerField":
        return CountField(min_value=0, max_value=10_000_000)
    if model_field.get_internal_type() == "DateField":
        return ThaiDateField()
    if model_field.get_internal_type() == "TextField":
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 5}), max_length=model_field.max_length)
    return model_field.formfield(**options)


def answers_form(names: tuple[str, ...]) -> type[SectionForm]:
    """For the answers of these names: those of a screen, or of a section."""
    made = forms.modelform_factory(BudgetRequest, SectionForm, names, formfield_callback=_field)
    return cast("type[SectionForm]", made)


class AttachmentForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("What it is"), choices=AttachmentKind.choices)
    title = forms.CharField(label=_("Name"), max_length=160, required=False)
    file = UploadField(label=_("File"))
    is_open = forms.BooleanField(
        label=_("Everybody may see it on the public page"),
        required=False,
        help_text=_("From the day on which you send the request. It can be taken back at any time."),
    )
    alt = forms.CharField(label=_("What is to be seen on it"), max_length=200, required=False)
    faces = forms.ChoiceField(
        label=_("Of a photo: is somebody to be recognised?"),
        choices=Faces.choices,
        required=False,
        widget=forms.RadioSelect,
    )
    allowed_by = forms.CharField(label=_("If so: who asked them, and when"), max_length=200, required=False)

    FOLDED = ("title", "is_open", "alt", "faces", "allowed_by")

    @property
    def plain(self) -> list[Any]:
        return [field for field in self if field.name not in self.FOLDED]

    @property
    def folded(self) -> list[Any]:
        return [self[name] for name in self.FOLDED]

    @property
    def unfolds(self) -> bool:
        """After a refusal, whose words must be seen where they are."""
        return self.is_bound

    @property
    def name(self) -> str:
        """As its writer called it; else what it is."""
        told = self.cleaned_data
        return str(told["title"] or AttachmentKind(told["kind"]).label)

    def wish(self) -> Wish | None:
        """What is said of a file that is for everybody; None when it is not."""
        told = self.cleaned_data
        return Wish(told["alt"], told["faces"], told["allowed_by"]) if told["is_open"] else None
