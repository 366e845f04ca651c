"""How long reads take at a thousand, a hundred thousand and a million postings, and what an entry weighs."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import date
from typing import Any

from bench.posting.place import account
from bench.posting.ways import Many, Raw, connected
from ledger import reports

TREE, BANK = "10", account("10", 3)
SIZES = (1_000, 100_000, 1_000_000)
BATCH, TIMES = 1_000, 400

READS: dict[str, Callable[[], Any]] = {
    "balance": lambda: reports.balance(BANK),
    "statement of 20": lambda: reports.statement(BANK),
    "a page further back": lambda: reports.statement(BANK, before=20),
    "trial balance": lambda: reports.trial_balance(f"B{TREE}"),
    "as of": lambda: reports.balance_on(BANK, date(2026, 2, 1)),
    "entries of a basis": lambda: reports.entries_of("letter:0"),
}


def at_sizes() -> dict[str, Any]:
    """Milliseconds through `ledger.reports`, the median and the ninety-fifth of a hundred."""
    many, told = Many(TREE), {}
    with connected() as owner:
        for size in SIZES:
            while _postings(owner) < size:
                many.together(BATCH)
            owner.execute("VACUUM ANALYZE")
            told[f"{size:,} postings"] = {name: _asked(read) for name, read in READS.items()}
    return told


def bytes_an_entry() -> dict[str, Any]:
    """With its postings, its event and every index, beside what naive raw SQL keeps of the same."""
    many, raw = Many("17"), Raw()
    with connected() as owner:
        before, entries = _weight(owner, ["ledger", "log"]), 20_000
        for _ in range(entries // BATCH):
            many.together(BATCH)
        grown = _weight(owner, ["ledger", "log"]) - before
        plain = _weight(owner, ["raw"])
        raw.together(entries)
        (body,) = owner.execute("SELECT avg(length(body)) FROM log.log WHERE tree = '17'").fetchone()
        return {
            "with its event": grown // entries,
            "of these the event's body": round(body),
            "naive raw SQL, no event": (_weight(owner, ["raw"]) - plain) // entries,
        }


def _postings(owner: Any) -> int:
    return int(owner.execute("SELECT count(*) FROM ledger.posting").fetchone()[0])


def _weight(owner: Any, schemas: list[str]) -> int:
    query = (
        "SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE c.relkind = 'r' AND n.nspname = ANY(%s)"
    )
    return int(owner.execute(query, [schemas]).fetchone()[0])


def _asked(read: Callable[[], Any]) -> dict[str, float]:
    spent = []
    for _ in range(TIMES):
        began = time.perf_counter()
        read()
        spent.append((time.perf_counter() - began) * 1000)
    return {"median": round(statistics.median(spent), 3), "p95": round(statistics.quantiles(spent, n=20)[-1], 3)}
