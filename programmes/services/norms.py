"""Cost norms: dated rows. A new figure is a new row and ends the one before it; what held on a day can always be read."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.db import connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from audit.errors import Conflict, Invalid
from audit.log import record, recorded
from people.actors import Actor
from programmes.facts import NormFacts, NormsFacts
from programmes.models import CostNorm, NormStatus
from programmes.verbs import NORM
from wiring.refs import Ref

NORMS = Path(__file__).parents[1] / "data" / "cost_norms.csv"
MOST = 500
_LOCK = 70_730_011


@dataclass(frozen=True, slots=True)
class Terms:
    """One figure from a day on. `cap` is satang, None while it is not known yet: then it waits, and nothing is over it."""

    code: str
    name_th: str
    cap: int | None
    unit: str
    regulation: str
    valid_from: date
    words: str = ""
    funder_id: int | None = None
    call_id: int | None = None


@recorded
def set_norm(province: str, *, terms: Terms, actor: Actor) -> CostNorm:
    """Say what is customary from a day on; the row of the same code, funder and call that holds until then ends before it.

    Invalid when that row begins on the same day or later: what was decided by it stays readable.
    """
    take_turn(province)
    NORM.require("set_norm", actor, CostNorm(province_id=province))
    made = _set(province, terms)
    facts = NormFacts(code=made.code, cap=made.cap, valid_from=terms.valid_from)
    record("norm.set", tree=province, subject=Ref("norm", made.pk), actor=actor, facts=facts)
    return made


@recorded
def import_norms(province: str, *, rows: Iterable[Terms], actor: Actor) -> int:
    """All rows of a list or none; those that say what holds already are passed over. Answers how many are new."""
    take_turn(province)
    NORM.require("import_norms", actor, CostNorm(province_id=province))
    told = list(rows)
    if not 0 < len(told) <= MOST:
        raise Invalid(_("A list has 1 to %(most)s norms.") % {"most": MOST}, code="too_many_norms")
    made = [_set(province, terms) for terms in told if not _holds(province, terms)]
    if not made:
        raise Invalid(_("Every norm of this list holds already."), code="nothing_new")
    record("norms.loaded", tree=province, subject="norms", actor=actor, facts=NormsFacts(entries=len(made)))
    return len(made)


@recorded
def end_norm(pk: int, *, valid_to: date, actor: Actor) -> CostNorm:
    """Let a norm hold no longer than to a day; nothing comes in its place."""
    row = CostNorm.objects.select_for_update(of=("self",)).get(pk=pk)
    NORM.require("end_norm", actor, row)
    if row.valid_to is not None:
        raise Conflict(_("This norm ends already."), code="norm_ended")
    if row.valid_from and valid_to < row.valid_from:
        raise Invalid(_("It cannot end before it begins."), code="ends_before_it_begins", field="valid_to")
    row.valid_to = valid_to
    row.save(update_fields=["valid_to"])
    facts = NormFacts(code=row.code, cap=row.cap, valid_from=row.valid_from)
    record("norm.ended", tree=row.province_id or "system", subject=Ref("norm", row.pk), actor=actor, facts=facts)
    return row


def take_turn(province: str) -> None:
    """Of two who set up the same province at once the second finds what the first one did."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, int(province)])


def _set(province: str, terms: Terms) -> CostNorm:
    same = _same(province, terms)
    last = same.order_by("valid_from").last()
    if last and last.valid_from and last.valid_from >= terms.valid_from:
        raise Invalid(
            _("A norm of this code holds from %(day)s on; a new one begins later.") % {"day": last.valid_from},
            code="not_later",
            field="valid_from",
        )
    if last and (last.valid_to is None or last.valid_to >= terms.valid_from):
        last.valid_to = terms.valid_from - timedelta(days=1)
        last.save(update_fields=["valid_to"])
    made = CostNorm(
        province_id=province,
        code=terms.code,
        name_th=terms.name_th,
        cap=terms.cap,
        unit=terms.unit,
        regulation=terms.regulation,
        valid_from=terms.valid_from,
        words=terms.words,
        funder_id=terms.funder_id,
        call_id=terms.call_id,
        status=NormStatus.SET if terms.cap is not None else NormStatus.WAITS,
    )
    made.full_clean()
    made.save()
    return made


def _same(province: str, terms: Terms) -> QuerySet[CostNorm]:
    return CostNorm.objects.filter(province=province, code=terms.code, funder=terms.funder_id, call=terms.call_id)


def _holds(province: str, terms: Terms) -> bool:
    last = _same(province, terms).order_by("valid_from").last()
    told = ("name_th", "cap", "unit", "regulation", "valid_from", "words")
    return last is not None and all(getattr(last, name) == getattr(terms, name) for name in told)


@recorded
def load_cost_norms(*, actor: Actor) -> int:
    """Enter the published norms that are not there yet; returns how many. Rows without a cap wait for a person."""
    known = set(CostNorm.objects.filter(province=None).values_list("code", flat=True))
    with NORMS.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["code"] not in known]
    CostNorm.objects.bulk_create(
        CostNorm(
            code=row["code"],
            name_th=row["name_th"],
            unit=row["unit"],
            regulation=row["regulation"],
            cap=int(row["cap_baht"]) * 100 if row["cap_baht"] else None,
            valid_from=row["valid_from"] or None,
            valid_to=row["valid_to"] or None,
            status=row["status"],
        )
        for row in rows
    )
    if rows:
        record("norms.loaded", tree="system", subject="norms", actor=actor, facts=NormsFacts(entries=len(rows)))
    return len(rows)
