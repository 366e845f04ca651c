-- What the doors keep. Tables only, and so a past that stays; functions and triggers are in doors/sql/.
CREATE SCHEMA doors;

CREATE TABLE doors.event (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL CONSTRAINT kind_is_a_word CHECK (kind ~ '^[a-z_]{1,30}$'),
  tree text COLLATE "C" NOT NULL CONSTRAINT tree_is_a_province_or_system CHECK (tree ~ '^([0-9]{2}|system)$'),
  person_id bigint,
  seat_id bigint,
  route text NOT NULL CHECK (length(route) <= 200),
  network text NOT NULL CHECK (length(network) <= 60),
  occurred_at timestamptz NOT NULL CONSTRAINT event_happened_on_a_plausible_day CHECK (occurred_at BETWEEN '2000-01-01' AND '2199-12-31'),
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
-- A province's page reads its newest; a person's own page theirs.
CREATE INDEX event_of_tree ON doors.event (tree, occurred_at DESC, id DESC);
CREATE INDEX event_of_person ON doors.event (person_id, occurred_at DESC) WHERE person_id IS NOT NULL;

-- Wrong tries: nothing is lost when a crash empties it, so no write of it waits for the disk.
CREATE UNLOGGED TABLE doors.tries (
  key text COLLATE "C" PRIMARY KEY,
  misses int NOT NULL CHECK (misses > 0),
  ends_at timestamptz NOT NULL CONSTRAINT tries_end_on_a_plausible_day CHECK (ends_at BETWEEN '2000-01-01' AND '2199-12-31')
);
