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
  body bytea NOT NULL CONSTRAINT body_is_at_most_65535_bytes CHECK (length(body) <= 65535),
  leaf bytea NOT NULL,
  event text NOT NULL,
  subject text NOT NULL CONSTRAINT subject_is_named CHECK (subject <> ''),
  occurred_at timestamptz NOT NULL
    CONSTRAINT event_happened_on_a_plausible_day CHECK (occurred_at BETWEEN '2000-01-01' AND '2199-12-31'),
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  entry_id uuid,
  PRIMARY KEY (tree, seq)
);
CREATE INDEX log_subject ON log.log (subject, tree, seq);
CREATE UNIQUE INDEX log_entry_is_recorded_once ON log.log (entry_id) WHERE entry_id IS NOT NULL;
-- What somebody did is found by who did it; by subject and tree alone, the whole log would be read. A body is canonical: its keys
-- stand in order, so that who did it stands first. Immutable functions of PostgreSQL alone: a function of our own in an index
-- would be one more to guard, and could not be replaced. `audit.reports.deeds_of` asks in these very words.
CREATE INDEX log_by_person ON log.log (
  (split_part(encode(substring(body, 20, 20), 'escape'), ',', 1)), recorded_at DESC, seq DESC
);

CREATE TABLE log.checkpoint (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  body bytea NOT NULL,
  signature bytea NOT NULL CHECK (length(signature) = 64),
  key bytea NOT NULL CHECK (length(key) = 32),
  is_whole boolean NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX checkpoint_whole ON log.checkpoint (id) WHERE is_whole;

-- A checkpoint names only the trees that moved; which was the first to sign each head is kept here.
CREATE TABLE log.signed_head (
  tree text COLLATE "C" NOT NULL,
  size bigint NOT NULL CHECK (size >= 0),
  checkpoint_id bigint NOT NULL REFERENCES log.checkpoint (id),
  PRIMARY KEY (tree, size)
);

-- One signed note a tree and size (C2SP tlog-checkpoint), of what a checkpoint signs too.
CREATE TABLE log.note (
  tree text COLLATE "C" NOT NULL,
  size bigint NOT NULL,
  root bytea NOT NULL CHECK (length(root) = 32),
  origin text COLLATE "C" NOT NULL,
  body bytea NOT NULL CHECK (length(body) <= 65536),
  key bytea NOT NULL CHECK (length(key) = 32),
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (tree, size),
  CONSTRAINT note_is_of_a_signed_head FOREIGN KEY (tree, size) REFERENCES log.signed_head (tree, size)
);

-- What witnesses say of a note: their line, and when they saw it.
CREATE TABLE log.cosignature (
  tree text COLLATE "C" NOT NULL,
  size bigint NOT NULL,
  witness text COLLATE "C" NOT NULL,
  line text NOT NULL CHECK (length(line) <= 4096),
  seen_at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (tree, size, witness),
  FOREIGN KEY (tree, size) REFERENCES log.note (tree, size)
);

-- What a time-stamping authority says of a note's text (RFC 3161).
CREATE TABLE log.stamp (
  tree text COLLATE "C" NOT NULL,
  size bigint NOT NULL,
  authority text COLLATE "C" NOT NULL,
  token bytea NOT NULL CHECK (length(token) <= 65536),
  stamped_at timestamptz NOT NULL,
  PRIMARY KEY (tree, size, authority),
  FOREIGN KEY (tree, size) REFERENCES log.note (tree, size)
);

-- What the signer would not sign, and what it was told. `size` is what stands here, `seen_size` and `seen_root` what was seen
-- before; from `first_bad` on the two differ, or may. The same is said once.
CREATE TABLE log.alarm (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tree text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL CONSTRAINT alarm_is_known CHECK (kind IN ('shrunk', 'forked', 'forgotten', 'warned')),
  source text COLLATE "C" NOT NULL,
  size bigint NOT NULL,
  seen_size bigint NOT NULL,
  seen_root bytea NOT NULL,
  first_bad bigint NOT NULL,
  stops boolean NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE UNIQUE INDEX alarm_is_said_once ON log.alarm (tree, kind, source, seen_size, seen_root, first_bad);

-- While a row stands here nothing is written to its tree. Mostly empty: to look costs nothing.
CREATE TABLE log.stop (
  alarm_id bigint PRIMARY KEY REFERENCES log.alarm (id),
  tree text COLLATE "C" NOT NULL
);

-- Who opened it again after which alarm: two persons.
CREATE TABLE log.reopening (
  alarm_id bigint NOT NULL REFERENCES log.alarm (id),
  person bigint NOT NULL,
  seat bigint NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (alarm_id, person)
);

-- What an event says beside its facts, for those that the database makes itself: see `log.body`. `digests` are names of personal
-- texts and their digests in turns, in the order of the names.
CREATE TYPE log.telling AS (
  tree text, event text, version integer, subject text, person bigint, seat bigint, role text, digests text[],
  happened timestamptz
);

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

-- What may be told is read from the code's registry and written here by setup_database (`audit/telling.py`); functions read it.
-- `acting` holds who acts in a transaction that runs: one row a connection, worth nothing once the transaction is over.
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
