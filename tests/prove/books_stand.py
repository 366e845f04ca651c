"""What holds of the books whatever was tried: sums of zero, chained balances, nothing overdrawn, holds as they are said."""

from __future__ import annotations

from django.db import connection

FALSE = {
    "an entry does not sum to zero, or lacks a side": """
        SELECT e.id FROM ledger.entry e LEFT JOIN ledger.posting p ON p.entry_id = e.id
        GROUP BY e.id, e.n HAVING coalesce(sum(p.amount), 0) <> 0 OR count(p.*) <> e.n""",
    "a balance is not what its postings sum to": """
        SELECT b.account_id FROM ledger.balance b LEFT JOIN ledger.posting p ON p.account_id = b.account_id
        GROUP BY b.account_id, b.balance, b.aseq HAVING b.balance <> coalesce(sum(p.amount), 0) OR b.aseq <> count(p.*)""",
    "more is set aside than there is": "SELECT account_id FROM ledger.balance WHERE balance - held < floor",
    "an event is missing from a tree": """
        SELECT h.tree FROM log.head h LEFT JOIN log.log e ON e.tree = h.tree
        GROUP BY h.tree, h.size HAVING h.size <> count(e.*)""",
}


def untrue() -> list[str]:
    """Which of it does not hold."""
    found = []
    with connection.cursor() as cursor:
        for told, question in FALSE.items():
            cursor.execute(question)
            if rows := cursor.fetchall():
                found.append(f"{told}: {rows[:3]}")
    return found
