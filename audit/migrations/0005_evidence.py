from django.db import migrations

TABLES = """
-- Which tables hold evidence, under which number; written by setup_database from what the rooms register.
CREATE TABLE log.evidence_table (
  tbl smallint PRIMARY KEY,
  name text COLLATE "C" NOT NULL UNIQUE,
  key text NOT NULL,
  cv smallint NOT NULL,
  erasing text
);

-- The projection: what was told last of each row, and by which event. It can be made again from the bodies.
CREATE TABLE log.evidence (
  tbl smallint NOT NULL,
  pk text COLLATE "C" NOT NULL,
  n integer NOT NULL CHECK (n > 0),
  cv smallint NOT NULL,
  tree text COLLATE "C" NOT NULL,
  seq bigint NOT NULL,
  digest bytea NOT NULL CHECK (length(digest) = 32),
  said text,
  PRIMARY KEY (tbl, pk)
) WITH (fillfactor = 90);

-- What the running transaction has touched and not told yet. It never holds a committed row, so nothing is lost with it.
CREATE UNLOGGED TABLE log.touched (
  xid xid8 NOT NULL,
  tbl smallint NOT NULL,
  pk text COLLATE "C" NOT NULL,
  cv smallint NOT NULL,
  digest bytea NOT NULL,
  said text,
  PRIMARY KEY (xid, tbl, pk)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);

-- What stands for the personal columns of a row: sha256(salt || their canonical text). Without its salt it says nothing.
CREATE TABLE log.veil (
  tbl smallint NOT NULL,
  pk text COLLATE "C" NOT NULL,
  salt bytea CHECK (length(salt) = 32),
  digest bytea NOT NULL CHECK (length(digest) = 32),
  PRIMARY KEY (tbl, pk)
);

-- `changed` is the column, `satang` what it moves, 0 where it moves no money.
CREATE TYPE log.finding AS (code text, tree text, seq bigint, name text, pk text, changed text, satang bigint, note text);

ALTER TABLE log.log ADD CONSTRAINT body_is_at_most_65535_bytes CHECK (length(body) <= 65535);
ALTER TABLE log.log DROP CONSTRAINT body_is_at_most_a_megabyte;
"""
BACK = """
ALTER TABLE log.log ADD CONSTRAINT body_is_at_most_a_megabyte CHECK (length(body) <= 1048576);
ALTER TABLE log.log DROP CONSTRAINT body_is_at_most_65535_bytes;
DROP TYPE log.finding;
DROP TABLE log.veil, log.touched, log.evidence, log.evidence_table;
"""


class Migration(migrations.Migration):
    """A row that a decision or a baht rests on changes only with an event that names it by digest."""

    dependencies = [("audit", "0004_telling")]

    operations = [migrations.RunSQL(TABLES, BACK)]
