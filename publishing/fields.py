"""Columns of words that were led through the gate before they were written."""

from __future__ import annotations

from typing import Any

from django.db import models

from publishing.gate import Passed


# Django's fields take their types from the stubs alone: subscripted they do not run.
class OpenTextField(models.CharField):  # type: ignore[type-arg]
    """What everybody may read, as it was released: the gate lets it out as it stands.

    Whoever released it may have opened a word that looks like a name; the gate alone would hide it again.
    """

    def from_db_value(self, value: str | None, *_asked: Any) -> str | None:
        return value if value is None else Passed(value)

    def deconstruct(self) -> Any:
        """As the column it is: nothing of it is kept by the database."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs
