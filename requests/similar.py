"""Requests that ask for much the same: of the same tambon, whatever year; shown before another one is sent.

A tambon has some dozens of requests in all its years: they are read by the index of who asked, and held against each other by
their letters (`thai.letters`), which forgives slips and other spellings.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from requests.models import BudgetRequest
from thai import letters

# As people read it: half of the three-letter pieces of the shorter name stand in the other.
LIKE = 0.5
MOST_SHOWN, MOST_READ = 5, 400
_EVERY_PROJECT = ("โครงการ", "กิจกรรม")


@dataclass(frozen=True, slots=True)
class Similar:
    """One that was sent, in the words that everybody reads."""

    pk: int
    number: str
    title: str
    whose: str
    fiscal_year: int
    received_on: date | None
    amount: int
    state_word: str
    likeness: float

    @property
    def url(self) -> str:
        return f"/public/requests/{self.pk}/"


def similar(row: BudgetRequest) -> list[Similar]:
    """The most alike first; one query."""
    wanted = _pieces(row.title)
    if not wanted:
        return []
    others = _sent_there(row).exclude(pk=row.pk).select_related("organisation", "call")
    told = others.only(
        "title",
        "open_title",
        "receipt_number",
        "received_on",
        "amount",
        "state",
        "organisation__name_th",
        "organisation__name_en",
        "call__fiscal_year",
    ).order_by("-received_on", "-pk")[:MOST_READ]
    found = [_as_similar(one, _likeness(wanted, _pieces(one.open_title))) for one in told]
    alike = [one for one in found if one.likeness >= LIKE]
    return sorted(alike, key=lambda one: (-one.likeness, -one.fiscal_year, one.pk))[:MOST_SHOWN]


def _sent_there(row: BudgetRequest) -> QuerySet[BudgetRequest]:
    """What was sent from the place of who asks: its tambon, or by itself when it is of no tambon."""
    place = row.organisation.subdistrict_id
    there = Q(organisation__subdistrict=place) if place else Q(organisation=row.organisation_id)
    return BudgetRequest.objects.filter(there, receipt_number__gt="")


def _pieces(title: str) -> frozenset[str]:
    bare = title
    for word in _EVERY_PROJECT:
        bare = bare.removeprefix(word)
    return frozenset(letters.grams(letters.fold(bare)))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    fewest = min(len(one), len(other))
    return len(one & other) / fewest if fewest >= letters.LETTERS else 0.0


def _as_similar(one: BudgetRequest, likeness: float) -> Similar:
    return Similar(
        pk=one.pk,
        number=one.receipt_number,
        title=one.open_title,
        whose=str(one.organisation),
        fiscal_year=one.call.fiscal_year,
        received_on=one.received_on,
        amount=one.amount,
        state_word=str(one.get_state_display()),
        likeness=likeness,
    )
