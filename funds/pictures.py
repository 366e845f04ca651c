"""What is seen of a fund: what it held from day to day."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from funds.models import Fund
from jobs import clock
from ledger import reports as ledger
from places.calendar import fiscal_year_bounds
from publishing import pictures
from publishing.drawing import courses
from publishing.drawing.words import full
from publishing.figures import Course, Courses, Name, Unit
from publishing.pictures import Picture, Scope


def balance(scope: Scope) -> Courses:
    """The balance of each fund of the province, by the dates of what moved; up to today in a year that is not over."""
    first, last = fiscal_year_bounds(scope.year)
    until = max(first, min(last, clock.today()))
    funds = Fund.objects.filter(province=scope.province).order_by("code")
    lines = tuple(Course(Name.of(fund), tuple(ledger.days(fund.code, first, until))) for fund in funds)
    return Courses(Name.said(gettext_lazy("Month")), first, last, lines)


def _read(figures: Courses) -> str:
    lines = [line for line in figures.lines if line.points]
    if not lines:
        return _("This province has no central fund yet; agencies give directly.")
    began, ended = (sum(line.points[at][1] for line in lines) for at in (0, -1))
    least = min(value for line in lines for _day, value in line.points)
    return _("It began the year with %(began)s and holds %(now)s; the least was %(least)s.") % {
        "began": full(began, Unit.BAHT),
        "now": full(ended, Unit.BAHT),
        "least": full(least, Unit.BAHT),
    }


pictures.provide(Picture("balance", gettext_lazy("What the fund held"), balance, _read, courses), by=__name__)
