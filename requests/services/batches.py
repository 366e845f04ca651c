"""Many requests brought in at once: taken in at the page, read and begun by a job, all of them or none but for what stopped it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from audit.errors import Invalid
from audit.log import record, recorded
from documents import workbooks
from jobs import clock
from jobs.registry import Step
from jobs.services import enqueue
from people.actors import Actor
from people.models import ASKERS, Organisation
from programmes.models import Call
from requests import sections
from requests.facts import BegunFacts, FilledFacts
from requests.models import Batch, Brought, BudgetLine, BudgetRequest
from requests.services.writing import built
from requests.verbs import BATCHES, VERBS
from requests.workbook import many
from requests.workbook.many import One

# So many are begun in one transaction: short locks, and few heads of the log to take.
AT_ONCE = 25


@recorded
def bring_many(call_id: int, *, data: bytes, actor: Actor) -> Batch:
    """Take a workbook in and promise to read it; nothing of it is begun before all of it has been read without a fault."""
    call = Call.objects.get(pk=call_id)
    row = Batch(call=call, brought_at=clock.now(), brought_by=actor.by_person, brought_in=actor.by_seat, content=data)
    BATCHES.require("bring_many", actor, row)
    if not call.is_open(clock.today()):
        raise Invalid(_("This call is not open today."), code="call_not_open")
    row.save()
    row.job = enqueue("requests.read_batch", subject=f"batch:{row.pk}", args={"batch": row.pk})
    row.save(update_fields=["job"])
    return row


def read_batch(batch_id: int, *, step: Step = lambda done, total: None) -> Batch:
    """Read a batch and begin its requests; run again it goes on where it stopped."""
    batch = Batch.objects.select_related("call__route", "brought_in__organisation__province", "brought_in__person").get(
        pk=batch_id
    )
    if batch.is_done or batch.content is None:
        return batch
    try:
        found = many.read(workbooks.read(bytes(batch.content)), batch.call, _askers(batch.call.province_id), step)
    except ValidationError as error:
        return _done(batch, faults=[["", "", " ".join(error.messages)]])
    if found.faults:
        return _done(batch, faults=[[one.sheet, one.cell, one.text] for one in found.faults])
    _begin_all(batch, found.requests, step)
    return _done(batch, total=len(found.requests))


def _begin_all(batch: Batch, asked: list[One], step: Step) -> None:
    actor, there = Actor.in_seat(batch.brought_in), set(batch.brought.values_list("number", flat=True))
    left = [one for one in asked if one.number not in there]
    askers = {one.pk: one for one in _askers(batch.call.province_id)}
    for at in range(0, len(left), AT_ONCE):
        _begin_some(batch, left[at : at + AT_ONCE], askers, actor=actor)
        step(min(len(asked) + len(there) + at + AT_ONCE, 2 * len(asked)), 2 * len(asked))


@recorded
def _begin_some(batch: Batch, asked: Iterable[One], askers: dict[int, Organisation], *, actor: Actor) -> None:
    """Each as its own council's draft, begun and filled on its behalf."""
    for one in asked:
        row = _begun(batch, askers[one.organisation_id], one, actor)
        Brought.objects.create(batch=batch, number=one.number, budget_request=row)


def _begun(batch: Batch, asker: Organisation, one: One, actor: Actor) -> BudgetRequest:
    row = BudgetRequest(
        call=batch.call,
        organisation=asker,
        province_id=batch.call.province_id,
        filed_by=batch.brought_in,
        owner=asker,
        due_on=batch.call.closes_on,
        created_at=clock.now(),
    )
    VERBS.require("begin", actor, row)
    for part in one.read.parts.values():
        for name, value in part.fields.items():
            setattr(row, name, value)
    rows = [line for key, part in one.read.parts.items() for line in _rows(row, key, part.rows)]
    row.amount = sum(line.amount for line in rows if isinstance(line, BudgetLine))
    row.save()
    for model in {type(line) for line in rows}:
        model._default_manager.bulk_create([line for line in rows if isinstance(line, model)])
    _tell(row, one, actor)
    return row


def _rows(row: BudgetRequest, key: str, values: list[dict[str, Any]] | None) -> list[Any]:
    model = sections.BY_KEY[key].rows
    return [built(row, model, n, told, asks=False) for n, told in enumerate(values or [], 1)] if model else []


def _tell(row: BudgetRequest, one: One, actor: Actor) -> None:
    begun = BegunFacts(on_behalf=row.organisation_id != actor.organisation_id, form=None)
    record("request.begun", tree=row.province_id, subject=row.subject, actor=actor, facts=begun)
    filled = FilledFacts(sections=sorted(one.read.parts), amount=row.amount)
    record("request.filled", tree=row.province_id, subject=row.subject, actor=actor, facts=filled)


def _askers(province: str) -> list[Organisation]:
    found = Organisation.objects.filter(province=province, kind__in=ASKERS, is_active=True)
    return list(found.select_related("province").order_by("name_th"))


def _done(batch: Batch, *, faults: list[list[str]] | None = None, total: int = 0) -> Batch:
    batch.faults, batch.total, batch.is_done, batch.content = faults or [], total, True, None
    batch.save(update_fields=["faults", "total", "is_done", "content"])
    return batch
