"""Every table is evidence or has a reason not to be, and a row's digest is what Python would make of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timezone
from decimal import Decimal
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db import models
from hypothesis import given, settings
from hypothesis import strategies as st

from audit import canonical, spelling, tables, vault
from audit.generated import registered
from audit.registry import EVIDENCE, NO_EVIDENCE, Evidence, Shape, Unspeakable, known, read
from jobs.models import Job
from people.actors import Actor
from tests import factories
from tools import evidence as tool

SETTINGS = (
    "SET TimeZone = 'Asia/Kathmandu'",
    "SET DateStyle = 'German'",
    "SET extra_float_digits = -5",
    "SET bytea_output = 'escape'",
    "SET IntervalStyle = 'sql_standard'",
)


def test_every_table_is_evidence_or_says_why_not():
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    said = [*EVIDENCE.names(), *NO_EVIDENCE.names()]
    assert sorted(tables - set(said)) == [] and len(said) == len(set(said))


def test_a_column_that_is_not_told_has_its_reason():
    assert all(reason for one in registered() for reason in one.without.values())
    assert all(NO_EVIDENCE.values())


def test_every_list_of_columns_is_kept():
    assert tool.problems(EVIDENCE.values(), read()) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"columns": {}}, "raise the version"),
        ({"personal": {"x": "text"}}, "raise the version"),
        ({"when": "{r}.x"}, "raise the version"),
    ],
)
def test_another_list_of_columns_wants_another_version(change, said):
    (one,) = [one for one in registered() if one.table == "funds_voucher"]
    kept = read()
    kept["funds_voucher"]["versions"]["1"] |= change
    assert said in tool.problems([one], kept)[0]
    kept["funds_voucher"]["versions"] = {"2": one.shape.facts}
    assert "followed by another" in tool.problems([one], kept)[0]
    assert tool.added([one], kept)["funds_voucher"]["versions"].keys() == {"1", "2"}
    assert "not in audit/evidence.lock" in tool.problems([one], {})[0]


def test_a_number_is_never_given_twice():
    assert len({one.number for one in known().values()}) == len(known())


def test_a_float_has_no_spelling_and_a_slip_of_the_pen_is_told():
    class Measured(models.Model):
        weight = models.FloatField()

        class Meta:
            app_label = "audit"
            managed = False

    with pytest.raises(Unspeakable):
        _ = Evidence(Measured).shape
    assert Evidence(Job, changing=("stat",)).strangers() == {"stat"}
    del apps.all_models["audit"]["measured"]


def test_every_row_of_a_whole_story_has_the_digest_that_python_makes_of_it(fresh_database, at_work):
    factories.everything()
    with owning() as cursor:
        for one in registered():
            digests = {
                pk: bytes(digest)
                for pk, digest in _read(cursor, "SELECT pk, digest FROM log.evidence WHERE tbl = %s", one)
            }
            veils = {
                pk: bytes(digest) for pk, digest in _read(cursor, "SELECT pk, digest FROM log.veil WHERE tbl = %s", one)
            }
            assert digests == dict(_made(one, digests, veils, cursor)) and digests, one.table


@contextmanager
def owning() -> Iterator[Any]:
    """As the owner, who may call the log's functions and read its veils, in a session with settings of its own."""
    with psycopg.connect(os.environ["OWNER_DATABASE_URL"]) as connection, connection.cursor() as cursor:
        for setting in SETTINGS:
            cursor.execute(setting)
        yield cursor


def _read(cursor: Any, query: str, one: Evidence) -> list[Any]:
    return list(cursor.execute(query, [known()[one.table].number]).fetchall())


def _made(
    one: Evidence, digests: dict[str, bytes], veils: dict[str, bytes], cursor: Any
) -> Iterator[tuple[str, bytes]]:
    """By the values that Django reads; JSON in the database's own spelling, and the veil's digest as it stands."""
    json = [name for name, kind in one.shape.columns.items() if kind.startswith("json")]
    for row in one.model._base_manager.filter(pk__in=list(digests)).values(*one.shape.columns):
        pk = str(row[one.shape.key])
        for name in json:
            (row[name],) = cursor.execute(f'SELECT "{name}"::text FROM {one.table} WHERE id = %s', [pk]).fetchone()
        veil = {"veil": veils[pk].hex()} if one.shape.personal and pk in veils else {}
        yield pk, hashlib.sha256(_text(one, {**row, **veil}, cursor)).digest()


def _text(one: Evidence, row: dict[str, Any], cursor: Any) -> bytes:
    if one.when and not _is_evidence(one, row, cursor):
        return spelling.untold(one.version).encode()
    return canonical.encode({name: plain(value) for name, value in row.items()} | {"c": one.version})


def _is_evidence(one: Evidence, row: dict[str, Any], cursor: Any) -> bool:
    cursor.execute(
        f"SELECT {one.when.format(r='r')} FROM {one.table} r WHERE {one.shape.key} = %s", [row[one.shape.key]]
    )
    return bool(cursor.fetchone()[0])


def plain(value: Any) -> Any:
    """As the canonical text writes what canonical JSON has no kind for."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, time):
        return value.strftime("%H:%M:%S.%f")
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return value


WORDS = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=40)
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(timezone.utc))
# By kind: the type in SQL, and any value of it.
ANY = {
    "bool": ("boolean", st.booleans()),
    "bytes": ("bytea", st.binary(max_size=20)),
    "date": ("date", st.dates(date(1, 1, 1), date(9999, 12, 31))),
    "decimal": ("numeric(12, 2)", st.decimals(-(10**9), 10**9, places=2)),
    "instant": ("timestamptz", MOMENTS),
    "int": ("bigint", st.integers(-(2**63), 2**63 - 1)),
    "text": ("text", WORDS),
    "time": ("time", st.times()),
    "uuid": ("uuid", st.uuids()),
}
ROWS = st.fixed_dictionaries({kind: st.none() | values for kind, (_type, values) in ANY.items()})
SHAPE = Shape("x", "int", {kind: f"{kind}?" for kind in ANY}, {}, "")


def test_whatever_stands_in_a_row_its_text_is_canonical_under_any_settings(db):
    given_row = ", ".join(f'%s::{kind} AS "{name}"' for name, (kind, _values) in ANY.items())
    question = f"SELECT {spelling.row(SHAPE, 1, 'r', 'v')} FROM (SELECT {given_row}) r"
    with owning() as cursor:

        @settings(max_examples=200, deadline=None)
        @given(row=ROWS)
        def told(row: dict[str, Any]) -> None:
            (text,) = cursor.execute(question, [row[kind] for kind in ANY]).fetchone()
            assert text.encode() == canonical.encode({name: plain(value) for name, value in row.items()} | {"c": 1})

        told()


PERSONAL = [one for one in registered() if one.shape.personal or one.addressed]


@pytest.mark.parametrize("table", [one.table for one in PERSONAL])
def test_whatever_is_personal_can_be_erased(db, at_work, table):
    """No check of the table stands in the way, and nothing else is found afterwards."""
    factories.everything()
    one = EVIDENCE.get(table)
    assert one
    row = one.model._base_manager.order_by("-pk").first()
    assert row
    vault.erase_row(row, tree="57", subject="request:1", reason_code="pdpa", actor=Actor.system())
    assert tables.verify() == ([], 1)
