"""Running numbers without gaps: a number is taken in the transaction that uses it, and goes back with it."""

from __future__ import annotations

from datetime import date

from django.db import connection, transaction

from people.models import Organisation
from thai.dates import be_year

_NEXT = """
    INSERT INTO documents_counter (series, year, last) VALUES (%s, %s, 1)
    ON CONFLICT (series, year) DO UPDATE SET last = documents_counter.last + 1
    RETURNING last
"""


def next_number(series: str, year: int) -> int:
    """The next number of `series` in `year` (B.E.), from 1.

    The counter stays locked until the caller's transaction ends, so take it late. Refused outside a transaction.
    """
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError(
            f"A number of {series} must be taken in the transaction that uses it."
        )
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [series, year])
        number: int = cursor.fetchone()[0]
    return number


def letter_number(organisation: Organisation, day: date) -> str:
    """The next number of an organisation's letters, "ชร 57/12"; it starts again each calendar year."""
    code = organisation.letter_code or f"ทก {organisation.province_id}-{organisation.pk}"
    return f"{code}/{next_number(f'letter:{organisation.pk}', be_year(day))}"
