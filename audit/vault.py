"""Takes personal values out of the log's vault when the law or the person asks for it; the trees stay whole."""

from __future__ import annotations

from typing import Any

from django.db import connection, models

from audit.facts import ErasedFacts, RowErasedFacts
from audit.log import Author, record, recorded
from audit.models import PersonalValue
from audit.registry import EVIDENCE
from jobs import clock


@recorded
def erase(subject: str, *, tree: str, reason_code: str, actor: Author, fields: list[str] | None = None) -> int:
    """Forget the personal values that events of `subject` spoke of; answers how many."""
    rows = PersonalValue.objects.filter(subject=subject, erased_at=None)
    if fields is not None:
        rows = rows.filter(field__in=fields)
    count = rows.update(value=None, salt=None, erased_at=clock.now())
    facts = ErasedFacts(count=count, reason_code=reason_code, fields=sorted(fields or []))
    record("personal.erased", tree=tree, subject=subject, actor=actor, facts=facts)
    return count


@recorded
def erase_row(row: models.Model, *, tree: str, subject: str, reason_code: str, actor: Author) -> None:
    """Forget the personal columns of a row of evidence, or the bytes of a blob. That it was there, and its digest, stay.

    ValueError for a row of which nothing personal is told.
    """
    known = EVIDENCE.get(row._meta.db_table)
    columns = [*known.shape.personal, *(known.addressed or ())[:1]] if known else []
    if not columns:
        raise ValueError(f"Nothing personal is told of {row._meta.db_table}.")
    with connection.cursor() as cursor:
        cursor.execute("SELECT log.erase(%s, %s)", [row._meta.db_table, _key(row)])
    facts = RowErasedFacts(table=row._meta.db_table, pk=_key(row), columns=sorted(columns), reason_code=reason_code)
    record("evidence.erased", tree=tree, subject=subject, actor=actor, facts=facts)


def _key(row: models.Model) -> str:
    key: Any = row.pk
    return str(key)
