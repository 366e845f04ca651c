-- The ledger: append-only double entry in whole satang. Debits are positive.
-- Tables only, and so a past that stays; functions and triggers are in ledger/sql/, which setup_database installs.
CREATE SCHEMA ledger;

CREATE TABLE ledger.account (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  code text COLLATE "C" NOT NULL CONSTRAINT account_code_is_unique UNIQUE CHECK (code ~ '^[A-Z0-9][A-Z0-9/_-]*$'),
  book text COLLATE "C" NOT NULL CHECK (book <> ''),
  tree text COLLATE "C" NOT NULL CHECK (tree ~ '^[0-9]{2}$'),
  kind text NOT NULL CHECK (kind IN ('asset', 'liability', 'equity', 'income', 'expense')),
  floor bigint,
  opened_on date NOT NULL
    CONSTRAINT account_is_opened_on_a_plausible_day CHECK (opened_on BETWEEN '2000-01-01' AND '2199-12-31')
);
CREATE INDEX account_book ON ledger.account (book);

CREATE TABLE ledger.entry (
  id uuid PRIMARY KEY,
  n smallint NOT NULL CONSTRAINT entry_has_two_to_two_hundred_postings CHECK (n BETWEEN 2 AND 200),
  book text COLLATE "C" NOT NULL,
  date date NOT NULL CONSTRAINT entry_date_is_plausible CHECK (date BETWEEN '2000-01-01' AND '2199-12-31'),
  period date NOT NULL GENERATED ALWAYS AS (date_trunc('month', date::timestamp)::date) STORED,
  kind text NOT NULL CHECK (kind IN ('receipt', 'payment', 'refund', 'journal', 'reversal')),
  basis text NOT NULL CONSTRAINT entry_has_a_basis CHECK (basis <> ''),
  reference text COLLATE "C" NOT NULL CONSTRAINT entry_reference_is_unique UNIQUE CHECK (reference <> ''),
  request_hash bytea NOT NULL CHECK (length(request_hash) = 32),
  reverses uuid REFERENCES ledger.entry (id),
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT reversal_names_what_it_reverses CHECK ((kind = 'reversal') = (reverses IS NOT NULL))
);
CREATE INDEX entry_book_date ON ledger.entry (book, date);
-- An entry is looked for by what allowed it; a reversal is rare.
CREATE INDEX entry_by_basis ON ledger.entry (basis);
CREATE UNIQUE INDEX entry_is_reversed_once ON ledger.entry (reverses) WHERE reverses IS NOT NULL;

-- The seal: postings name the entry's exact count. What the ledger's functions make right by construction (the count, the sum,
-- the keys to entry and account) is not looked at again in every row: see ledger/sql/ledger.sql.
CREATE TABLE ledger.posting (
  entry_id uuid NOT NULL,
  n smallint NOT NULL,
  idx smallint NOT NULL CONSTRAINT posting_is_within_the_count CHECK (0 <= idx AND idx < n),
  account_id bigint NOT NULL,
  amount bigint NOT NULL CONSTRAINT posting_amount_is_plausible CHECK (amount <> 0 AND abs(amount) <= 9007199254740991),
  aseq bigint NOT NULL CHECK (aseq > 0),
  balance_after bigint NOT NULL,
  PRIMARY KEY (entry_id, idx),
  CONSTRAINT posting_is_gapless_in_its_account UNIQUE (account_id, aseq)
);

CREATE TABLE ledger.balance (
  account_id bigint PRIMARY KEY REFERENCES ledger.account (id),
  aseq bigint NOT NULL DEFAULT 0,
  balance bigint NOT NULL DEFAULT 0,
  held bigint NOT NULL DEFAULT 0 CONSTRAINT held_is_not_negative CHECK (held >= 0),
  floor bigint,
  CONSTRAINT available_is_not_below_the_floor CHECK (floor IS NULL OR balance - held >= floor)
) WITH (fillfactor = 70);

CREATE TABLE ledger.day_net (
  account_id bigint NOT NULL REFERENCES ledger.account (id),
  date date NOT NULL,
  net bigint NOT NULL,
  PRIMARY KEY (account_id, date)
) WITH (fillfactor = 80);

CREATE TABLE ledger.hold (
  id uuid PRIMARY KEY,
  account_id bigint NOT NULL REFERENCES ledger.account (id),
  amount bigint NOT NULL CONSTRAINT hold_amount_is_positive CHECK (amount > 0),
  date date NOT NULL CONSTRAINT hold_date_is_plausible CHECK (date BETWEEN '2000-01-01' AND '2199-12-31'),
  basis text NOT NULL CHECK (basis <> ''),
  reference text COLLATE "C" NOT NULL CONSTRAINT hold_reference_is_unique UNIQUE CHECK (reference <> ''),
  request_hash bytea NOT NULL CHECK (length(request_hash) = 32),
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
-- What is set aside is read by account, the newest first, leaving out what nothing remains of.
CREATE INDEX hold_by_age ON ledger.hold (account_id, recorded_at, id);
CREATE INDEX hold_basis ON ledger.hold (basis);

-- A part of a hold, either consumed by a payment or released. The last row of a hold tells what remains.
CREATE TABLE ledger.hold_resolution (
  id uuid PRIMARY KEY,
  hold_id uuid NOT NULL REFERENCES ledger.hold (id),
  n smallint NOT NULL CHECK (n > 0),
  amount bigint NOT NULL CHECK (amount > 0),
  remaining bigint NOT NULL CONSTRAINT hold_is_not_overdrawn CHECK (remaining >= 0),
  entry_id uuid REFERENCES ledger.entry (id) DEFERRABLE INITIALLY DEFERRED,
  date date NOT NULL CONSTRAINT resolution_date_is_plausible CHECK (date BETWEEN '2000-01-01' AND '2199-12-31'),
  basis text NOT NULL CHECK (basis <> ''),
  reference text COLLATE "C" NOT NULL CONSTRAINT resolution_reference_is_unique UNIQUE CHECK (reference <> ''),
  request_hash bytea NOT NULL CHECK (length(request_hash) = 32),
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT resolution_is_gapless_in_its_hold UNIQUE (hold_id, n),
  CONSTRAINT consumption_carries_the_id_of_its_entry CHECK (entry_id IS NULL OR entry_id = id)
);
CREATE UNIQUE INDEX hold_ends_once ON ledger.hold_resolution (hold_id) WHERE remaining = 0;

-- A closed span of one book. Spans are contiguous: nothing may be dated on or before the last end.
CREATE TABLE ledger.period (
  book text COLLATE "C" NOT NULL,
  n int NOT NULL CHECK (n > 0),
  ends_on date NOT NULL CONSTRAINT period_ends_on_a_plausible_day CHECK (ends_on BETWEEN '2000-01-01' AND '2199-12-31'),
  recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (book, n)
);
