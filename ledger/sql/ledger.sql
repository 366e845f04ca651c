-- What the ledger does and refuses. Installed as a whole by setup_database, whenever it is not what stands in the database.
-- The application holds SELECT and EXECUTE here and nothing else; audit/guards.py grants and checks it.
--
-- Nobody writes these tables but the functions of this file, and each of them takes the head of the province's tree first: it is
-- the one lock. From there on a posting, a hold, a release and the closing of a period stand in one queue, so that what was
-- read stays true until it is written, and nothing can wait in a circle. Each makes its own event, from the very values that it
-- writes. So sums, counts, running balances and the event's facts need no second look: they are right by construction, which
-- the rights, `check_guards`, verify_audit.py and tests/test_ledger hold.

CREATE FUNCTION ledger.refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION '%.% is append-only: % refused', TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'TL000', CONSTRAINT = 'rows_are_append_only';
END $$;

CREATE FUNCTION ledger.refuse_mismatch(found_hash bytea, new_hash bytea, reference text) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  IF found_hash IS DISTINCT FROM new_hash THEN
    RAISE EXCEPTION 'reference % was used for something else', reference
      USING ERRCODE = 'TL003', CONSTRAINT = 'reference_means_one_thing';
  END IF;
END $$;

CREATE FUNCTION ledger.refuse_shortage(account text, available bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'account % has only % satang available', account, available
    USING ERRCODE = 'TL001', CONSTRAINT = 'available_is_not_below_the_floor', DETAIL = available::text;
END $$;

CREATE FUNCTION ledger.refuse_account() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'each posting names another account that is open'
    USING ERRCODE = 'TL007', CONSTRAINT = 'each_posting_names_another_open_account';
END $$;

CREATE FUNCTION ledger.refuse_other_book() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'this reaches into another book or tree' USING ERRCODE = 'TL004', CONSTRAINT = 'entry_stays_in_its_book';
END $$;

CREATE FUNCTION ledger.refuse_closed(of_book text, day date) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  last date;
BEGIN
  SELECT c.ends_on INTO last FROM ledger.period c WHERE c.book = of_book ORDER BY c.n DESC LIMIT 1;
  IF day <= last THEN
    RAISE EXCEPTION 'the book is closed up to %', last USING ERRCODE = 'TL002', CONSTRAINT = 'period_is_open';
  END IF;
END $$;

-- What was told of a row when it was made: who comes again is told the same.
CREATE FUNCTION ledger.told_before(of_row uuid, kind text) RETURNS text
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT (convert_from(l.body, 'UTF8')::json->'facts'->kind)::text FROM log.log l WHERE l.entry_id = of_row);
END $$;

-- Opening an account again with the same content answers the first one.
CREATE FUNCTION ledger.open_account(
  new_code text, new_book text, new_tree text, new_kind text, new_floor bigint, new_opened_on date
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_catalog, pg_temp AS $$
DECLARE
  earlier ledger.account;
  new_id bigint;
BEGIN
  INSERT INTO ledger.account (code, book, tree, kind, floor, opened_on)
  VALUES (new_code, new_book, new_tree, new_kind, new_floor, new_opened_on)
  ON CONFLICT (code) DO NOTHING RETURNING id INTO new_id;
  IF new_id IS NOT NULL THEN
    INSERT INTO ledger.balance (account_id, floor) VALUES (new_id, new_floor);
    RETURN new_id;
  END IF;
  SELECT * INTO STRICT earlier FROM ledger.account a WHERE a.code = new_code;
  IF (earlier.book, earlier.tree, earlier.kind, earlier.floor) IS DISTINCT FROM (new_book, new_tree, new_kind, new_floor) THEN
    RAISE EXCEPTION 'account % is another one', new_code USING ERRCODE = 'TL003', CONSTRAINT = 'reference_means_one_thing';
  END IF;
  RETURN earlier.id;
END $$;

CREATE FUNCTION ledger.is_mirror(old_entry uuid, of_book text, codes text[], amounts bigint[]) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN coalesce((
    SELECT e.reverses IS NULL AND e.book = of_book AND (
      SELECT array_agg(a.code || ' ' || -p.amount ORDER BY a.code)
      FROM ledger.posting p JOIN ledger.account a ON a.id = p.account_id WHERE p.entry_id = e.id
    ) = (SELECT array_agg(given.code || ' ' || given.amount ORDER BY given.code COLLATE "C") FROM unnest(codes, amounts) given(code, amount))
    FROM ledger.entry e WHERE e.id = old_entry), false);
END $$;

-- Take `new_amount` of a hold: for the entry of the same id, or back to be free when `for_entry` is null. Answers what is left.
CREATE FUNCTION ledger.take_of_hold(
  new_id uuid, from_hold uuid, new_amount bigint, for_entry uuid, on_date date, new_basis text, new_reference text,
  new_hash bytea, OUT account bigint, OUT n smallint, OUT remaining bigint
) LANGUAGE plpgsql AS $$
BEGIN
  SELECT h.account_id, coalesce(r.n, 0) + 1, coalesce(r.remaining, h.amount) - new_amount INTO STRICT account, n, remaining
  FROM ledger.hold h LEFT JOIN ledger.hold_resolution r ON r.hold_id = h.id WHERE h.id = from_hold ORDER BY r.n DESC LIMIT 1;
  IF remaining < 0 THEN
    RAISE EXCEPTION 'the hold has less left than %', new_amount
      USING ERRCODE = 'TL006', CONSTRAINT = 'hold_is_not_overdrawn', DETAIL = (remaining + new_amount)::text;
  END IF;
  INSERT INTO ledger.hold_resolution (id, hold_id, n, amount, remaining, entry_id, date, basis, reference, request_hash)
  VALUES (new_id, from_hold, n, new_amount, remaining, for_entry, on_date, new_basis, new_reference, new_hash);
END $$;

-- Post one entry, consuming part of a hold when one is named; answers it as its event tells it. A reference used before with
-- the same content answers the first entry again. In order: the head of the tree; the entry, whose reference may be taken; what
-- may stand against it; the accounts and what they will hold; then all of it is written, and told.
-- Reading by index alone: a plan made while the tables were small would read them whole when they are not.
CREATE FUNCTION ledger.post(
  new_id uuid, new_book text, on_date date, new_kind text, new_basis text, new_reference text, new_reverses uuid,
  codes text[], amounts bigint[], from_hold uuid, consumed bigint, extra text[], told log.telling,
  OUT replayed boolean, OUT seq bigint, OUT entry text
) LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_catalog, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
  here log.head := log.head_of(told.tree);
  new_n smallint := cardinality(codes);
  new_hash bytea := sha256(convert_to(ROW(
    new_book, on_date - date '2000-01-01', new_kind, new_basis, new_reverses, codes, amounts, from_hold, consumed)::text, 'UTF8'));
  ids bigint[]; total numeric; gained numeric; strangers bigint; short record; legs text; moved_n bigint; hold_account bigint;
  earlier ledger.entry;
BEGIN
  new_basis := normalize(new_basis, NFC);
  new_reference := normalize(new_reference, NFC);
  INSERT INTO ledger.entry (id, n, book, date, kind, basis, reference, request_hash, reverses)
  VALUES (new_id, new_n, new_book, on_date, new_kind, new_basis, new_reference, new_hash, new_reverses)
  ON CONFLICT (reference) DO NOTHING;
  IF NOT FOUND THEN
    SELECT * INTO earlier FROM ledger.entry e WHERE e.reference = new_reference;
    PERFORM ledger.refuse_mismatch(earlier.request_hash, new_hash, new_reference);
    replayed := true;
    entry := ledger.told_before(earlier.id, 'entry');
    RETURN;
  END IF;
  PERFORM ledger.refuse_closed(new_book, on_date);
  IF new_reverses IS NOT NULL AND NOT ledger.is_mirror(new_reverses, new_book, codes, amounts) THEN
    RAISE EXCEPTION 'a reversal is the exact mirror of an entry that is no reversal'
      USING ERRCODE = 'TL005', CONSTRAINT = 'reversal_is_an_exact_mirror';
  END IF;
  IF from_hold IS NOT NULL THEN
    SELECT t.account INTO hold_account
    FROM ledger.take_of_hold(new_id, from_hold, consumed, new_id, on_date, new_basis, new_reference, new_hash) t;
  END IF;
  SELECT array_agg(a.id ORDER BY given.at), sum(given.amount), sum(given.amount) FILTER (WHERE given.amount > 0),
         count(*) FILTER (WHERE a.book <> new_book OR a.tree <> told.tree),
         string_agg('{"account":"' || a.code || '","amount":' || given.amount || ',"aseq":' || b.aseq + 1 || ',"balance":'
                    || b.balance + given.amount || '}', ',' ORDER BY given.at)
  INTO ids, total, gained, strangers, legs
  FROM unnest(codes, amounts) WITH ORDINALITY given(code, amount, at)
  JOIN ledger.account a ON a.code = given.code JOIN ledger.balance b ON b.account_id = a.id;
  IF cardinality(ids) IS DISTINCT FROM new_n OR new_n <> cardinality(amounts) THEN
    PERFORM ledger.refuse_account();
  END IF;
  IF strangers > 0 THEN
    PERFORM ledger.refuse_other_book();
  END IF;
  IF total <> 0 THEN
    RAISE EXCEPTION 'the postings sum to % satang', total
      USING ERRCODE = 'TL004', CONSTRAINT = 'entry_sums_to_zero', DETAIL = total::text;
  END IF;
  IF hold_account IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM unnest(ids, amounts) given(id, amount) WHERE given.id = hold_account AND given.amount <= -consumed
  ) THEN
    RAISE EXCEPTION 'the entry pays less from the account than it consumes of its hold'
      USING ERRCODE = 'TL006', CONSTRAINT = 'hold_is_consumed_by_what_pays';
  END IF;
  SELECT a.code, b.balance - b.held + CASE WHEN a.id = hold_account THEN consumed ELSE 0 END - b.floor AS available INTO short
  FROM unnest(ids, amounts) given(id, amount)
  JOIN ledger.balance b ON b.account_id = given.id JOIN ledger.account a ON a.id = given.id
  WHERE given.amount < 0 AND b.balance - b.held + CASE WHEN a.id = hold_account THEN consumed ELSE 0 END + given.amount < b.floor;
  IF FOUND THEN
    PERFORM ledger.refuse_shortage(short.code, short.available);
  END IF;
  WITH moved AS (
    UPDATE ledger.balance b SET aseq = b.aseq + 1, balance = b.balance + given.amount,
      held = b.held - CASE WHEN b.account_id = hold_account THEN consumed ELSE 0 END
    FROM unnest(ids, amounts) WITH ORDINALITY given(id, amount, at) WHERE b.account_id = given.id
    RETURNING b.account_id, b.aseq, b.balance, given.amount, given.at
  ), put AS (
    INSERT INTO ledger.posting (entry_id, n, idx, account_id, amount, aseq, balance_after)
    SELECT new_id, new_n, moved.at - 1, moved.account_id, moved.amount, moved.aseq, moved.balance FROM moved
  ), netted AS (
    INSERT INTO ledger.day_net AS d (account_id, date, net) SELECT moved.account_id, on_date, moved.amount FROM moved
    ON CONFLICT (account_id, date) DO UPDATE SET net = d.net + excluded.net
  )
  SELECT count(*) INTO moved_n FROM moved;
  -- An account that is named twice is moved once: so the count refuses it too.
  IF moved_n <> new_n THEN
    PERFORM ledger.refuse_account();
  END IF;
  entry := '{"basis":' || log.spell(new_basis) || ',"book":' || log.spell(new_book) || ',"consumed":' || CASE WHEN from_hold IS NULL THEN 0 ELSE consumed END
    || ',"date":"' || log.day(on_date) || '","hold":' || coalesce('"' || from_hold || '"', 'null') || ',"id":"' || new_id
    || '","kind":"' || new_kind || '","n":' || new_n || ',"postings":[' || legs || '],"reference":' || log.spell(new_reference)
    || ',"reverses":' || coalesce('"' || new_reverses || '"', 'null') || '}';
  replayed := false;
  seq := log.put(here, log.body(told, new_id, '{"amount":' || gained || ',"entry":' || entry || log.more(extra) || '}'),
                 told.event, told.subject, told.happened, new_id);
END $$;

-- Set money of one account aside; refused when less is available after the holds that are there.
CREATE FUNCTION ledger.set_aside(
  new_id uuid, of_account text, new_amount bigint, on_date date, new_basis text, new_reference text, extra text[],
  told log.telling, OUT replayed boolean, OUT seq bigint, OUT hold text
) LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_catalog, pg_temp AS $$
DECLARE
  here log.head := log.head_of(told.tree);
  new_hash bytea := sha256(convert_to(ROW(of_account, new_amount, new_basis)::text, 'UTF8'));
  known ledger.account; now_there ledger.balance; earlier ledger.hold;
BEGIN
  new_basis := normalize(new_basis, NFC);
  new_reference := normalize(new_reference, NFC);
  SELECT * INTO known FROM ledger.account a WHERE a.code = of_account;
  IF NOT FOUND THEN
    PERFORM ledger.refuse_account();
  END IF;
  IF known.tree <> told.tree THEN
    PERFORM ledger.refuse_other_book();
  END IF;
  INSERT INTO ledger.hold (id, account_id, amount, date, basis, reference, request_hash)
  VALUES (new_id, known.id, new_amount, on_date, new_basis, new_reference, new_hash) ON CONFLICT (reference) DO NOTHING;
  IF NOT FOUND THEN
    SELECT * INTO earlier FROM ledger.hold h WHERE h.reference = new_reference;
    PERFORM ledger.refuse_mismatch(earlier.request_hash, new_hash, new_reference);
    replayed := true;
    hold := ledger.told_before(earlier.id, 'hold');
    RETURN;
  END IF;
  SELECT * INTO STRICT now_there FROM ledger.balance b WHERE b.account_id = known.id;
  IF now_there.balance - now_there.held - new_amount < now_there.floor THEN
    PERFORM ledger.refuse_shortage(of_account, now_there.balance - now_there.held - now_there.floor);
  END IF;
  UPDATE ledger.balance b SET held = b.held + new_amount WHERE b.account_id = known.id;
  hold := '{"account":"' || known.code || '","amount":' || new_amount || ',"basis":' || log.spell(new_basis)
    || ',"book":' || log.spell(known.book) || ',"date":"' || log.day(on_date) || '","id":"' || new_id || '","reference":'
    || log.spell(new_reference) || '}';
  replayed := false;
  seq := log.put(here, log.body(told, new_id, '{"amount":' || new_amount || ',"hold":' || hold || log.more(extra) || '}'),
                 told.event, told.subject, told.happened, new_id);
END $$;

-- Release part of a hold. Consuming it is `post`'s.
CREATE FUNCTION ledger.release(
  new_id uuid, of_hold uuid, new_amount bigint, on_date date, new_basis text, new_reference text, told log.telling,
  OUT replayed boolean, OUT seq bigint, OUT release text
) LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_catalog, pg_temp AS $$
DECLARE
  here log.head := log.head_of(told.tree);
  new_hash bytea := sha256(convert_to(ROW(of_hold, new_amount, new_basis)::text, 'UTF8'));
  earlier ledger.hold_resolution; taken record;
BEGIN
  new_basis := normalize(new_basis, NFC);
  new_reference := normalize(new_reference, NFC);
  SELECT * INTO earlier FROM ledger.hold_resolution r WHERE r.reference = new_reference;
  IF FOUND THEN
    PERFORM ledger.refuse_mismatch(earlier.request_hash, new_hash, new_reference);
    replayed := true;
    release := ledger.told_before(earlier.id, 'release');
    RETURN;
  END IF;
  taken := ledger.take_of_hold(new_id, of_hold, new_amount, NULL, on_date, new_basis, new_reference, new_hash);
  IF NOT EXISTS (SELECT 1 FROM ledger.account a WHERE a.id = taken.account AND a.tree = told.tree) THEN
    PERFORM ledger.refuse_other_book();
  END IF;
  UPDATE ledger.balance b SET held = b.held - new_amount WHERE b.account_id = taken.account;
  release := '{"amount":' || new_amount || ',"basis":' || log.spell(new_basis) || ',"date":"' || log.day(on_date)
    || '","hold":"' || of_hold || '","id":"' || new_id || '","n":' || taken.n || ',"reference":' || log.spell(new_reference)
    || ',"remaining":' || taken.remaining || '}';
  replayed := false;
  seq := log.put(here, log.body(told, new_id, '{"amount":' || new_amount || ',"release":' || release || '}'),
                 told.event, told.subject, told.happened, new_id);
END $$;

-- Close a book up to and including a day; entries dated then or earlier are refused from now on. Answers the period's number.
-- Behind the head of the tree no entry that has looked at the periods already is still to come.
CREATE FUNCTION ledger.close_period(of_book text, up_to date, told log.telling) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_catalog, pg_temp AS $$
DECLARE
  here log.head := log.head_of(told.tree);
  new_n integer;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM ledger.account a WHERE a.book = of_book AND a.tree = told.tree) THEN
    PERFORM ledger.refuse_other_book();
  END IF;
  PERFORM ledger.refuse_closed(of_book, up_to);
  SELECT coalesce(max(c.n), 0) + 1 INTO new_n FROM ledger.period c WHERE c.book = of_book;
  INSERT INTO ledger.period (book, n, ends_on) VALUES (of_book, new_n, up_to);
  PERFORM log.put(here, log.body(told, NULL, '{"period":{"book":' || log.spell(of_book) || ',"ends_on":"' || log.day(up_to)
    || '","n":' || new_n || '}}'), told.event, told.subject, told.happened, NULL);
  RETURN new_n;
END $$;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['account', 'entry', 'posting', 'hold', 'hold_resolution', 'period'] LOOP
    EXECUTE format('CREATE TRIGGER %1$s_is_append_only BEFORE UPDATE OR DELETE ON ledger.%1$s
                    FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change()', name);
    EXECUTE format('ALTER TABLE ledger.%1$s ENABLE ALWAYS TRIGGER %1$s_is_append_only', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['balance', 'day_net'] LOOP
    EXECUTE format('CREATE TRIGGER %1$s_is_not_deleted BEFORE DELETE ON ledger.%1$s
                    FOR EACH ROW EXECUTE FUNCTION ledger.refuse_change()', name);
    EXECUTE format('ALTER TABLE ledger.%1$s ENABLE ALWAYS TRIGGER %1$s_is_not_deleted', name);
  END LOOP;
  FOREACH name IN ARRAY ARRAY['account', 'entry', 'posting', 'hold', 'hold_resolution', 'period', 'balance', 'day_net'] LOOP
    EXECUTE format('CREATE TRIGGER %1$s_is_not_emptied BEFORE TRUNCATE ON ledger.%1$s
                    FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()', name);
    EXECUTE format('ALTER TABLE ledger.%1$s ENABLE ALWAYS TRIGGER %1$s_is_not_emptied', name);
  END LOOP;
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger FROM PUBLIC;
