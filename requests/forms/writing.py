"""The forms a request is written on: one page a section, answers and rows together."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.forms.formsets import BaseFormSet
from django.utils.translation import gettext_lazy as _

from documents.forms import UploadField
from people.models import Organisation
from people.pages import KeyForm
from plans.models import PlanItem, Topic, TopicKind
from programmes.models import Call
from requests import reading
from requests.forms.fields import LinesField
from requests.forms.labels import HINTS, LABELS, MAY_STAY_EMPTY
from requests.forms.rows import FORMS, RowForm
from requests.models import AttachmentKind, BudgetRequest, Category, Faces
from requests.models.content import Row
from requests.opened import Wish
from requests.sections import Section
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
    """The single answers of one section; everything may stay empty until the request is sent."""

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

    def _say_choose(self) -> None:
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                field.empty_label = str(_("– choose –"))
            elif isinstance(field, forms.TypedChoiceField):
                choices: Any = field.choices
                field.choices = [("", _("– choose –")), *list(choices)[1:]]

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


def section_form(section: Section) -> type[SectionForm]:
    made = forms.modelform_factory(BudgetRequest, SectionForm, section.fields, formfield_callback=_field)
    return cast("type[SectionForm]", made)


class RowFormSet(BaseFormSet):  # type: ignore[type-arg]
    """Rows are replaced as a whole: what was posted is all there is, and an empty row is no row."""

    def _construct_form(self, i: int, **kwargs: Any) -> RowForm:
        # Django's place for it, which the stubs leave out.
        form: RowForm = super()._construct_form(i, **kwargs)  # type: ignore[misc]
        form.empty_permitted = True
        return form

    def rows(self) -> list[dict[str, Any]]:
        """The rows that were filled in and not struck out, in order."""
        return [form.values() for form in self.forms if form.has_changed() and not form.cleaned_data.get("DELETE")]


def row_formset(model: type[Row], *, extra: int) -> type[RowFormSet]:
    made = forms.formset_factory(FORMS[model], formset=RowFormSet, extra=extra, can_delete=True, max_num=300)
    return cast("type[RowFormSet]", made)


def rows_of(budget_request: BudgetRequest, model: type[Row]) -> list[dict[str, Any]]:
    """The rows as a formset's initial data."""
    names = FORMS[model].base_fields
    found = model._default_manager.filter(budget_request=budget_request)
    return [{name: _shown(row, name) for name in names} for row in found]


def _shown(row: Row, name: str) -> Any:
    """What a reckoned line comes to is shown beside it, not in a box to be typed over."""
    return None if name == "amount" and getattr(row, "rate", None) is not None else getattr(row, name)


def pasted_rows(text: str) -> list[dict[str, Any]]:
    """Budget lines read from pasted text, one a line, as initial data to look over; none is lost."""
    return [_pasted(line.strip(' \t"')) for line in text.splitlines() if line.strip(' \t"')]


def _pasted(text: str) -> dict[str, Any]:
    """One line. What has to be asked stays whole in the description, with what is certain of it, for its writer to put right."""
    line = reading.read(text)
    if line.asks:
        # Too long is said beside it.
        return {"description": text, "factors": line.factors, "category": _kind(text), "asks": line.asks}
    amount = line.amount if line.rate is None else None
    found = {"description": line.name, "factors": line.factors, "rate": line.rate, "amount": amount}
    return {**found, "category": _kind(text)}


def _kind(text: str) -> Category:
    if "ตอบแทน" in text:
        return Category.REMUNERATION
    return Category.MATERIALS if "วัสดุ" in text else Category.OPERATING


class AttachmentForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("What it is"), choices=AttachmentKind.choices)
    title = forms.CharField(label=_("Name"), max_length=160)
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

    def wish(self) -> Wish | None:
        """What is said of a file that is for everybody; None when it is not."""
        told = self.cleaned_data
        return Wish(told["alt"], told["faces"], told["allowed_by"]) if told["is_open"] else None
