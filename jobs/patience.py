"""Lets what takes long take long: the application's own statements end after half a minute, so that none holds up the others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import DatabaseError, connection

# As long as an export of the whole country takes, and shorter than for ever.
LONG = "30min"


@contextmanager
def patient() -> Iterator[None]:
    """For the length of the block a statement may work for half an hour, and a transaction stand idle as long."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('statement_timeout', %(long)s, false),"
            " set_config('idle_in_transaction_session_timeout', %(long)s, false)",
            {"long": LONG},
        )
    try:
        yield
    finally:
        # A connection that broke, or a transaction that failed, has forgotten it already.
        with suppress(DatabaseError), connection.cursor() as cursor:
            cursor.execute("RESET statement_timeout; RESET idle_in_transaction_session_timeout")
