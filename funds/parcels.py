"""A fund's books as a file that is made in the background: who may have it, and how it reads."""

from __future__ import annotations

from dataclasses import asdict
from typing import BinaryIO

from django.urls import reverse
from django.utils.translation import gettext as _

from documents.models import Parcel
from documents.parcels import KINDS, Kind, Reach
from funds.exports import FORMATS
from funds.exports import book as books
from funds.models import Fund
from funds.verbs import FUND
from jobs.registry import Step
from wiring.refs import Ref

BOOKS = "funds.books"


def _fund(parcel: Parcel) -> Fund:
    ref = Ref.of(parcel.subject)
    return Fund.objects.get(pk=ref.pk if ref else 0)


def _reach(parcel: Parcel) -> Reach:
    return asdict(books.Reach.of(books.reaches_of(_fund(parcel))))


def _write(parcel: Parcel, file: BinaryIO, step: Step) -> Reach:
    book = books.Book(_fund(parcel), step=step)
    FORMATS[parcel.form](book, file)
    return asdict(book.reach)


def _told(parcel: Parcel) -> str:
    return _("%(postings)s postings in %(accounts)s accounts") % {
        "postings": f"{parcel.reach['postings']:,}",
        "accounts": parcel.reach["accounts"],
    }


KINDS.provide(
    BOOKS,
    Kind(
        title=lambda parcel: f"{_('The books as a file')}: {_fund(parcel)} ({parcel.form})",
        reason_against=lambda actor, parcel: FUND.reason_against("export_books", actor, _fund(parcel)),
        reach=_reach,
        write=_write,
        told=_told,
        filename=lambda parcel: f"{_fund(parcel).code}.{parcel.form}",
        context=lambda _parcel: {"nav": "funds"},
        url=lambda parcel: reverse("funds:export_books", args=[_fund(parcel).code]),
    ),
    by=__name__,
)
