from django.db import migrations

# What may be told is read from the code's registry and written here by setup_database (`audit/telling.py`); functions read it.
# `acting` holds who acts in a transaction that runs: one row a connection, worth nothing once the transaction is over.
TABLES = """
CREATE TABLE log.event_schema (
  event text COLLATE "C" NOT NULL,
  version integer NOT NULL CHECK (version >= 1),
  shape jsonb NOT NULL,
  texts text[] NOT NULL,
  is_current boolean NOT NULL,
  by_database boolean NOT NULL,
  PRIMARY KEY (event, version)
);
CREATE UNIQUE INDEX event_has_one_current_version ON log.event_schema (event) WHERE is_current;

CREATE TABLE log.subject_word (word text COLLATE "C" PRIMARY KEY);

CREATE TABLE log.terms (
  is_the_one boolean PRIMARY KEY DEFAULT true CONSTRAINT there_is_one_row_of_terms CHECK (is_the_one),
  ahead interval,
  is_story boolean NOT NULL
);
INSERT INTO log.terms (ahead, is_story) VALUES ('10 minutes', false);

CREATE UNLOGGED TABLE log.acting (
  pid integer PRIMARY KEY, xid xid8 NOT NULL, person bigint NOT NULL, seat bigint, role text NOT NULL
) WITH (fillfactor = 50);
"""


class Migration(migrations.Migration):
    """What each event may tell, about what, and by whom in one transaction, is known to the database."""

    dependencies = [("audit", "0006_notes")]

    operations = [
        migrations.RunSQL(TABLES, "DROP TABLE log.acting, log.terms, log.subject_word, log.event_schema;"),
    ]
