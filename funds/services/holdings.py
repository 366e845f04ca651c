"""Funds and their sources: opened, exported, closed up to a day. The fund's row is locked before its sources are read."""

from __future__ import annotations

import datetime

from django.utils.translation import gettext_lazy as _

from audit.errors import Invalid
from audit.log import recorded
from documents import services as documents
from documents.models import Parcel
from funds import movements
from funds.exports import FORMATS
from funds.models import Fund, MoneySource, SourceKind
from funds.parcels import BOOKS
from funds.verbs import FUND
from jobs import clock
from people.actors import Actor
from people.models import Organisation


@recorded
def open_fund(
    organisation: Organisation, *, code: str, name_th: str, name_en: str = "", opened_on: datetime.date, actor: Actor
) -> Fund:
    """Give a province's fund its book and its income accounts."""
    fund = Fund(
        organisation=organisation,
        province_id=organisation.province_id,
        code=code,
        name_th=name_th,
        name_en=name_en,
        opened_on=opened_on,
    )
    FUND.require("open_fund", actor, fund)
    fund.full_clean()
    fund.save()
    movements.open_fund(fund, actor=actor)
    return fund


@recorded
def open_source(
    fund: Fund, *, code: str, name: str, kind: SourceKind | str, restricted_purpose: str = "", actor: Actor
) -> MoneySource:
    """Add a source with its bank subaccount, which cannot go below zero, and its expense accounts."""
    lock_fund(fund.pk)
    source = MoneySource(fund=fund, code=code, name=name, kind=kind, restricted_purpose=restricted_purpose)
    FUND.require("open_source", actor, source)
    source.full_clean()
    source.save()
    movements.open_source(source, actor=actor)
    return source


def export_books(pk: int, *, form: str, actor: Actor) -> Parcel:
    """Ask for the books as a file of one of `FORMATS`; it is made in the background and kept for a week."""
    fund = Fund.objects.get(pk=pk)
    FUND.require("export_books", actor, fund)
    if form not in FORMATS:
        raise Invalid(_("The books are not made in this form."), code="unknown_form", field="form")
    return documents.ask_for_parcel(BOOKS, fund.subject, form=form, actor=actor)


@recorded
def close_period(fund: Fund, up_to: datetime.date, *, actor: Actor) -> None:
    """Close the books up to and including a day that has passed."""
    FUND.require("close_period", actor, fund)
    if up_to >= clock.today():
        raise Invalid(_("Only days that have passed can be closed."), code="day_not_passed")
    movements.close_period(fund, up_to, actor=actor)


def lock_fund(fund_id: int) -> None:
    """One form at a time for each fund: the same form sent twice at once finds what the first one wrote."""
    # No key is locked: vouchers that are paid meanwhile go on referring to the fund.
    Fund.objects.select_for_update(no_key=True).get(pk=fund_id)


def lock_funds_beside(fund_id: int) -> None:
    """A fund with the others of its province, each in order: one paper proves money in one of them, so two at once meet."""
    here = Fund.objects.filter(pk=fund_id).values("province")
    list(Fund.objects.filter(province__in=here).order_by("pk").select_for_update(no_key=True))
