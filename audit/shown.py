"""The text of a row of evidence, for whoever checks what rests on it without this service: its SHA-256 stands in the event that told it."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from django.db import connection, models

from audit import canonical
from audit.models import Event


def is_told_by(told: Mapping[str, Any], row: models.Model) -> bool:
    """Whether the body of an event names the row among what it wrote. Only the log itself writes that down."""
    return any(_is_of(write, row) for write in told.get("writes", ()))


def text_of(row: models.Model, event: Event) -> str | None:
    """The row's text, what is personal in it by a digest; None where it is not what the event told of it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT log.text_of(%s, %s)", [row._meta.db_table, str(row.pk)])
        ((text,),) = cursor.fetchall()
    writes = canonical.decode(bytes(event.body)).get("writes", ())
    digest = sha256((text or "").encode()).hexdigest()
    return text if any(_is_of(write, row) and write[4] == digest for write in writes) else None


def _is_of(write: list[Any], row: models.Model) -> bool:
    return write[:2] == [row._meta.db_table, str(row.pk)]
