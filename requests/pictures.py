"""What is seen of requests that wait: where in their way, and since when."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs import clock
from publishing import pictures
from publishing.drawing import bars
from publishing.drawing.words import full
from publishing.figures import Bars, Column, Name, Row, Unit
from publishing.pictures import Picture, Scope
from requests.models import BudgetRequest
from requests.workflow import State

# Of a state and, before a committee, of the stage: up to so many days since the request was received.
_AGES = (30, 90, 180)


def waiting(scope: Scope) -> Bars:
    """Requests that somebody has to act on, by stage and by how long ago they were received."""
    today = clock.today()
    since = [today - timedelta(days=days) for days in _AGES]
    ages = {
        "a": Q(received_on__gte=since[0]),
        "b": Q(received_on__lt=since[0], received_on__gte=since[1]),
        "c": Q(received_on__lt=since[1], received_on__gte=since[2]),
        "d": Q(received_on__lt=since[2]),
    }
    rows = BudgetRequest.objects.public().filter(province=scope.province, owner__isnull=False).order_by()
    found = rows.values_list("state", "stage__name_th", "stage__name_en").annotate(
        **{name: Count("pk", filter=age) for name, age in ages.items()}
    )
    ordered = sorted(found, key=lambda row: (State.values.index(row[0]), row[1] or ""))
    groups = tuple(Row(_stage(*row[:3]), tuple(row[3:])) for row in ordered)
    return Bars(Name.said(gettext_lazy("Where they wait")), _PARTS, groups)


def _stage(state: str, name_th: str | None, name_en: str | None) -> Name:
    """A committee by the name of its stage; deferred there is another thing than waiting there."""
    if state == State.IN_REVIEW and name_th:
        return Name(name_th, name_en or "")
    return Name.said(State(state).label)


def _read(figures: Bars) -> str:
    sums = [sum(row.values[at] or 0 for row in figures.rows) for at in range(len(figures.parts))]
    if not sum(sums):
        return _("No request waits for anybody.")
    return _("%(all)s wait for somebody; %(old)s of them came more than half a year ago.") % {
        "all": full(sum(sums), Unit.REQUESTS),
        "old": f"{sums[-1]:,}",
    }


_PARTS = tuple(
    Column(Name.said(words), Unit.REQUESTS)
    for words in (
        gettext_lazy("up to 30 days"),
        gettext_lazy("31–90 days"),
        gettext_lazy("91–180 days"),
        gettext_lazy("more than 180 days"),
    )
)
pictures.provide(
    Picture("stages", gettext_lazy("What waits, where and how long"), waiting, _read, bars, is_of_year=False),
    by=__name__,
)
