"""Makes the two databases that pages are measured on, once, in a cluster that is kept: the demo, and the country."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from bench.country import copies, leaves, levels, moving, schema
from launcher import surroundings
from launcher.cluster import Cluster, at

HERE = Path(__file__).parent
STATE = surroundings.state() / "bench"
HOUSE = ("*/migrations/*", "*/sql/*.sql", "*/evidence.py", "demo/**/*.py")
MULTIPLIED = ("bench/country/*.py",)
VISITED = "visited"
# While it is filled: nothing of it is worth keeping if the machine stops.
FILLING = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_wal_size": "8GB",
    "maintenance_work_mem": "512MB",
    "work_mem": "128MB",
}


@contextmanager
def both() -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """The addresses of the demo and of the country; both are made first where they are missing."""
    cluster = at(STATE)
    with cluster.used():
        demo, country = f"demo_{_digest(*HOUSE)}", f"country_{_digest(*HOUSE, *MULTIPLIED)}"
        with cluster.connect() as root:
            _keep(root, "demo_", demo, lambda part: _make_demo(cluster, root, part))
            _keep(root, "country_", country, lambda part: _make_country(cluster, root, demo, part))
            _copy(root, demo, VISITED)
        yield cluster.addresses(VISITED), cluster.addresses(country)


def _copy(root: psycopg.Connection, name: str, to: str) -> None:
    """Visits leave receipts and sessions behind; the demo that the country is made of stays as it was."""
    root.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(to)))
    root.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(to), sql.Identifier(name)))


def _keep(root: psycopg.Connection, kind: str, name: str, make: Callable[[str], None]) -> None:
    """Made under another name and renamed when complete; older ones go first."""
    known = {each for (each,) in root.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [kind])}
    if name in known:
        return
    for old in known:
        root.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(old)))
    make(f"{kind}part")
    root.execute(sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(f"{kind}part"), sql.Identifier(name)))
    root.execute("CHECKPOINT")


def _make_demo(cluster: Cluster, root: psycopg.Connection, part: str) -> None:
    root.execute(sql.SQL("CREATE DATABASE {} OWNER thunklang_owner").format(sql.Identifier(part)))
    _manage(cluster, part, "owner", "setup_database")
    _manage(cluster, part, "app", "demo")


def _make_country(cluster: Cluster, root: psycopg.Connection, demo: str, part: str) -> None:
    root.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER thunklang_owner").format(
            sql.Identifier(part), sql.Identifier(demo)
        )
    )
    for name, value in FILLING.items():
        root.execute(sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(name), value))
    root.execute("SELECT pg_reload_conf()")
    try:
        with cluster.connect(part) as connection:
            fill(connection)
    finally:
        root.execute("ALTER SYSTEM RESET ALL")
        root.execute("SELECT pg_reload_conf()")
    _manage(cluster, part, "owner", "setup_database")
    _manage(cluster, part, "owner", "check_guards")
    # What is found is worked out of the copies, as a database of an earlier release works it out.
    with cluster.connect(part) as connection:
        connection.execute("TRUNCATE portal_caughtup, portal_findable, portal_findablewords")
    _manage(cluster, part, "app", "fill_search")
    with cluster.connect(part) as connection:
        connection.execute("VACUUM ANALYZE portal_findable, portal_findablewords")


def fill(connection: psycopg.Connection) -> None:
    """The tables first, without a key, an index or a trigger in the way; then those; then what the planner must know."""
    known = schema.Schema(connection)
    demo = levels.Levels(connection, known)
    sizes = _sizes(demo)
    every = list(copies.every_copy(_provinces(connection), sizes))
    dropped = _without_indexes(connection, known)
    mover = moving.Mover(connection, known, demo)
    mover.prepare(every, {base: size.matters for base, size in sizes.items()})
    for table in known.tables.values():
        _told(table.name, lambda table=table: mover.copy(table))
    _told("log.log", lambda: leaves.Log(connection, demo).copy(every))
    _told("the demo's own", lambda: _raise_own(connection, known))
    for definition in dropped:
        _told(definition.split(" ON ")[0][-60:], lambda definition=definition: connection.execute(definition).rowcount)
    for table in known.tables:
        connection.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL")
    _enable_always(connection)
    _told("vacuum", lambda: connection.execute("VACUUM ANALYZE").rowcount)


def _sizes(demo: levels.Levels) -> dict[str, copies.Size]:
    """As many requests and councils in each province, however many the demo has where it is copied from."""
    of = demo.schema.of
    found = {}
    for base in copies.BASES:
        requests = sum(row["province_id"] == base for row in demo.rows[of("BudgetRequest")].values())
        councils = sum(
            row["province_id"] == base and row["kind"] in levels.COUNCILS
            for row in demo.rows[of("Organisation")].values()
        )
        found[base] = copies.Size(-(-copies.REQUESTS // 77 // requests) + 1, -(-copies.COUNCILS // 77 // councils) + 1)
    return found


def _provinces(connection: psycopg.Connection) -> list[str]:
    return [code for (code,) in connection.execute("SELECT code FROM places_province ORDER BY code")]


def _without_indexes(connection: psycopg.Connection, known: schema.Schema) -> list[str]:
    """Drops every index that no constraint needs, and lets triggers sleep; answers how to make the indexes again."""
    connection.execute("CREATE TABLE public.bench_always AS " + _ALWAYS, [list(schema.SCHEMAS)])
    for table in known.tables:
        connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
    connection.execute("ALTER TABLE log.log DISABLE TRIGGER ALL; ALTER TABLE log.head DISABLE TRIGGER ALL")
    found = connection.execute(_INDEXES, [list(schema.SCHEMAS)]).fetchall()
    for name, _ in found:
        connection.execute(f"DROP INDEX {name}")
    return [definition for _, definition in found]


def _enable_always(connection: psycopg.Connection) -> None:
    for table, trigger in connection.execute("SELECT * FROM public.bench_always").fetchall():
        connection.execute(f'ALTER TABLE {table} ENABLE ALWAYS TRIGGER "{trigger}"')
    connection.execute("DROP TABLE public.bench_always")


def _raise_own(connection: psycopg.Connection, known: schema.Schema) -> int:
    """The demo's own accounts hold the copies' entries too; counters and sequences stand behind all that was copied."""
    for (model, column), text in moving.SPECIAL.items():
        if model in ("Balance", "DayNet"):
            table = known.of(model)
            connection.execute(
                f"UPDATE {table} b SET {column} = {text} FROM {known.of('Account')} a JOIN copied c ON c.base = a.tree"
                " WHERE a.id = b.account_id AND c.k = 0 AND c.level = 1"
            )
    counter = known.of("Counter")
    connection.execute(f"UPDATE {counter} SET last = last + CASE WHEN series LIKE 'meeting:%' THEN 1000 ELSE 50000 END")
    connection.execute(
        f"INSERT INTO {counter} (series, year, last) SELECT DISTINCT split_part(b.series, ':', 1) || ':' || c.p, b.year, 50000"
        f" FROM {counter} b JOIN copied c ON split_part(b.series, ':', 2) = c.base WHERE c.level = 1 AND c.k > 0"
    )
    connection.execute(_RECEIPTS)
    for table in known.tables.values():
        if table.identity and table.columns[table.identity] == "bigint":
            connection.execute(_SEQUENCE.format(table=table.name, column=table.identity))
    return 0


def _told(what: str, work: Callable[[], int]) -> None:
    began = time.monotonic()
    count = work()
    if (spent := time.monotonic() - began) > 1 or count > 10_000:
        print(f"  {what:60} {count:>10,} rows {spent:6.1f} s", flush=True)


def _manage(cluster: Cluster, database: str, role: str, *command: str) -> None:
    env = {**surroundings.whole(None), **cluster.addresses(database), "DB_ROLE": role}
    subprocess.run([sys.executable, "manage.py", *command], cwd=surroundings.PROJECT, env=env, check=True)


def _digest(*patterns: str) -> str:
    digest = hashlib.sha256()
    for path in sorted({path for pattern in patterns for path in surroundings.PROJECT.glob(pattern) if path.is_file()}):
        if path.suffix in (".py", ".sql", ".json"):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


_ALWAYS = """
SELECT n.nspname || '.' || c.relname, t.tgname FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE NOT t.tgisinternal AND t.tgenabled = 'A' AND n.nspname = ANY(%s)
"""
# The smallest first: the primary keys stay, and with them what other tables' constraints stand on.
_INDEXES = """
SELECT i.indexrelid::regclass::text, pg_get_indexdef(i.indexrelid)
FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = ANY(%s) AND c.relkind = 'r' AND NOT EXISTS (SELECT FROM pg_constraint p WHERE p.conindid = i.indexrelid)
"""
_RECEIPTS = """
INSERT INTO documents_blob (sha256, content, size_bytes, content_type, drawn, look, kept_at)
SELECT evidence_blob_id, 'a receipt', 9, 'text/plain', '', '', now() FROM
  (SELECT evidence_blob_id FROM funds_voucher UNION SELECT evidence_blob_id FROM grants_instalment
   UNION SELECT evidence_blob_id FROM grants_refund) proof
LEFT JOIN documents_blob b ON b.sha256 = evidence_blob_id
WHERE b.sha256 IS NULL AND evidence_blob_id IS NOT NULL
"""
_SEQUENCE = """
SELECT setval(pg_get_serial_sequence('{table}', '{column}'), max({column})) FROM {table}
WHERE pg_get_serial_sequence('{table}', '{column}') IS NOT NULL HAVING max({column}) IS NOT NULL
"""
