-- The audit log: one append-only RFC 6962 tree per province and one for the system.
-- Tables only, and so a past that stays; functions and triggers are in audit/sql/, which setup_database installs.
CREATE SCHEMA log;

CREATE TABLE log.head (
  tree text COLLATE "C" PRIMARY KEY CONSTRAINT tree_is_a_province_or_system CHECK (tree ~ '^([0-9]{2}|system)$'),
  size bigint NOT NULL CHECK (size >= 0),
  frontier bytea[] NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE log.log (
  tree text COLLATE "C" NOT NULL,
  seq bigint NOT NULL CHECK (seq >= 0),
  body bytea NOT NULL CONSTRAINT body_is_at_most_a_megabyte CHECK (length(body) <= 1048576),
  leaf bytea NOT NULL CONSTRAINT leaf_is_the_hash_of_the_body CHECK (leaf = sha256('\x00'::bytea || body)),
  event text NOT NULL CONSTRAINT event_is_dotted CHECK (event ~ '^[a-z_]+(\.[a-z_]+)+$'),
  subject text NOT NULL CONSTRAINT subject_is_named CHECK (subject <> ''),
  occurred_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  entry_id uuid,
  PRIMARY KEY (tree, seq)
);
CREATE INDEX log_subject ON log.log (subject, tree, seq);
CREATE UNIQUE INDEX log_entry_is_recorded_once ON log.log (entry_id) WHERE entry_id IS NOT NULL;

CREATE TABLE log.checkpoint (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  body bytea NOT NULL,
  signature bytea NOT NULL CHECK (length(signature) = 64),
  key bytea NOT NULL CHECK (length(key) = 32),
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
