"""The machines of offers, agreements, instalments and reports. Only `grants.services` calls these moves."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.machine import Stateful, state_field, transition


class OfferState(models.TextChoices):
    ASKED = "asked", _("Asked, not yet answered")
    ACKNOWLEDGED = "acknowledged", pgettext_lazy("offer", "Received")
    CLARIFYING = "clarifying", _("Has a question")
    OFFERED = "offered", _("Offered")
    ACCEPTED = "accepted", pgettext_lazy("offer", "Accepted")
    DECLINED = "declined", _("Declined")
    LAPSED = "lapsed", _("No answer")


# A funder that said that it gives.
GIVING = [OfferState.OFFERED, OfferState.ACCEPTED]
UNANSWERED = [OfferState.ASKED, OfferState.ACKNOWLEDGED, OfferState.CLARIFYING]


class OfferWorkflow(Stateful):
    state = state_field(OfferState)

    class Meta:
        abstract = True

    @transition(field=state, source=OfferState.ASKED, target=OfferState.ACKNOWLEDGED)
    def acknowledge(self) -> None: ...

    @transition(field=state, source=[OfferState.ASKED, OfferState.ACKNOWLEDGED], target=OfferState.CLARIFYING)
    def ask(self) -> None: ...

    @transition(field=state, source=OfferState.CLARIFYING, target=OfferState.ACKNOWLEDGED)
    def answer(self) -> None: ...

    @transition(field=state, source=UNANSWERED, target=OfferState.OFFERED)
    def offer(self) -> None: ...

    @transition(field=state, source=UNANSWERED, target=OfferState.DECLINED)
    def decline(self) -> None: ...

    @transition(field=state, source=[*UNANSWERED, OfferState.OFFERED], target=OfferState.LAPSED)
    def lapse(self) -> None: ...

    @transition(field=state, source=OfferState.OFFERED, target=OfferState.ACCEPTED)
    def accept(self) -> None: ...


class AgreementState(models.TextChoices):
    DRAFTED = "drafted", _("To be signed")
    SIGNED = "signed", _("Signed")
    ENDED = "ended", _("Ended")


class AgreementWorkflow(Stateful):
    state = state_field(AgreementState)

    class Meta:
        abstract = True

    @transition(field=state, source=AgreementState.DRAFTED, target=AgreementState.SIGNED)
    def sign(self) -> None: ...

    @transition(field=state, source=AgreementState.SIGNED, target=AgreementState.ENDED)
    def end(self) -> None: ...


class InstalmentState(models.TextChoices):
    DUE = "due", _("To come")
    REQUESTED = "requested", _("Payment asked for")
    VERIFIED = "verified", _("Checked, to be paid")
    PAID = "paid", _("Paid")
    REPORTED = "reported", _("Reported on")
    ACCEPTED = "accepted", _("Report accepted")
    DROPPED = "dropped", _("Not needed any more")


# Nothing is to be done any more.
DONE_WITH = (InstalmentState.ACCEPTED, InstalmentState.DROPPED)
# The payer has it.
TO_PAY = (InstalmentState.REQUESTED, InstalmentState.VERIFIED, InstalmentState.REPORTED)
# The money is with who asked.
GONE_OUT = (InstalmentState.PAID, InstalmentState.REPORTED, InstalmentState.ACCEPTED)


class InstalmentWorkflow(Stateful):
    state = state_field(InstalmentState)

    class Meta:
        abstract = True

    @transition(field=state, source=InstalmentState.DUE, target=InstalmentState.DROPPED)
    def drop(self) -> None: ...

    @transition(field=state, source=InstalmentState.DUE, target=InstalmentState.REQUESTED)
    def request_payment(self) -> None: ...

    @transition(field=state, source=InstalmentState.REQUESTED, target=InstalmentState.VERIFIED)
    def verify(self) -> None: ...

    @transition(field=state, source=InstalmentState.REQUESTED, target=InstalmentState.DUE)
    def send_back(self) -> None: ...

    @transition(field=state, source=InstalmentState.VERIFIED, target=InstalmentState.PAID)
    def pay(self) -> None: ...

    @transition(field=state, source=InstalmentState.PAID, target=InstalmentState.VERIFIED)
    def unpay(self) -> None: ...

    @transition(field=state, source=InstalmentState.PAID, target=InstalmentState.REPORTED)
    def report(self) -> None: ...

    @transition(field=state, source=InstalmentState.REPORTED, target=InstalmentState.PAID)
    def return_report(self) -> None: ...

    @transition(field=state, source=InstalmentState.REPORTED, target=InstalmentState.ACCEPTED)
    def accept_report(self) -> None: ...


class ReportState(models.TextChoices):
    SUBMITTED = "submitted", _("Sent")
    RETURNED = "returned", _("Returned")
    ACCEPTED = "accepted", pgettext_lazy("report", "Accepted")


class ReportWorkflow(Stateful):
    state = state_field(ReportState)

    class Meta:
        abstract = True

    @transition(field=state, source=ReportState.SUBMITTED, target=ReportState.RETURNED)
    def return_for_revision(self) -> None: ...

    @transition(field=state, source=ReportState.SUBMITTED, target=ReportState.ACCEPTED)
    def accept(self) -> None: ...
