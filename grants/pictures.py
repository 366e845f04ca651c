"""What is seen of money given: from whom to what, as agreed against as paid, and how fast funders answer."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, Q, Sum
from django.db.models.functions import TruncMonth
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from grants.models import Instalment, Offer
from grants.workflow import UNANSWERED, OfferState
from places.calendar import fiscal_year_bounds
from publishing import pictures
from publishing.drawing import bars, flow
from publishing.drawing.words import full
from publishing.figures import Bars, Column, Flow, Link, Name, Row, Unit, month_name
from publishing.pictures import Picture, Scope

_DAY_SECONDS = 86_400
_NO_DIMENSION = gettext_lazy("no dimension named")


class Median(Aggregate):
    """The middle one, which a single answer of a year does not move."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def money_flow(scope: Scope) -> Flow:
    """What was paid in the year, by where it came from: a source of the central fund, or an agency itself."""
    rows = _paid(scope).values_list(
        "offer__source__name",
        "offer__funder__name_th",
        "offer__funder__name_en",
        "offer__budget_request__dimension__name_th",
        "offer__budget_request__dimension__name_en",
    )
    sums = rows.order_by().annotate(n=Sum("amount"))
    links = [Link(_giver(*row[:3]), _aim(*row[3:5]), row[5]) for row in sums]
    about = Name.said(gettext_lazy("From where, to which dimension"))
    return Flow(about, _PAID, tuple(sorted(links, key=lambda link: (-link.amount, link.source, link.target))))


def _paid(scope: Scope) -> Any:
    return Instalment.objects.filter(
        offer__budget_request__province=scope.province, paid_on__range=fiscal_year_bounds(scope.year)
    )


def _giver(source: str | None, name_th: str, name_en: str) -> Name:
    return Name(source) if source else Name(name_th, name_en)


def _aim(name_th: str | None, name_en: str | None) -> Name:
    return Name(name_th, name_en or "") if name_th else Name.said(_NO_DIMENSION)


def plan_and_actual(scope: Scope) -> Bars:
    """Month by month, what agreements said would be paid and what was."""
    bounds = fiscal_year_bounds(scope.year)
    agreed = Instalment.objects.filter(
        offer__budget_request__province=scope.province, offer__state=OfferState.ACCEPTED, due_on__range=bounds
    )
    planned, paid = _monthly(agreed, "due_on"), _monthly(_paid(scope), "paid_on")
    months = sorted(planned.keys() | paid.keys())
    rows = tuple(Row(month_name(one), (planned.get(one, 0), paid.get(one, 0))) for one in months)
    return Bars(Name.said(gettext_lazy("Month")), (_AGREED, _PAID), rows)


def _monthly(rows: Any, day: str) -> dict[date, int]:
    return dict(rows.order_by().values_list(TruncMonth(day)).annotate(Sum("amount")))


def answers(scope: Scope) -> Bars:
    """How many days each funder took to answer what it was asked in the year; who has not answered waits beside."""
    first, last = fiscal_year_bounds(scope.year)
    asked = Offer.objects.filter(
        budget_request__province=scope.province, asked_at__date__range=(first, last)
    ).order_by()
    took = ExpressionWrapper(F("answered_at") - F("asked_at"), output_field=DurationField())
    found = asked.values_list("funder__name_th", "funder__name_en").annotate(
        days=Median(took, filter=Q(answered_at__isnull=False)),
        asked=Count("pk"),
        answered=Count("pk", filter=Q(answered_at__isnull=False)),
        waiting=Count("pk", filter=Q(state__in=UNANSWERED)),
        lapsed=Count("pk", filter=Q(state=OfferState.LAPSED)),
    )
    rows = [_answering(*row) for row in found]
    # The slowest first; who never answered stands above all.
    ordered = sorted(rows, key=lambda row: (row.values[0] is not None, -(row.values[0] or 0), row.name))
    return Bars(
        Name.said(gettext_lazy("Funder")), (_DAYS,), tuple(ordered), _COUNTS, is_summed=False, unknown=_NO_ANSWER
    )


def _answering(name_th: str, name_en: str, days: Any, *counts: int) -> Row:
    whole = None if days is None else round(days.total_seconds() / _DAY_SECONDS)
    return Row(Name(name_th, name_en), (whole, *counts))


def _read_flow(figures: Flow) -> str:
    total = sum(link.amount for link in figures.links)
    if not total:
        return _("Nothing was paid in this year.")
    sums: dict[str, int] = {}
    for link in figures.links:
        sums[str(link.target)] = sums.get(str(link.target), 0) + link.amount
    most = max(sums, key=lambda name: sums[name])
    return _("%(sum)s were paid; most of it, %(part)s, for “%(aim)s”.") % {
        "sum": full(total, Unit.BAHT),
        "part": full(sums[most], Unit.BAHT),
        "aim": most,
    }


def _read_plan(figures: Bars) -> str:
    planned, paid = (sum(row.values[at] or 0 for row in figures.rows) for at in (0, 1))
    if not planned and not paid:
        return _("No instalment is due in this year.")
    return _("Agreed for this year were %(plan)s; %(paid)s have been paid.") % {
        "plan": full(planned, Unit.BAHT),
        "paid": full(paid, Unit.BAHT),
    }


def _read_answers(figures: Bars) -> str:
    if not figures.rows:
        return _("No funder was asked in this year.")
    waiting = sum(row.values[3] or 0 for row in figures.rows)
    known = [row for row in figures.rows if row.values[0] is not None]
    if not known:
        return _("No funder has answered; %s wait.") % full(waiting, Unit.REQUESTS)
    return _("The slowest, %(name)s, mostly takes %(days)s; %(n)s wait for an answer now.") % {
        "name": known[0].name,
        "days": full(known[0].values[0], Unit.DAYS),
        "n": full(waiting, Unit.REQUESTS),
    }


_PAID = Column(Name.said(gettext_lazy("Paid")), Unit.BAHT)
_AGREED = Column(Name.said(pgettext_lazy("plan", "Agreed")), Unit.BAHT)
_DAYS = Column(Name.said(gettext_lazy("Days to an answer, the middle one")), Unit.DAYS)
_NO_ANSWER = Name.said(gettext_lazy("has not answered yet"))
_COUNTS = tuple(
    Column(Name.said(words), Unit.REQUESTS)
    for words in (
        gettext_lazy("Asked of it"),
        gettext_lazy("Answered"),
        gettext_lazy("Waiting now"),
        gettext_lazy("Lapsed without an answer"),
    )
)
pictures.provide(
    Picture("flow", gettext_lazy("From where the money came, and what it is for"), money_flow, _read_flow, flow),
    Picture("plan", gettext_lazy("As agreed, and as paid"), plan_and_actual, _read_plan, bars),
    Picture("answers", gettext_lazy("How fast funders answer"), answers, _read_answers, bars),
    by=__name__,
)
