"""Instalments: asked for, verified, and paid by the fund's voucher or straight by the agency."""

from __future__ import annotations

from datetime import date
from uuid import NAMESPACE_URL, uuid5

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from approvals import standing
from audit.errors import Conflict, Invalid
from audit.log import recorded
from audit.machine import finish
from funds import movements
from funds import services as funds
from funds.effects import Wanted
from funds.models import Expense, MoneySource, Paper, Voucher
from funds.workflow import OPEN
from grants.conditions import has_not_ended, payments_go_on
from grants.facts import InstalmentFacts, InstalmentPaidFacts, InstalmentUnpaidFacts
from grants.models import Channel, Instalment, Offer
from grants.reports import allowing
from grants.services import proofs
from grants.services.rows import locked_instalment, note, tell
from grants.verbs import INSTALMENT
from grants.workflow import InstalmentState
from jobs import clock
from ledger.models import Hold
from people.actors import Actor
from people.models import Organisation
from places.calendar import due
from requests import services as requests
from requests.papers import project
from requests.workflow import State
from thai.money import baht
from wiring.refs import Ref

VERIFY_DAYS, PAY_DAYS, REPORT_DAYS = 7, 15, 90


@recorded
def request_payment(pk: int, *, version: int, actor: Actor) -> Instalment:
    """Ask for the next instalment; refused while the report on the one before is not accepted."""
    instalment = locked_instalment(pk, version=version)
    INSTALMENT.require("request_payment", actor, instalment)
    _require_turn(instalment)
    instalment.request_payment()
    return done(instalment, "instalment.requested", actor, owner=payer(instalment), days=VERIFY_DAYS)


def _require_turn(instalment: Instalment) -> None:
    earlier = Instalment.objects.filter(offer=instalment.offer_id, number__lt=instalment.number)
    if earlier.exclude(state=InstalmentState.ACCEPTED).exists():
        raise Invalid(_("The next money comes after the report on the last is accepted."), code="report_not_accepted")


@recorded
def verify(pk: int, *, version: int, actor: Actor) -> Instalment:
    """Check that everything for a payment is there."""
    instalment = locked_instalment(pk, version=version)
    INSTALMENT.require("verify", actor, instalment)
    instalment.verify()
    return done(instalment, "instalment.verified", actor, owner=payer(instalment), days=PAY_DAYS)


@recorded
def send_back(pk: int, *, reason: str, version: int, actor: Actor) -> Instalment:
    """Send a request for payment back, with what is missing."""
    instalment = locked_instalment(pk, version=version)
    INSTALMENT.require("send_back", actor, instalment)
    if not reason.strip():
        raise Invalid(_("Say what is missing."), code="reason_missing", field="reason")
    instalment.send_back()
    council = instalment.agreement.budget_request.organisation
    return done(
        instalment, "instalment.sent_back", actor, owner=council, days=REPORT_DAYS, personal={"reason": reason.strip()}
    )


@recorded
def pay_direct(
    pk: int, *, paid_on: date, evidence: str, file: UploadedFile[bytes], version: int, actor: Actor
) -> Instalment:
    """An agency records that it paid the council itself, when, under which reference, and the file that proves it."""
    standing.lock(allowing(Instalment.objects.select_related("agreement").get(pk=pk)))
    instalment = locked_instalment(pk, version=version)
    INSTALMENT.require("pay_direct", actor, instalment)
    if paid_on > clock.today():
        raise Invalid(_("A payment cannot be dated in the future."), code="in_the_future", field="paid_on")
    if paid_on < clock.day_of(instalment.agreement.drawn_up_at):
        raise Invalid(
            _("This day lies before the agreement: nothing was paid on it then."), code="before_it", field="paid_on"
        )
    if not evidence.strip():
        raise Invalid(_("Name the transfer or the receipt."), code="evidence_missing", field="evidence")
    instalment.evidence_blob_id = proofs.kept(file)
    return _paid(instalment, paid_on, evidence.strip(), actor, voucher="")


def _paid(instalment: Instalment, paid_on: date, evidence: str, actor: Actor, *, voucher: str) -> Instalment:
    row = instalment.agreement.budget_request
    payments_go_on.require(instalment)
    instalment.pay()
    instalment.paid_on, instalment.evidence = paid_on, evidence
    if row.state == State.AGREED:
        requests.activate(
            row.pk,
            basis=instalment.subject,
            owner=row.organisation,
            due_on=due(clock.today(), REPORT_DAYS),
            actor=actor,
        )
    return done(
        instalment,
        "instalment.paid",
        actor,
        InstalmentPaidFacts(
            {**about(instalment), "voucher": voucher, "evidence_sha256": instalment.evidence_blob_id or ""}
        ),
        owner=row.organisation,
        days=REPORT_DAYS,
        fields=("paid_on", "evidence", "evidence_blob", "voucher_id"),
        personal={"evidence": evidence},
    )


def lock_basis(basis: Ref) -> None:
    """The results that allowed the money, then the instalment: locks go from the meetings down."""
    if found := Instalment.objects.select_related("agreement").filter(pk=basis.pk).first():
        standing.lock(allowing(found))
        locked_instalment(found.pk)


def require_of_instalment(basis: Ref, wanted: Wanted) -> None:
    """What was set aside for an offer pays that offer's own instalments, whole, to the agreement's grantee."""
    instalment = Instalment.objects.select_related("offer", "agreement__budget_request").filter(pk=basis.pk).first()
    if instalment is None:
        raise Invalid(_("The voucher must pay exactly this instalment."), code="voucher_not_of_instalment")
    offer, row = instalment.offer, instalment.agreement.budget_request
    own = (offer.source_id, instalment.amount, row.recipient_name, offer.hold_id)
    if own != (wanted.source_id, wanted.amount, wanted.payee, wanted.hold_id) or offer.hold_id is None:
        raise Invalid(
            _("This pays %(amount)s baht to %(payee)s out of what was set aside for it, and nothing else.")
            % {"amount": baht(instalment.amount), "payee": row.recipient_name},
            code="voucher_not_of_instalment",
            field="basis",
        )


def agreed_on(basis: Ref) -> date | None:
    """The day on which the agreement was drawn up: nobody paid on it before."""
    found = Instalment.objects.select_related("agreement").filter(pk=basis.pk).first()
    return clock.day_of(found.agreement.drawn_up_at) if found else None


def held_instalment(basis: Ref) -> str:
    found = Instalment.objects.select_related("agreement").filter(pk=basis.pk).first()
    return standing.in_words(allowing(found)) if found else ""


@recorded
def make_voucher(pk: int, *, version: int, actor: Actor) -> Voucher:
    """The fund's treasurer makes the voucher that pays a verified instalment out of what was set aside for it."""
    standing.lock(allowing(Instalment.objects.select_related("agreement").get(pk=pk)))
    instalment = locked_instalment(pk, version=version)
    INSTALMENT.require("make_voucher", actor, instalment)
    offer, row = instalment.offer, instalment.agreement.budget_request
    paper = Paper(
        source=source_of(offer),
        amount=instalment.amount,
        payee=row.recipient_name,
        basis=instalment.subject,
        date=clock.today(),
        memo=f"เงินสนับสนุน{project(row)} งวดที่ {instalment.number}"[:300],
    )
    # A voucher that was rejected gives way to the next: its number stays used.
    tries = Voucher.objects.filter(basis=instalment.subject).exclude(state__in=OPEN).count()
    key = uuid5(NAMESPACE_URL, f"{instalment.subject}:{tries}")
    hold = held(offer)
    return funds.make_voucher(key, paper, expense=Expense.ORGANISATIONS, hold=hold, actor=actor)


def paid_by_voucher(basis: Ref, voucher: Voucher, day: date, actor: Actor) -> None:
    """The fund's cashier paid the voucher of an instalment; runs in the voucher's transaction."""
    instalment = locked_instalment(basis.pk)
    if instalment.amount != voucher.amount or instalment.offer.channel != Channel.THROUGH_FUND:
        raise Invalid(_("The voucher must pay exactly this instalment."), code="voucher_not_of_instalment")
    instalment.voucher_id = voucher.pk
    _paid(instalment, day, voucher.label, actor, voucher=voucher.label)


def voucher_reversed(basis: Ref, voucher: Voucher, actor: Actor) -> None:
    """A payment was reversed: the instalment is to be paid again."""
    instalment = locked_instalment(basis.pk)
    has_not_ended.require(instalment)  # what was paid and not spent is asked back already
    instalment.unpay()
    instalment.voucher_id = instalment.paid_on = None
    _set_aside_again(instalment, voucher, actor)
    owner = payer(instalment)
    done(
        instalment,
        "instalment.unpaid",
        actor,
        InstalmentUnpaidFacts({**about(instalment), "voucher": voucher.label}),
        owner=owner,
        days=PAY_DAYS,
        fields=("voucher_id", "paid_on"),
    )


def _set_aside_again(instalment: Instalment, voucher: Voucher, actor: Actor) -> None:
    """The payment had used up its part of the hold; the whole rest is set aside anew, now that the money is back."""
    offer = instalment.offer
    old = held(offer)
    again = f"{voucher.subject}:again"
    terms = {"basis": voucher.subject, "reference": f"{again}:release"}
    rest = movements.release("grants.release", offer.pk, old, **terms, actor=actor)
    offer.hold_id = movements.set_aside(
        "grants.set_aside", offer.pk, voucher.source, rest + voucher.amount, reference=again, actor=actor
    )
    finish(offer, fields=("hold_id",))


def source_of(offer: Offer) -> MoneySource:
    if offer.source is None:
        raise Conflict(_("This money does not go through the fund."), code="not_through_the_fund")
    return offer.source


def held(offer: Offer) -> Hold:
    """What is set aside for an offer."""
    if offer.hold_id is None:
        raise Conflict(_("Nothing is set aside for this offer yet."), code="nothing_set_aside")
    return Hold.objects.get(pk=offer.hold_id)


def payer(instalment: Instalment) -> Organisation:
    """Who pays: the fund for money that goes through it, else the agency."""
    offer = instalment.offer
    through_fund = offer.channel == Channel.THROUGH_FUND and offer.source is not None
    return offer.source.fund.organisation if through_fund and offer.source else offer.funder


def about(instalment: Instalment) -> InstalmentFacts:
    """What the facts of every event that `done` writes begin with."""
    return {
        "instalment": instalment.pk,
        "number": instalment.number,
        "amount": instalment.amount,
        "funder": instalment.offer.funder.name_th,
    }


def done(
    instalment: Instalment,
    event: str,
    actor: Actor,
    facts: InstalmentFacts | None = None,
    *,
    owner: Organisation,
    days: int,
    fields: tuple[str, ...] = (),
    personal: dict[str, str] | None = None,
) -> Instalment:
    """Save the instalment, write its event, and say who acts next."""
    finish(instalment, fields=fields)
    row, told = instalment.agreement.budget_request, facts or about(instalment)
    note(event, row, actor, told, personal=personal)
    tell([owner, row.organisation], event, row, actor, {**told, **(personal or {})})
    requests.wait_for(row.pk, owner=owner, due_on=due(clock.today(), days), actor=actor)
    return instalment
