-- What somebody writes who wants double entry and no more: three tables, and a sum that is checked at commit.
CREATE SCHEMA raw;
CREATE TABLE raw.account (id bigint PRIMARY KEY, code text NOT NULL UNIQUE);
CREATE TABLE raw.entry (id uuid PRIMARY KEY, date date NOT NULL, memo text NOT NULL);
CREATE TABLE raw.posting (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  entry_id uuid NOT NULL REFERENCES raw.entry (id),
  account_id bigint NOT NULL REFERENCES raw.account (id),
  amount bigint NOT NULL
);
CREATE INDEX ON raw.posting (entry_id);
CREATE INDEX ON raw.posting (account_id);

CREATE FUNCTION raw.sums_to_zero() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT sum(p.amount) FROM raw.posting p WHERE p.entry_id = NEW.entry_id) <> 0 THEN
    RAISE EXCEPTION 'the entry does not sum to zero';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER sums_to_zero AFTER INSERT ON raw.posting
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION raw.sums_to_zero();

INSERT INTO raw.account SELECT at, 'A' || at FROM generate_series(1, 200) at;
