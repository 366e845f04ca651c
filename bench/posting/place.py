"""A database of the benchmark's own: the tests' small province, books of eight more, and the naive reference beside them.

Made anew for each run, on a cluster whose flushes are real.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql

from launcher import surroundings
from launcher.cluster import Cluster, at

HERE = Path(__file__).parent
STATE = surroundings.state() / "bench"
NAME = "posting"
PROVINCES = [str(code) for code in range(10, 18)]
ACCOUNTS = 25  # a book


@contextmanager
def made() -> Iterator[tuple[Cluster, dict[str, str]]]:
    """The cluster, and the addresses of the database."""
    cluster = at(STATE)
    with cluster.used():
        with cluster.connect() as root:
            _renewed(root, NAME)
        _manage(cluster, "owner", "setup_database")
        made = "from tests.world import main; main(); from bench.posting.vouchers import allow; allow()"
        _manage(cluster, "app", "shell", "-v", "0", "-c", made)
        addresses = cluster.addresses(NAME)
        with psycopg.connect(addresses["OWNER_DATABASE_URL"], autocommit=True) as owner:
            owner.execute((HERE / "raw.sql").read_text())
            for tree in PROVINCES:
                _open_book(owner, tree)
            owner.execute("VACUUM ANALYZE")
        yield cluster, addresses


def account(tree: str, number: int) -> str:
    return f"B{tree}/{number}"


def _renewed(root: psycopg.Connection, name: str) -> None:
    root.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
    root.execute(sql.SQL("CREATE DATABASE {} OWNER thunklang_owner").format(sql.Identifier(name)))


def _open_book(owner: psycopg.Connection, tree: str) -> None:
    for number in range(ACCOUNTS):
        call = "SELECT ledger.open_account(%s, %s, %s, 'asset', NULL, '2026-01-01')"
        owner.execute(call, [account(tree, number), f"B{tree}", tree])


def _manage(cluster: Cluster, role: str, *command: str) -> None:
    env = {**surroundings.whole(None), **cluster.addresses(NAME), "DB_ROLE": role}
    subprocess.run([sys.executable, "manage.py", *command], cwd=surroundings.PROJECT, env=env, check=True)
