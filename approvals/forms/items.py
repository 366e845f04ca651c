"""Forms of an item on the agenda: interests, what is put to the vote, votes, how it ends."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from approvals.forms.meetings import LONG
from approvals.models import AgendaItem, Choice, InterestKind, Outcome
from approvals.models.decisions import OUTCOMES, Reasons
from funds.models import MoneySource
from people.models import Seat
from people.pages import VersionForm
from requests import sections
from thai.fields import BahtField


class InterestForm(forms.Form):
    seat = forms.TypedChoiceField(label=_("Which member"), coerce=int)
    kind = forms.ChoiceField(label=_("What interest"), choices=InterestKind.choices)
    reason = forms.CharField(label=_("In a few words"), max_length=300)

    def __init__(self, *args: Any, members: list[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seat"].choices = [(seat.pk, str(seat.person)) for seat in members]  # type: ignore[attr-defined]

    def terms(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {"seat_id": told["seat"], "kind": told["kind"], "reason": told["reason"]}


class StandInForm(VersionForm):
    """Who presides over one item, of those who may."""

    seat = forms.TypedChoiceField(label=_("Who presides over this item"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, members: list[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(seat.pk, f"{seat.person} ({seat.label})") for seat in members]
        self.fields["seat"].choices = choices  # type: ignore[attr-defined]

    def terms(self) -> dict[str, Any]:
        return {"seat_id": self.cleaned_data["seat"], "version": self.cleaned_data["version"]}


class LetStayForm(forms.Form):
    votes_for = forms.IntegerField(label=_("Votes to let the member stay"), min_value=0)
    others = forms.IntegerField(label=_("How many voted"), min_value=1)


class MotionForm(VersionForm):
    """What is put to the vote; amounts per line when it is reduced or given from the fund."""

    outcome = forms.ChoiceField(label=_("Proposal"), widget=forms.RadioSelect)
    conditions = forms.CharField(label=_("Conditions"), max_length=1000, required=False, widget=LONG)

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.item = item
        allowed = OUTCOMES[item.kind]
        self.fields["outcome"].choices = [c for c in Outcome.choices if c[0] in allowed]  # type: ignore[attr-defined]
        row = item.budget_request
        self.lines = list(row.budgetline_set.all()) if row else []
        self.is_board = item.meeting.committee.kind == "fund_board"
        if row and item.kind == "review":
            self._add_review_fields()
        if row and self.is_board:
            self._add_grant_fields()
        if item.kind == "payment":
            self._add_payment_fields()

    def _add_review_fields(self) -> None:
        for line in self.lines:
            asked = line.amount if line.endorsed is None else line.endorsed
            self.fields[f"line_{line.position}"] = BahtField(
                label=_("Line %(n)s: %(what)s") % {"n": line.position, "what": line.description},
                initial=asked,
                required=False,
            )
        self.fields["defect_section"] = forms.ChoiceField(
            label=_("If returned: in which part"),
            required=False,
            choices=[("", "–"), *((s.key, f"{s.numbers} {s.title}") for s in sections.ALL)],
        )
        self.fields["defect_text"] = forms.CharField(
            label=_("If returned: what must be put right"), required=False, widget=LONG, max_length=500
        )

    def _add_grant_fields(self) -> None:
        fund = self.item.meeting.committee.parent_id
        self.fields["source"] = forms.ModelChoiceField(
            label=_("From which money of the fund"),
            required=False,
            empty_label="–",
            queryset=MoneySource.objects.filter(fund__organisation=fund),
        )
        for line in self.lines:
            self.fields[f"grant_{line.position}"] = BahtField(
                label=_("The fund gives for line %(n)s") % {"n": line.position}, required=False
            )

    def _add_payment_fields(self) -> None:
        """What one payment may come to, to whom, and from which money."""
        fund = self.item.meeting.committee.parent_id
        self.fields["payee"] = forms.CharField(label=_("Paid to"), max_length=200, required=False)
        self.fields["payment"] = BahtField(label=_("At most (baht)"), required=False)
        self.fields["source"] = forms.ModelChoiceField(
            label=_("From which money of the fund"),
            required=False,
            empty_label="–",
            queryset=MoneySource.objects.filter(fund__organisation=fund),
        )

    def terms(self) -> dict[str, Any]:
        return {"outcome": self.cleaned_data["outcome"], "version": self.cleaned_data["version"], **self.motion()}

    def motion(self) -> dict[str, Any]:
        """What the service takes beside the outcome."""
        data = self.cleaned_data
        amounts = {str(n): value for n, value in self._by_line("line_").items()}
        grant = {str(n): value for n, value in self._by_line("grant_").items() if value}
        negative = data["outcome"] in (Outcome.RETURN, Outcome.DEFER, Outcome.NOT_ENDORSE, Outcome.DECLINE)
        defects = [[data["defect_section"], data["defect_text"]]] if data.get("defect_text") else []
        return {
            "amounts": amounts if data["outcome"] == Outcome.REDUCE else {},
            "grant": {} if negative else grant,
            "source": None if negative or not grant else data.get("source"),
            "conditions": data["conditions"],
            "defects": defects if data["outcome"] == Outcome.RETURN else [],
            **(self._payment() if data["outcome"] == Outcome.ALLOW else {}),
        }

    def _payment(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("payment", "payee", "source")}

    def _by_line(self, prefix: str) -> dict[int, int]:
        found = {line.position: self.cleaned_data.get(f"{prefix}{line.position}") for line in self.lines}
        return {position: value for position, value in found.items() if value is not None}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if any(value for name, value in cleaned.items() if name.startswith("grant_")) and not cleaned.get("source"):
            self.add_error("source", _("Choose where the money comes from."))
        if cleaned.get("outcome") == Outcome.ALLOW:
            self._require("payment", "payee", "source")
        if cleaned.get("defect_text") and not cleaned.get("defect_section"):
            self.add_error("defect_section", _("Say in which part."))
        return cleaned

    def _require(self, *names: str) -> None:
        for name in names:
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, _("Say how much is paid, to whom, and from which money."))


class OfMemberForm(forms.Form):
    """What a member does alone, and the secretary for one of `members`."""

    seat = forms.TypedChoiceField(label=_("Which member"), coerce=int, required=False, empty_value=None)

    def __init__(self, *args: Any, members: list[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if members:
            self.fields["seat"].choices = [(seat.pk, str(seat.person)) for seat in members]  # type: ignore[attr-defined]
        else:
            del self.fields["seat"]


class VoteForm(OfMemberForm):
    choice = forms.ChoiceField(label=_("Vote"), choices=Choice.choices, widget=forms.RadioSelect)
    field_order = ["choice", "seat"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "seat" in self.fields:
            self.fields["seat"].label = _("Which member (show of hands)")

    def terms(self) -> dict[str, Any]:
        return {"choice": self.cleaned_data["choice"], "seat_id": self.cleaned_data.get("seat")}


class ReasonsForm(VersionForm):
    """The reasons that the law asks for when a decision is not a plain yes (s.37)."""

    facts = forms.CharField(label=_("Facts"), required=False, widget=LONG, max_length=10_000)
    criterion = forms.CharField(label=_("Criterion"), required=False, widget=LONG, max_length=10_000)
    consideration = forms.CharField(label=_("Consideration"), required=False, widget=LONG, max_length=10_000)

    def reasons(self) -> Reasons:
        return Reasons(*(self.cleaned_data[name] for name in ("facts", "criterion", "consideration")))

    def terms(self) -> dict[str, Any]:
        return {"reasons": self.reasons(), "version": self.cleaned_data["version"]}


class ResolveForm(ReasonsForm):
    """How the vote ends."""

    field_order = ["version", "how"]
    how = forms.ChoiceField(
        label=_("How it was decided"),
        widget=forms.RadioSelect,
        choices=[
            ("unopposed", _("Nobody objected")),
            ("count", _("Count the votes")),
        ],
    )


class CastForm(ReasonsForm):
    """The casting vote of who presides, on a tie."""

    choice = forms.ChoiceField(
        label=_("The deciding vote"),
        widget=forms.RadioSelect,
        choices=[("for", _("Casting vote: for")), ("against", _("Casting vote: against"))],
    )
    field_order = ["version", "choice"]

    def terms(self) -> dict[str, Any]:
        return {"choice": self.cleaned_data["choice"], **super().terms()}


class DissentForm(OfMemberForm):
    text = forms.CharField(label=_("The differing view, with its reasons"), widget=LONG, max_length=10_000)


class ObjectionForm(VersionForm):
    text = forms.CharField(label=_("What was resolved instead, or what went wrong"), widget=LONG, max_length=5_000)


class AnswerForm(VersionForm):
    text = forms.CharField(label=_("The answer"), widget=LONG, max_length=5_000)
