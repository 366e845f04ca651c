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
