"""Reads what a province offers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from jobs import clock
from people.actors import Actor
from programmes.models import Call, CostNorm
from programmes.norms import held_on
from wiring.written import Written


def calls_for(actor: Actor) -> QuerySet[Call]:
    """The calls of the actor's province that are open today, the newest first."""
    return _open_on(clock.today(), actor.province_id).order_by("-pk")


def _open_on(day: date, province: str | None) -> QuerySet[Call]:
    return Call.objects.filter(province=province, opens_on__lte=day, closes_on__gte=day)


def calls_of(province: str) -> QuerySet[Call]:
    """All calls of a province, what opens last first."""
    return Call.objects.filter(province=province).select_related("route").order_by("-opens_on", "-pk")


_ONE = Written(lambda day, province: _open_on(day, province).values_list("pk", flat=True)[:1], day=date, province=str)


def is_calling(province: str) -> bool:
    """Whether a call of this province is open today."""
    return bool(_ONE(day=clock.today(), province=province))


def open_call(province: str) -> Call | None:
    """The call of this province that takes requests today and closes last."""
    return _open_on(clock.today(), province).order_by("-closes_on", "-pk").first()


def norms_of(province: str) -> QuerySet[CostNorm]:
    """The province's own and the common ones, of all times."""
    return CostNorm.objects.filter(Q(province=province) | Q(province=None))


def norms_shown(province: str, day: date) -> list[CostNorm]:
    """What holds on a day: the province's own in the place of the common ones; those whose figure is not known stand last."""
    found = _by_key(held_on(day, province).select_related("funder", "call"))
    return sorted(found.values(), key=lambda norm: (norm.waits, norm.code, norm.pk))


@dataclass(frozen=True, slots=True)
class Change:
    """What a norm was on one day and is on another; None where it did not hold."""

    before: CostNorm | None
    after: CostNorm | None

    @property
    def name(self) -> str:
        return str(self.after or self.before)

    @property
    def caps(self) -> tuple[int | None, int | None]:
        """Satang, before and after."""
        return (self.before.cap if self.before else None), (self.after.cap if self.after else None)


def norms_changed(province: str, one: date, other: date) -> list[Change]:
    before, after = (_by_key(held_on(day, province).select_related("funder", "call")) for day in (one, other))
    pairs = [Change(before.get(key), after.get(key)) for key in sorted(before | after, key=str)]
    return [pair for pair in pairs if _figure(pair.before) != _figure(pair.after)]


def history_of(norm: CostNorm) -> list[CostNorm]:
    """Every row of its code, funder and call that the province has followed, the newest first."""
    rows = norms_of(norm.province_id or "").filter(code=norm.code, funder=norm.funder_id, call=norm.call_id)
    return sorted(rows, key=lambda row: (row.valid_from or date.min, row.pk), reverse=True)


def _by_key(rows: Iterable[CostNorm]) -> dict[tuple[str, int | None, int | None], CostNorm]:
    """One of each code: the province's own before the common one, the newer before the older."""
    ordered = sorted(rows, key=lambda norm: (norm.province_id is not None, norm.valid_from or date.min))
    return {(norm.code, norm.funder_id, norm.call_id): norm for norm in ordered}


def _figure(norm: CostNorm | None) -> tuple[int | None, str] | None:
    return (norm.cap, norm.regulation) if norm else None
