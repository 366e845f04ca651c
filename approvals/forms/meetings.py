"""Forms of a meeting: when, who came, its minutes."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.minutes import AGENDAS, Parts
from approvals.models import AgendaItem, MeetingMode, Presence
from jobs import clock
from people.models import Seat
from people.pages import VersionForm
from thai.fields import ThaiDateField

LONG = forms.Textarea(attrs={"rows": 4})


class TimeField(forms.TimeField):
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class WhenForm(forms.Form):
    day = ThaiDateField(label=_("Day"))
    at = TimeField(label=_("Time"), initial=time(9, 30))
    place = forms.CharField(label=_("Place, or link of the online meeting"), max_length=200)

    def scheduled_at(self) -> datetime:
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["at"], tzinfo=clock.BANGKOK)


class PlanForm(WhenForm):
    mode = forms.ChoiceField(label=_("How"), choices=MeetingMode.choices)
    is_urgent = forms.BooleanField(label=_("Urgent: members are told later than usual"), required=False)
    urgent_reason = forms.CharField(label=_("Why it is urgent"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("is_urgent") and not cleaned.get("urgent_reason"):
            self.add_error("urgent_reason", _("Give the reason."))
        return cleaned


class CallAgainForm(WhenForm, VersionForm):
    announce_lower_quorum = forms.BooleanField(
        label=_("Say in the notice that one third is enough this time"), required=False
    )

    def terms(self) -> dict[str, Any]:
        kept = {name: self.cleaned_data[name] for name in ("place", "announce_lower_quorum", "version")}
        return {"scheduled_at": self.scheduled_at(), **kept}


class OtherItemForm(forms.Form):
    title = forms.CharField(label=_("Another matter"), max_length=300)
    pays = forms.BooleanField(
        label=_("It is to allow a payment of the fund"),
        help_text=_("Money that nothing else pays needs a resolution that names the sum and who gets it."),
        required=False,
    )

    def __init__(self, *args: Any, is_board: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_board:
            del self.fields["pays"]


class OpenForm(VersionForm):
    """Who came: one choice a member, and who presides."""

    def __init__(self, *args: Any, members: list[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.members = members
        for seat in members:
            self.fields[f"seat_{seat.pk}"] = forms.ChoiceField(
                label=f"{seat.person} ({seat.label})", choices=Presence.choices, initial=Presence.PRESENT
            )
            self.fields[f"how_{seat.pk}"] = forms.CharField(
                label=_("%(who)s: how identified online, why absent, or who came instead") % {"who": seat.person},
                max_length=120,
                required=False,
            )
        self.fields["presided_by"] = forms.TypedChoiceField(
            label=_("Who presides"), coerce=int, choices=[(seat.pk, str(seat.person)) for seat in members]
        )

    def present(self) -> dict[int, dict[str, str]]:
        return {seat.pk: self._presence(seat.pk) for seat in self.members}

    def _presence(self, pk: int) -> dict[str, str]:
        presence, how = self.cleaned_data[f"seat_{pk}"], self.cleaned_data[f"how_{pk}"]
        online = presence == Presence.ONLINE
        return {"presence": presence, "identified_by": how if online else "", "reason": "" if online else how}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for seat in self.members:
            if cleaned.get(f"seat_{seat.pk}") == Presence.ONLINE and not cleaned.get(f"how_{seat.pk}"):
                self.add_error(f"how_{seat.pk}", _("Say how this person was identified."))
        return cleaned


class MinutesForm(VersionForm):
    """The parts of the minutes in the order of the official form, one field each, and one for each matter."""

    began = TimeField(label=_("Opened at"))
    attending = forms.CharField(
        label=_("Who came beside the members, one a line"), required=False, widget=LONG, max_length=5_000
    )
    from_chair = forms.CharField(label=_("Agenda 1: from the chair"), widget=LONG, max_length=20_000)
    last_minutes = forms.CharField(label=_("Agenda 2: the last minutes"), widget=LONG, max_length=20_000)
    arising = forms.CharField(label=_("Agenda 3: matters arising"), widget=LONG, max_length=20_000)
    other = forms.CharField(label=_("Agenda 5: other matters"), widget=LONG, max_length=20_000)
    ended = TimeField(label=_("Closed at"))

    def __init__(self, *args: Any, items: list[AgendaItem], parts: Parts, version: int, **kwargs: Any) -> None:
        kwargs["initial"] = {**asdict(parts), "version": version}
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            label = _("Agenda 4.%(n)s %(what)s: what was said") % {"n": item.position, "what": item.title}
            self.fields[f"item_{item.pk}"] = forms.CharField(
                label=label, widget=LONG, max_length=20_000, required=False, initial=parts.discussion.get(item.pk, "")
            )
        self.order_fields(
            ["began", "attending", *AGENDAS[:3], *(f"item_{item.pk}" for item in items), "other", "ended"]
        )

    def parts(self) -> Parts:
        said = {name: self.cleaned_data[name] for name in ("began", "ended", "attending", *AGENDAS)}
        return Parts(**said, discussion={item.pk: self.cleaned_data[f"item_{item.pk}"] for item in self.items})


class CorrectForm(MinutesForm):
    corrections = forms.CharField(label=_("What was corrected, as the meeting said it"), widget=LONG, max_length=5_000)
