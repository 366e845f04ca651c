"""Django's own database check, so that `check --database default` and `migrate` say when a guard is not as committed."""

from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connections

from audit import guards


@register(Tags.database)
def guards_are_as_committed(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    if not databases or "default" not in databases:
        return []
    with connections["default"].cursor() as cursor:
        if not _is_set_up(cursor):
            return []
        return [Warning(line, id="audit.W001", hint=_HINT) for line in guards.differences(cursor)]


_HINT = "Run manage.py setup_database as the owner, and find out who changed it."


def _is_set_up(cursor: Any) -> bool:
    cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname = ANY (%s)", [guards.SCHEMAS.names()])
    return bool(cursor.fetchone()[0] == len(guards.SCHEMAS.names()))
