"""A form that came back as a workbook becomes the draft: all of it in one step, or none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from audit.errors import Invalid
from audit.log import record, recorded
from audit.machine import finish
from people.actors import Actor
from requests import papers, sections
from requests.facts import FilledFacts
from requests.frozen import Content
from requests.models import BudgetRequest
from requests.services.rows import locked
from requests.services.writing import replace_rows
from requests.verbs import VERBS


@dataclass(slots=True)
class Part:
    """What a form says of one section: its answers, and its rows where it has such."""

    fields: dict[str, Any]
    rows: list[dict[str, Any]] | None = None


@recorded
def fill(pk: int, *, parts: Mapping[str, Part], version: int, actor: Actor) -> BudgetRequest:
    """Put what the form says in the place of the draft's own, section by section, under one lock and in one event.

    `version` is that of the draft which the form was taken from, or which its bringer has seen since: another one is
    stale, and nothing is written. So is nothing of a form of which one row is refused.
    """
    row = locked(pk, version=version)
    VERBS.require("fill", actor, row)
    # By another object: the rows of this one are read once they are the form's.
    before = papers.facts(BudgetRequest.objects.get(pk=pk), revision=1)
    _put(row, parts)
    if papers.facts(row, revision=1) == before:
        raise Invalid(_("The form says what the draft says already: nothing is other."), code="nothing_other")
    if not row.receipt_number:
        row.reckon()
    names = [name for part in parts.values() for name in part.fields]
    finish(row, fields=(*names, *(() if row.receipt_number else ("amount",))))
    facts = FilledFacts(sections=sorted(parts), amount=row.written_amount())
    record("request.filled", tree=row.province_id, subject=row.subject, actor=actor, facts=facts)
    return row


def as_filled(row: BudgetRequest, parts: Mapping[str, Part]) -> Content:
    """What the draft would say with the form's answers; nothing of it is kept."""
    fresh = BudgetRequest.objects.get(pk=row.pk)
    with transaction.atomic():
        _put(fresh, parts)
        content = papers.facts(fresh, revision=1)
        transaction.set_rollback(True)
    return content


def _put(row: BudgetRequest, parts: Mapping[str, Part]) -> None:
    for key, part in parts.items():
        section = sections.BY_KEY[key]
        unknown = set(part.fields) - set(section.fields)
        if unknown:
            raise ValueError(f"{sorted(unknown)} do not belong to {key}")
        for name, value in part.fields.items():
            setattr(row, name, value)
        row.clean_fields(exclude=[field.name for field in row._meta.fields if field.name not in part.fields])
    # Lines point at activities by number, and forms are read whole: the order does not matter to the rows.
    for key, part in parts.items():
        model = sections.BY_KEY[key].rows
        if part.rows is not None and model:
            replace_rows(row, model, part.rows)
