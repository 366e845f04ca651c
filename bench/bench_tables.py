"""How long `verify_tables` takes over a million rows of evidence, each told by an event of its own. Results: tables.json.

    python bench/bench_tables.py [rows]

The rows are vouchers, the widest table there is with four personal columns. They are written in sets, as what stands in a table is
told when it becomes evidence: veils and digests by the very statements of its triggers, each leaf of its event, and the head of all.
"""

from __future__ import annotations

import json
import os
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
from verify_audit import grow

RESULTS = Path(__file__).with_name("tables.json")
NAME = "tables"
ROWS = 1_000_000
ROW = """
INSERT INTO funds_voucher (version, state, key, kind, fund_id, source_id, year, number, amount, expense, income, payee, basis, memo,
  reason, evidence, evidence_reference, doubt, made_at, made_by_id)
SELECT 1, 'drafted', gen_random_uuid(), 'payment', f.id, s.id, 2569, 1000 + at, 100 + at, '50200', '', 'กลุ่มกาแฟบ้านดอยฮาง ' || at,
  'instalment:' || at, 'งวดที่ ' || at, '', '', '', '', '2026-02-02T03:00:00Z', p.id
FROM (SELECT f.* FROM funds_fund f LIMIT 1) f JOIN LATERAL (SELECT s.* FROM funds_moneysource s WHERE s.fund_id = f.id LIMIT 1) s ON true,
  (SELECT min(id) AS id FROM people_person) p, generate_series(1, %s) at
"""
# An event for each row that stands untold, as log.put would append it and log.take would tell the row.
TOLD = """
WITH untold AS (
  SELECT t.*, coalesce(e.n, 0) + 1 AS n, row_number() OVER (ORDER BY t.tbl, t.pk) - 1 + h.size AS seq, k.name
  FROM log.touched t JOIN log.evidence_table k ON k.tbl = t.tbl LEFT JOIN log.evidence e ON e.tbl = t.tbl AND e.pk = t.pk, log.head h
  WHERE h.tree = '57'
), spelled AS MATERIALIZED (
  SELECT u.*, convert_to('{"actor":{"person":1,"role":"treasurer","seat":1},"entry":null,"event":"voucher.drafted","facts":{"amount":'
    || 100 + u.seq || '},"facts_version":1,"nonce":"' || log.nonce() || '","occurred_at":"2026-02-02T03:00:00.000000Z","personal":{},'
    || '"subject":"voucher:' || u.pk || '","tree":"57","v":3,"writes":[["' || u.name || '",' || log.spell(u.pk)
    || ',' || u.n || ',' || u.cv || ',"' || encode(u.digest, 'hex') || '"]]}', 'UTF8') AS body
  FROM untold u
), appended AS (
  INSERT INTO log.log (tree, seq, body, leaf, event, subject, occurred_at, entry_id)
  SELECT '57', s.seq, s.body, sha256('\\x00'::bytea || s.body), 'voucher.drafted', 'voucher:' || s.pk, '2026-02-02T03:00:00Z', NULL
  FROM spelled s
), projected AS (
  INSERT INTO log.evidence (tbl, pk, n, cv, tree, seq, digest, said)
  SELECT s.tbl, s.pk, s.n, s.cv, '57', s.seq, s.digest, s.said FROM spelled s
  ON CONFLICT (tbl, pk) DO UPDATE
  SET n = excluded.n, seq = excluded.seq, tree = excluded.tree, digest = excluded.digest, said = excluded.said
)
DELETE FROM log.touched
"""
# What the owner's statements are made of is the project's own; read in a process that has its settings.
TAKING = """
import json
from audit import generated
from audit.registry import EVIDENCE
print(json.dumps(generated.taking(EVIDENCE.get("funds_voucher"))))
"""


def main() -> None:
    rows = int(sys.argv[1]) if sys.argv[1:] else ROWS
    with _made() as (cluster, addresses), psycopg.connect(addresses["OWNER_DATABASE_URL"], autocommit=True) as owner:
        told = {
            "machine": machine(cluster),
            "rows": rows,
            **_filled(owner, rows, _taking(addresses)),
            **_verified(cluster, addresses),
        }
    for what, value in told.items():
        print(f"{what:36}{value}")
    RESULTS.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n")


def _filled(owner: psycopg.Connection[Any], rows: int, taking: list[str]) -> dict[str, Any]:
    began = time.monotonic()
    owner.execute("SET synchronous_commit = off")
    owner.execute("SET statement_timeout = 0")
    with owner.transaction():
        owner.execute("ALTER TABLE funds_voucher DISABLE TRIGGER USER")
        owner.execute(ROW, [rows])
        owner.execute("SET CONSTRAINTS ALL IMMEDIATE")  # with promises open a table takes no other triggers
        for name in _triggers(owner):
            owner.execute(sql.SQL("ALTER TABLE funds_voucher ENABLE ALWAYS TRIGGER {}").format(sql.Identifier(name)))
        owner.execute("SET CONSTRAINTS ALL DEFERRED")
        for statement in (*taking, TOLD):
            owner.execute(statement)
        _grow(owner)
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


def _triggers(owner: psycopg.Connection[Any]) -> list[str]:
    asked = "SELECT tgname FROM pg_trigger WHERE tgrelid = 'funds_voucher'::regclass AND NOT tgisinternal"
    return [name for (name,) in owner.execute(asked).fetchall()]


def _grow(owner: psycopg.Connection[Any]) -> None:
    """The head over all the leaves that are there now."""
    size, frontier = owner.execute("SELECT size, frontier FROM log.head WHERE tree = '57'").fetchone() or (0, [])
    with owner.cursor("leaves") as leaves:
        leaves.execute("SELECT leaf FROM log.log WHERE tree = '57' AND seq >= %s ORDER BY seq", [size])
        for (leaf,) in leaves:
            grow(frontier, size, leaf)
            size += 1
    owner.execute("UPDATE log.head SET size = %s, frontier = %s WHERE tree = '57'", [size, frontier])


def _verified(cluster: Any, addresses: dict[str, str]) -> dict[str, Any]:
    """The command itself, three times, as the application's role: as it runs each night. What the database's processes worked says
    more on a machine that others use too: by half of it, on two cores."""
    env = {**surroundings.whole(None), **addresses, "DB_ROLE": "app"}
    seconds, worked = [], []
    for _ in range(3):
        began, before = time.monotonic(), _worked(cluster)
        done = subprocess.run(
            [sys.executable, "manage.py", "verify_tables"],
            cwd=surroundings.PROJECT,
            env=env,
            capture_output=True,
            text=True,
        )
        seconds.append(round(time.monotonic() - began, 1))
        worked.append(round(_worked(cluster) - before, 1))
        if done.returncode:
            sys.exit(f"something was found:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return {"seconds to verify": sorted(seconds), "seconds of processor time of the database": sorted(worked)}


def _worked(cluster: Any) -> float:
    """Processor time of all processes of the database that have ended: of sessions and of those that they shared out to."""
    server = (cluster.data / "postmaster.pid").read_text().split()[0]
    told = Path(f"/proc/{server}/stat").read_text().rpartition(")")[2].split()
    return (int(told[13]) + int(told[14])) / os.sysconf("SC_CLK_TCK")


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


def _taking(addresses: dict[str, str]) -> list[str]:
    told = _manage(addresses, "owner", "shell", "-v", "0", "-c", TAKING)
    return list(json.loads(told))


def _manage(addresses: dict[str, str], role: str, *command: str) -> str:
    env = {**surroundings.whole(None), **addresses, "DB_ROLE": role}
    line = [sys.executable, "manage.py", *command]
    return subprocess.run(line, cwd=surroundings.PROJECT, env=env, check=True, stdout=subprocess.PIPE, text=True).stdout


if __name__ == "__main__":
    main()
