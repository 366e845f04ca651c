"""Vouchers that wait to be paid: as the rooms leave them, but written at once and by the owner."""

from __future__ import annotations

import psycopg

from tests import factories
from thai.money import MAX_SATANG


def allow() -> None:
    """The fund's board lets it pay as much as it likes to one payee; asked once, as the application."""
    factories.allowed(MAX_SATANG // 2)


def approved(owner: psycopg.Connection, times: int) -> list[int]:
    """Each of 1 baht with a receipt of its own, made and approved by two persons; with the triggers off, so that no event tells them.

    A resolution allows a few payments and not thousands: those that were paid before name another.
    """
    with owner.transaction():
        owner.execute("ALTER TABLE funds_voucher DISABLE TRIGGER USER")
        owner.execute("ALTER TABLE documents_blob DISABLE TRIGGER USER")
        owner.execute(
            "UPDATE funds_voucher SET basis = 'resolution:0' WHERE state = 'paid' AND basis <> 'resolution:0'"
        )
        rows = owner.execute(_APPROVED, [times]).fetchall()
        # A table with events that wait keeps its triggers as they are.
        owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for name, table in owner.execute(_TRIGGERS).fetchall():
            owner.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}")
    owner.execute("VACUUM funds_voucher")
    return [row[0] for row in rows]


_TRIGGERS = """
SELECT tgname, tgrelid::regclass::text FROM pg_trigger
WHERE NOT tgisinternal AND tgrelid IN ('funds_voucher'::regclass, 'documents_blob'::regclass)
"""
_APPROVED = """
WITH given AS (
  SELECT gen_random_uuid() AS key, (SELECT coalesce(max(number), 0) FROM funds_voucher) + at AS number
  FROM generate_series(1, %s) at
), receipt AS (
  INSERT INTO documents_blob (sha256, content, size_bytes, content_type, kept_at, drawn, look)
  SELECT encode(sha256(key::text::bytea), 'hex'), 'a receipt', 9, 'text/plain', now(), '', '' FROM given
), board AS (
  SELECT r.id, m.source_id, m.payee, s.fund_id FROM approvals_resolution r JOIN approvals_motion m ON m.id = r.motion_id
  JOIN funds_moneysource s ON s.id = m.source_id WHERE r.outcome = 'allow'
), persons AS (
  SELECT min(id) FILTER (WHERE username = 'treasurer') AS makes, min(id) FILTER (WHERE username = 'approver') AS approves
  FROM people_person
)
INSERT INTO funds_voucher (
  state, version, key, kind, year, number, amount, expense, income, payee, basis, memo, reason, evidence, evidence_reference,
  evidence_blob_id, doubt, fund_id, source_id, made_at, made_by_id, approved_at, approved_by_id
)
SELECT 'approved', 2, given.key, 'payment', 2569, given.number, 100, '50200', '', board.payee, 'resolution:' || board.id, '', '',
  'receipt', given.number::text, encode(sha256(given.key::text::bytea), 'hex'), '', board.fund_id, board.source_id, now(),
  persons.makes, now(), persons.approves
FROM given, board, persons RETURNING id
"""
