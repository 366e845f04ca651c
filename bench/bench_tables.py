"""How long `verify_tables` takes over a million rows of evidence, each told by an event of its own. Results: tables.json.

    python bench/bench_tables.py [rows]

The rows are receipt vouchers, the widest table there is with four personal columns; each is inserted under its triggers, and its
event appended by the log's own functions, so that every leaf, digest and veil is real.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

import psycopg
from psycopg import sql

from bench.bench_ledger import machine
from launcher import surroundings
from launcher.cluster import at

RESULTS = Path(__file__).with_name("tables.json")
NAME = "tables"
ROWS = 1_000_000
A_TIME = 2_000
# As a service does it: the row, then its event. Many in a transaction, for what is measured is the reading.
MADE = """
CREATE PROCEDURE make(first integer, last integer) LANGUAGE plpgsql AS $$
DECLARE
  body bytea;
BEGIN
  FOR at IN first .. last LOOP
    INSERT INTO funds_voucher (version, state, key, kind, fund_id, source_id, year, number, amount, expense, income, payee, basis, memo,
      reason, evidence, evidence_reference, doubt, made_at, made_by_id)
    SELECT 1, 'drafted', gen_random_uuid(), 'payment', f.id, s.id, 2569, 1000 + at, 100 + at, '50200', '', 'กลุ่มกาแฟบ้านดอยฮาง ' || at,
      'instalment:' || at, 'งวดที่ ' || at, '', '', '', '', '2026-02-02T03:00:00Z', p.id
    FROM funds_fund f JOIN funds_moneysource s ON s.fund_id = f.id, (SELECT min(id) AS id FROM people_person) p LIMIT 1;
    body := convert_to('{"actor":{"person":1,"role":"treasurer","seat":1},"entry":null,"event":"voucher.drafted","facts":{"amount":'
      || 100 + at || '},"facts_version":1,"nonce":"' || log.nonce() || '","occurred_at":"2026-02-02T03:00:00.000000Z","personal":{},'
      || '"subject":"voucher:' || at || '","tree":"57","v":3}', 'UTF8');
    PERFORM log.put(log.head_of('57'), body, 'voucher.drafted', 'voucher:' || at, '2026-02-02T03:00:00Z', NULL);
  END LOOP;
END $$
"""


def main() -> None:
    rows = int(sys.argv[1]) if sys.argv[1:] else ROWS
    with _made() as (cluster, addresses), psycopg.connect(addresses["OWNER_DATABASE_URL"], autocommit=True) as owner:
        told = {"machine": machine(cluster), "rows": rows, **_filled(owner, rows), **_verified(addresses)}
    for what, value in told.items():
        print(f"{what:36}{value}")
    RESULTS.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n")


def _filled(owner: psycopg.Connection[Any], rows: int) -> dict[str, Any]:
    began = time.monotonic()
    owner.execute(MADE)
    owner.execute("SET synchronous_commit = off")
    for first in range(1, rows + 1, A_TIME):
        owner.execute("CALL make(%s, %s)", [first, min(first + A_TIME - 1, rows)])
    seconds = time.monotonic() - began
    owner.execute("VACUUM ANALYZE")
    sizes = owner.execute(
        "SELECT pg_total_relation_size('funds_voucher'), pg_total_relation_size('log.evidence'), pg_total_relation_size('log.veil'),"
        " pg_total_relation_size('log.log')"
    ).fetchone()
    return {
        "seconds to write": round(seconds, 1),
        "bytes a row": dict(zip(SIZES, (size // rows for size in sizes), strict=True)),
    }


SIZES = ("table", "projection", "veil", "log")


def _verified(addresses: dict[str, str]) -> dict[str, Any]:
    """The command itself, three times, as the application's role: as it runs each night."""
    env = {**surroundings.whole(None), **addresses, "DB_ROLE": "app"}
    seconds = []
    for _ in range(3):
        began = time.monotonic()
        done = subprocess.run(
            [sys.executable, "manage.py", "verify_tables"],
            cwd=surroundings.PROJECT,
            env=env,
            capture_output=True,
            text=True,
        )
        seconds.append(round(time.monotonic() - began, 1))
        if done.returncode:
            sys.exit(f"something was found:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return {"seconds to verify": sorted(seconds)}


@contextmanager
def _made() -> Iterator[tuple[Any, dict[str, str]]]:
    cluster = at(surroundings.state() / "bench")
    with cluster.used():
        with cluster.connect() as root:
            name = sql.Identifier(NAME)
            root.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(name))
            root.execute(sql.SQL("CREATE DATABASE {} OWNER thunklang_owner").format(name))
        addresses = cluster.addresses(NAME)
        _manage(addresses, "owner", "setup_database")
        _manage(addresses, "app", "shell", "-v", "0", "-c", "from tests.world import main; main()")
        yield cluster, addresses


def _manage(addresses: dict[str, str], role: str, *command: str) -> None:
    env = {**surroundings.whole(None), **addresses, "DB_ROLE": role}
    subprocess.run([sys.executable, "manage.py", *command], cwd=surroundings.PROJECT, env=env, check=True)


if __name__ == "__main__":
    main()
