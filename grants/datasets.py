"""Open data of money: agreements that everybody has signed, their instalments, and each movement of a fund under its voucher."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from funds.models import Evidence, Voucher, VoucherKind
from funds.workflow import State as VoucherState
from grants import giving
from grants.models import Agreement, Instalment
from grants.open_rows import (
    agreements,
    instalments,
    movements,
    walk_agreements,
    walk_instalments,
    walk_payments,
)
from grants.workflow import GONE_OUT, AgreementState, InstalmentState
from people.models import OrganisationKind
from publishing.datasets import DATASETS, Column, Dataset, Kind, Written, written_of
from publishing.shelf import FILES
from requests.gate import known_of, payee, typed_of
from wiring.refs import Ref


def _agreements(province: str, keys: Sequence[int]) -> Iterable[tuple[Any, ...]]:
    rows = agreements(province).filter(pk__in=keys).order_by()
    asked = "budget_request"
    own = ("pk", "number", asked, f"{asked}__receipt_number")
    whose = (f"{asked}__organisation", f"{asked}__organisation__name_th", f"{asked}__recipient_kind")
    paid = _paid(keys)
    for row in rows.values_list(*own, *whose, "amount", "state", "drawn_up_at", f"{asked}__amount"):
        yield *row[:-1], row[-1], paid.get(row[0], 0)


def _paid(keys: Sequence[int]) -> dict[int, int]:
    gone = Instalment.objects.filter(agreement__in=keys, state__in=GONE_OUT).order_by().values_list("agreement")
    return dict(gone.annotate(Sum("amount")))


def _instalments(province: str, keys: Sequence[int]) -> Iterable[tuple[Any, ...]]:
    rows = instalments(province).filter(pk__in=keys).order_by()
    own = ("pk", "agreement", "agreement__number", "agreement__budget_request", "number")
    giver = ("offer__funder", "offer__funder__name_th", "offer__funder__kind", "offer__channel")
    return rows.values_list(*own, *giver, "amount", "state", "due_on", "paid_on", "voucher_id")


def _payments(province: str, keys: Sequence[int]) -> Iterable[tuple[Any, ...]]:
    found = list(movements(province).filter(pk__in=keys).order_by().select_related("fund", "source"))
    parts = _parts(found)
    known = known_of({part.agreement.budget_request for part in parts.values()})
    return (_payment(row, parts.get(row.basis), known) for row in found)


def _parts(rows: Iterable[Voucher]) -> dict[str, Instalment]:
    """The instalments that these pay, by their words."""
    refs = [ref for row in rows if (ref := Ref.of(row.basis)) and ref.word == "instalment"]
    found = Instalment.objects.filter(pk__in=[ref.pk for ref in refs])
    return {part.subject: part for part in found.select_related("agreement__budget_request", "offer")}


def _payment(row: Voucher, part: Instalment | None, known: dict[int, list[str]]) -> tuple[Any, ...]:
    allowed = Ref.of(part.offer.basis if part else row.basis)
    persons = known.get(part.agreement.budget_request_id, []) if part else []
    return (
        row.pk,
        row.label,
        row.kind,
        row.fund.code,
        row.fund.name_th,
        row.source.code,
        row.source.name,
        row.amount,
        row.paid_at or row.made_at,
        payee(row.payee),
        typed_of(row.memo, persons, row.payee),
        row.expense or row.income,
        row.state,
        row.evidence,
        part.pk if part else None,
        part.agreement_id if part else None,
        part.agreement.budget_request_id if part else None,
        allowed.pk if allowed and allowed.word == "resolution" else None,
    )


def _touched_agreements(written: Written) -> list[int]:
    paid = Instalment.objects.filter(pk__in=written_of(written, Instalment)).values_list("agreement", flat=True)
    return [*written_of(written, Agreement), *paid]


def _touched_instalments(written: Written) -> list[int]:
    """With the last signature on an agreement they are read by everybody."""
    signed = Instalment.objects.filter(agreement__in=written_of(written, Agreement)).values_list("pk", flat=True)
    return [*written_of(written, Instalment), *signed]


def _touched_payments(written: Written) -> list[int]:
    return written_of(written, Voucher)


DATASETS.provide(
    "grants",
    Dataset(
        key="grants",
        title=_("Grants"),
        about=_("Agreements that every party has signed: who receives how much, and what of it has gone out."),
        word="agreement",
        columns=(
            Column("id", Kind.COUNT, _("The agreement's own number.")),
            Column("number", Kind.CODE, _("The number on the agreement.")),
            Column("request_id", Kind.COUNT, _("The request that was agreed on.")),
            Column("receipt_number", Kind.CODE, _("The receipt number of the request that was agreed on.")),
            Column("organisation_id", Kind.COUNT, _("Who asked and signed, by number.")),
            Column("organisation_th", Kind.WORDS, _("Who asked and signed, by name.")),
            Column("recipient_kind", Kind.CODE, _("What kind of account or body receives the money.")),
            Column("agreed_baht", Kind.BAHT, _("What all who give have agreed to give, in all.")),
            Column("state", Kind.CODE, _("Where the agreement stands."), AgreementState),
            Column("drawn_up_at", Kind.MOMENT, _("When it was drawn up.")),
            Column("asked_baht", Kind.BAHT, _("What the request had asked for.")),
            Column("paid_baht", Kind.BAHT, _("What of it has been paid out.")),
        ),
        place=(date, int, int),
        all=agreements,
        walk=walk_agreements,
        rows=_agreements,
        touched=_touched_agreements,
        recorded=("request", "request_id"),
        rank=30,
    ),
    by=__name__,
)
DATASETS.provide(
    "instalments",
    Dataset(
        key="instalments",
        title=_("Instalments"),
        about=_("The parts in which each giver pays, with their due days and when they were paid."),
        word="instalment",
        columns=(
            Column("id", Kind.COUNT, _("The instalment's own number.")),
            Column("agreement_id", Kind.COUNT, _("The agreement that it belongs to.")),
            Column("agreement_number", Kind.CODE, _("The number on that agreement.")),
            Column("request_id", Kind.COUNT, _("The request that it pays for.")),
            Column("number", Kind.COUNT, _("The how manieth of its giver's it is.")),
            Column("funder_id", Kind.COUNT, _("Who gives it, by number.")),
            Column("funder_th", Kind.WORDS, _("Who gives it, by name.")),
            Column("funder_kind", Kind.CODE, _("What kind of giver it is."), OrganisationKind),
            Column("channel", Kind.CODE, _("Through the central fund, or straight to who asked.")),
            Column("amount_baht", Kind.BAHT, _("How much it is.")),
            Column("state", Kind.CODE, _("Where the instalment stands."), InstalmentState),
            Column("due_on", Kind.DAY, _("When it is due.")),
            Column("paid_on", Kind.DAY, _("When it was paid.")),
            Column("payment_id", Kind.COUNT, _("The payment of the fund that paid it; empty for an agency's own.")),
        ),
        place=(date, int, int),
        all=instalments,
        walk=walk_instalments,
        rows=_instalments,
        touched=_touched_instalments,
        shown=("agreement", "agreement_id"),
        recorded=("request", "request_id"),
        rank=40,
    ),
    by=__name__,
)
DATASETS.provide(
    "payments",
    Dataset(
        key="payments",
        title=_("Payments and receipts"),
        about=_(
            "Every movement of a central fund's money, each with what allowed it. Who was paid is named if it is an office."
        ),
        word="voucher",
        columns=(
            Column("id", Kind.COUNT, _("The voucher's own number.")),
            Column("number", Kind.CODE, _("The number on the voucher, which runs without gaps in a fiscal year.")),
            Column("direction", Kind.CODE, _("Whether money went out or came in."), VoucherKind),
            Column("fund", Kind.CODE, _("The fund, by its code.")),
            Column("fund_th", Kind.WORDS, _("The fund, by its name.")),
            Column("source", Kind.CODE, _("The source of the money, by its code.")),
            Column("source_th", Kind.WORDS, _("The source of the money, by its name.")),
            Column("amount_baht", Kind.BAHT, _("How much went out or came in.")),
            Column("moved_at", Kind.MOMENT, _("When the money was paid, or recorded as received.")),
            Column(
                "payee",
                Kind.WORDS,
                _("Who was paid or gave: an office or group by name, anybody else as a natural person."),
            ),
            Column("memo", Kind.WORDS, _("What it was for, in the open edition.")),
            Column("account", Kind.CODE, _("The account of income or expense.")),
            Column("state", Kind.CODE, _("Paid, received, or reversed afterwards."), VoucherState),
            Column("evidence", Kind.CODE, _("What kind of evidence is on file."), Evidence),
            Column("instalment_id", Kind.COUNT, _("The instalment that was paid, if it was one.")),
            Column("agreement_id", Kind.COUNT, _("The agreement of that instalment.")),
            Column("request_id", Kind.COUNT, _("The request of that agreement.")),
            Column("decision_id", Kind.COUNT, _("The resolution that allowed it.")),
        ),
        place=(int, datetime, int),
        all=movements,
        walk=walk_payments,
        rows=_payments,
        touched=_touched_payments,
        rank=50,
    ),
    by=__name__,
)
FILES.provide("360giving.json", giving.FILE, by=__name__)
