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

CREATE FUNCTION ledger.refuse_shortage(asked_for text, available bigint) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'only % satang are available for %', available, asked_for
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

CREATE FUNCTION ledger.refuse_sum(total numeric) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the postings sum to % satang', total
    USING ERRCODE = 'TL004', CONSTRAINT = 'entry_sums_to_zero', DETAIL = total::text;
END $$;

CREATE FUNCTION ledger.refuse_wrong_way() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a payment takes money out of the bank, a receipt brings it there'
    USING ERRCODE = 'TL009', CONSTRAINT = 'kind_agrees_with_the_bank';
END $$;

CREATE FUNCTION ledger.goes_the_wrong_way(account_kind text, entry_kind text, amount bigint) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
  SELECT account_kind = 'asset' AND CASE WHEN entry_kind = 'payment' THEN amount > 0
                                         WHEN entry_kind IN ('receipt', 'refund') THEN amount < 0 ELSE false END
$$;

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

-- An entry as its event tells it; `legs` are its postings, told by `told_posting`.
CREATE FUNCTION ledger.told_entry(
  id uuid, n bigint, book text, on_date date, kind text, basis text, reference text, reverses uuid, hold uuid, consumed bigint,
  legs text
) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT '{"basis":' || log.spell(basis) || ',"book":' || log.spell(book) || ',"consumed":'
    || CASE WHEN hold IS NULL THEN 0 ELSE consumed END || ',"date":"' || log.day(on_date) || '","hold":'
    || coalesce('"' || hold || '"', 'null') || ',"id":"' || id || '","kind":"' || kind || '","n":' || n || ',"postings":['
    || legs || '],"reference":' || log.spell(reference) || ',"reverses":' || coalesce('"' || reverses || '"', 'null') || '}'
$$;

CREATE FUNCTION ledger.told_posting(account text, amount bigint, aseq bigint, balance bigint) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT '{"account":"' || account || '","amount":' || amount || ',"aseq":' || aseq || ',"balance":' || balance || '}'
$$;

-- What makes one request the same as another; computed here, so that nobody can say that it is. Arrays may be given as they are spelled:
-- a row spells them so.
CREATE FUNCTION ledger.hash_of(
  book text, on_date date, kind text, basis text, reverses uuid, codes text, amounts text, hold uuid, consumed bigint
) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(convert_to(ROW(
    book, on_date - date '2000-01-01', kind, basis, reverses, codes, amounts, hold, consumed)::text, 'UTF8'))
$$;

CREATE FUNCTION ledger.hash_of(
  book text, on_date date, kind text, basis text, reverses uuid, codes text[], amounts bigint[], hold uuid, consumed bigint
) RETURNS bytea LANGUAGE sql STABLE AS $$
  SELECT sha256(convert_to(ROW(
    book, on_date - date '2000-01-01', kind, basis, reverses, codes, amounts, hold, consumed)::text, 'UTF8'))
$$;

CREATE FUNCTION ledger.hash_of_hold(account text, amount bigint, basis text) RETURNS bytea LANGUAGE sql STABLE AS
$$ SELECT sha256(convert_to(ROW(account, amount, basis)::text, 'UTF8')) $$;

CREATE FUNCTION ledger.hash_of_release(hold uuid, amount bigint, basis text) RETURNS bytea LANGUAGE sql STABLE AS
$$ SELECT sha256(convert_to(ROW(hold, amount, basis)::text, 'UTF8')) $$;

CREATE FUNCTION ledger.told_hold(
  id uuid, account text, book text, amount bigint, on_date date, basis text, reference text
) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT '{"account":"' || account || '","amount":' || amount || ',"basis":' || log.spell(basis) || ',"book":' || log.spell(book)
    || ',"date":"' || log.day(on_date) || '","id":"' || id || '","reference":' || log.spell(reference) || '}'
$$;

CREATE FUNCTION ledger.told_release(
  id uuid, hold uuid, n smallint, amount bigint, remaining bigint, on_date date, basis text, reference text
) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT '{"amount":' || amount || ',"basis":' || log.spell(basis) || ',"date":"' || log.day(on_date) || '","hold":"' || hold
    || '","id":"' || id || '","n":' || n || ',"reference":' || log.spell(reference) || ',"remaining":' || remaining || '}'
$$;

-- Post one entry, consuming part of a hold when one is named; answers it as its event tells it. A reference used before with
-- the same content answers the first entry again. In order: the head of the tree; the entry, whose reference may be taken; what
-- may stand against it; the accounts and what they will hold; then all of it is written, and told.
-- Plans are made once and read by index alone: made while the tables were small, one would read them whole when they are not.
CREATE FUNCTION ledger.post(
  new_id uuid, new_book text, on_date date, new_kind text, new_basis text, new_reference text, new_reverses uuid,
  codes text[], amounts bigint[], from_hold uuid, consumed bigint, extra text[], told log.telling,
  OUT replayed boolean, OUT seq bigint, OUT entry text
) LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_catalog, pg_temp
SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  here log.head := log.head_of(told.tree);
  new_n smallint := cardinality(codes);
  new_hash bytea;
  ids bigint[]; total numeric; gained numeric; strange boolean; wrong_way boolean; short bigint; legs text; moved_n bigint;
  hold_account bigint; closed_up_to date;
  earlier ledger.entry;
BEGIN
  new_basis := log.nfc(new_basis);
  new_reference := log.nfc(new_reference);
  new_hash := ledger.hash_of(new_book, on_date, new_kind, new_basis, new_reverses, codes, amounts, from_hold, consumed);
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
  IF new_reverses IS NOT NULL AND NOT ledger.is_mirror(new_reverses, new_book, codes, amounts) THEN
    RAISE EXCEPTION 'a reversal is the exact mirror of an entry that is no reversal'
      USING ERRCODE = 'TL005', CONSTRAINT = 'reversal_is_an_exact_mirror';
  END IF;
  IF from_hold IS NOT NULL THEN
    SELECT t.account INTO hold_account
    FROM ledger.take_of_hold(new_id, from_hold, consumed, new_id, on_date, new_basis, new_reference, new_hash) t;
  END IF;
  SELECT array_agg(l.id), sum(l.amount), sum(l.amount) FILTER (WHERE l.amount > 0), bool_or(l.strange), bool_or(l.wrong_way),
         min(l.available) FILTER (WHERE l.amount < 0 AND l.available < -l.amount),
         string_agg(ledger.told_posting(l.code, l.amount, l.aseq, l.balance), ','),
         (SELECT c.ends_on FROM ledger.period c WHERE c.book = new_book ORDER BY c.n DESC LIMIT 1)
  INTO ids, total, gained, strange, wrong_way, short, legs, closed_up_to
  FROM (
    SELECT a.id, a.code, given.amount, a.book <> new_book OR a.tree <> told.tree AS strange,
           ledger.goes_the_wrong_way(a.kind, new_kind, given.amount) AS wrong_way,
           b.balance - b.held + CASE WHEN a.id = hold_account THEN consumed ELSE 0 END - b.floor AS available,
           b.aseq + 1 AS aseq, b.balance + given.amount AS balance
    FROM unnest(codes, amounts) WITH ORDINALITY given(code, amount, at)
    JOIN ledger.account a ON a.code = given.code JOIN ledger.balance b ON b.account_id = a.id ORDER BY given.at
  ) l;
  IF on_date <= closed_up_to THEN
    PERFORM ledger.refuse_closed(new_book, on_date);
  END IF;
  IF cardinality(ids) IS DISTINCT FROM new_n OR new_n <> cardinality(amounts) THEN
    PERFORM ledger.refuse_account();
  END IF;
  IF strange THEN
    PERFORM ledger.refuse_other_book();
  END IF;
  IF wrong_way THEN
    PERFORM ledger.refuse_wrong_way();
  END IF;
  IF total <> 0 THEN
    PERFORM ledger.refuse_sum(total);
  END IF;
  IF hold_account IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM unnest(ids, amounts) given(id, amount) WHERE given.id = hold_account AND given.amount <= -consumed
  ) THEN
    RAISE EXCEPTION 'the entry pays less from the account than it consumes of its hold'
      USING ERRCODE = 'TL006', CONSTRAINT = 'hold_is_consumed_by_what_pays';
  END IF;
  IF short IS NOT NULL THEN
    PERFORM ledger.refuse_shortage(new_reference, short);
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
  entry := ledger.told_entry(new_id, new_n, new_book, on_date, new_kind, new_basis, new_reference, new_reverses, from_hold, consumed, legs);
  replayed := false;
  seq := log.put(here, log.body(told, new_id, '{"amount":' || gained || ',"entry":' || entry || log.more(extra) || '}'),
                 told.event, told.subject, told.happened, new_id);
END $$;

-- What stands on the accounts of many sides, each once. A row for a code that is nobody's has none. Not to be joined from within: the
-- planner thinks little of arrays, and would look each side up by itself.
CREATE FUNCTION ledger.standing(codes text[]) RETURNS TABLE (
  id bigint, code text, kind text, book text, tree text, aseq bigint, balance bigint, held bigint, floor bigint
) LANGUAGE sql STABLE ROWS 1000 SET enable_seqscan = off AS $$
  SELECT a.id, a.code, a.kind, a.book, a.tree, b.aseq, b.balance, b.held, b.floor
  FROM (SELECT DISTINCT given.code FROM unnest(codes) given(code)) given
  JOIN ledger.account a ON a.code = given.code JOIN ledger.balance b ON b.account_id = a.id
$$;

-- The sides of many entries, each with what its account will hold after it: balances run on by windows over what stands now.
CREATE FUNCTION ledger.running(legs_of integer[], codes text[], amounts bigint[]) RETURNS TABLE (
  e integer, idx smallint, account_id bigint, code text, kind text, book text, tree text, amount bigint, aseq bigint,
  balance bigint, held bigint, floor bigint, is_again boolean
) LANGUAGE sql STABLE AS $$
  SELECT given.e, (row_number() OVER (PARTITION BY given.e ORDER BY given.at) - 1)::smallint, s.id, given.code, s.kind, s.book, s.tree,
         given.amount, s.aseq + row_number() OVER of_account, (s.balance + sum(given.amount) OVER of_account)::bigint, s.held, s.floor,
         coalesce(lag(given.e) OVER of_account = given.e, false)
  FROM unnest(legs_of, codes, amounts) WITH ORDINALITY given(e, code, amount, at)
  LEFT JOIN ledger.standing(codes) s ON s.code = given.code
  WINDOW of_account AS (PARTITION BY s.id ORDER BY given.e, given.at ROWS UNBOUNDED PRECEDING)
$$;

-- Refuse the first of many entries that `post` would refuse.
CREATE FUNCTION ledger.refuse_any(new_book text, new_tree text, kinds text[], legs_of integer[], codes text[], amounts bigint[])
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  fault record;
BEGIN
  IF (SELECT array_agg(DISTINCT given.e ORDER BY given.e) FROM unnest(legs_of) given(e))
     IS DISTINCT FROM (SELECT array_agg(at) FROM generate_series(1, cardinality(kinds)) at) THEN
    PERFORM ledger.refuse_account();
  END IF;
  SELECT s.* INTO fault FROM (
    SELECT l.e, count(DISTINCT l.account_id) <> count(*) AS unknown, sum(l.amount) AS total,
           bool_or(l.book <> new_book OR l.tree <> new_tree) AS strange,
           bool_or(ledger.goes_the_wrong_way(l.kind, kinds[l.e], l.amount)) AS wrong_way,
           min(l.balance - l.amount - l.held - l.floor) FILTER (WHERE l.amount < 0 AND l.balance - l.held < l.floor) AS available
    FROM ledger.running(legs_of, codes, amounts) l GROUP BY l.e
  ) s WHERE s.unknown OR s.total <> 0 OR s.strange OR s.wrong_way OR s.available IS NOT NULL ORDER BY s.e LIMIT 1;
  CASE
    WHEN NOT FOUND THEN RETURN;
    WHEN fault.unknown THEN PERFORM ledger.refuse_account();
    WHEN fault.strange THEN PERFORM ledger.refuse_other_book();
    WHEN fault.wrong_way THEN PERFORM ledger.refuse_wrong_way();
    WHEN fault.total <> 0 THEN PERFORM ledger.refuse_sum(fault.total);
    ELSE PERFORM ledger.refuse_shortage('entry ' || fault.e, fault.available);
  END CASE;
END $$;

-- All sides of many entries worked out: of each entry how many it has, what it moves and how its event and its request spell them; of each
-- side, in order, its place, its account and what that will hold. `is_refused` where `refuse_any` has something to say.
CREATE FUNCTION ledger.worked_out(new_book text, new_tree text, kinds text[], legs_of integer[], codes text[], amounts bigint[]) RETURNS TABLE (
  counts smallint[], gains numeric[], said text[], codes_said text[], amounts_said text[], of_entry integer[], idx smallint[],
  account_ids bigint[], leg_amounts bigint[], aseqs bigint[], balances bigint[], is_refused boolean
) LANGUAGE sql STABLE AS $$
  WITH legs AS MATERIALIZED (
    SELECT l.*, l.account_id IS NULL OR l.is_again OR l.book <> new_book OR l.tree <> new_tree
             OR l.amount < 0 AND l.balance - l.held < l.floor OR ledger.goes_the_wrong_way(l.kind, kinds[l.e], l.amount) AS is_refused
    FROM ledger.running(legs_of, codes, amounts) l
  ), sums AS (
    SELECT e, count(*)::smallint AS n, sum(amount) AS total, coalesce(sum(amount) FILTER (WHERE amount > 0), 0) AS gained,
           string_agg(ledger.told_posting(code, amount, aseq, balance), ',' ORDER BY idx) AS said,
           array_agg(code ORDER BY idx)::text AS codes, array_agg(amount ORDER BY idx)::text AS amounts
    FROM legs GROUP BY e
  )
  SELECT t.counts, t.gains, t.said, t.codes, t.amounts, s.of_entry, s.idx, s.account_ids, s.amounts, s.aseqs, s.balances,
         s.is_refused OR t.is_refused
  FROM (
    SELECT array_agg(n ORDER BY e) AS counts, array_agg(gained ORDER BY e) AS gains, array_agg(said ORDER BY e) AS said,
           array_agg(sums.codes ORDER BY e) AS codes, array_agg(sums.amounts ORDER BY e) AS amounts,
           bool_or(total <> 0) OR min(e) <> 1 OR max(e) <> count(*) AS is_refused
    FROM sums
  ) t, (
    SELECT array_agg(e ORDER BY e, idx) AS of_entry, array_agg(idx ORDER BY e, idx) AS idx, array_agg(account_id ORDER BY e, idx) AS account_ids,
           array_agg(amount ORDER BY e, idx) AS amounts, array_agg(aseq ORDER BY e, idx) AS aseqs, array_agg(balance ORDER BY e, idx) AS balances,
           coalesce(bool_or(is_refused), false) AS is_refused
    FROM legs
  ) s
$$;

-- Many entries of one book by one action, in one call: as `post` would write them one by one, to the byte. `legs_of` names the entry
-- of each side by its place, 1 to as many as there are. New references only, no holds and no reversals. Answers the place of the
-- first event. First all is worked out, and refused if any of it is; then it is written, a table at a time.
CREATE FUNCTION ledger.post_many(
  ids uuid[], new_book text, dates date[], kinds text[], bases text[], refs text[], legs_of integer[], codes text[],
  amounts bigint[], extra text[], told log.telling
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_catalog, pg_temp
SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  here log.head := log.head_of(told.tree);
  around text[] := log.around(told);
  seed bytea := log.new_salt();
  before text := around[1] || '"';
  between text := '"' || around[2] || '{"amount":';
  behind text := log.more(extra) || '}' || around[3];
  sums record; counts smallint[]; bodies bytea[];
BEGIN
  PERFORM ledger.refuse_closed(new_book, (SELECT min(given.day) FROM unnest(dates) given(day)));
  SELECT * INTO STRICT sums FROM ledger.worked_out(new_book, told.tree, kinds, legs_of, codes, amounts);
  IF sums.is_refused OR sums.counts IS NULL OR cardinality(sums.counts) <> cardinality(ids) THEN
    PERFORM ledger.refuse_any(new_book, told.tree, kinds, legs_of, codes, amounts);
    PERFORM ledger.refuse_account();
  END IF;
  INSERT INTO ledger.entry (id, n, book, date, kind, basis, reference, request_hash)
  SELECT given.id, given.n, new_book, given.day, given.kind, log.nfc(given.basis), log.nfc(given.ref), ledger.hash_of(
           new_book, given.day, given.kind, log.nfc(given.basis), NULL, given.codes, given.amounts, NULL, NULL)
  FROM unnest(ids, sums.counts, dates, kinds, bases, refs, sums.codes_said, sums.amounts_said)
       given(id, n, day, kind, basis, ref, codes, amounts);
  counts := sums.counts;
  INSERT INTO ledger.posting (entry_id, n, idx, account_id, amount, aseq, balance_after)
  SELECT ids[l.e], counts[l.e], l.idx, l.account_id, l.amount, l.aseq, l.balance
  FROM unnest(sums.of_entry, sums.idx, sums.account_ids, sums.leg_amounts, sums.aseqs, sums.balances)
       l(e, idx, account_id, amount, aseq, balance);
  WITH moved AS MATERIALIZED (
    SELECT l.account_id, dates[l.e] AS day, count(*) AS n, sum(l.amount)::bigint AS amount
    FROM unnest(sums.of_entry, sums.account_ids, sums.leg_amounts) l(e, account_id, amount) GROUP BY 1, 2
  ), netted AS (
    INSERT INTO ledger.day_net AS d (account_id, date, net) SELECT m.account_id, m.day, m.amount FROM moved m ORDER BY 1, 2
    ON CONFLICT (account_id, date) DO UPDATE SET net = d.net + excluded.net
  )
  UPDATE ledger.balance b SET aseq = b.aseq + m.n, balance = b.balance + m.amount
  FROM (SELECT m.account_id, sum(m.n)::bigint AS n, sum(m.amount)::bigint AS amount FROM moved m GROUP BY 1) m
  WHERE b.account_id = m.account_id;
  SELECT array_agg(convert_to(before || given.id || between || given.gained || ',"entry":' || ledger.told_entry(
           given.id, given.n, new_book, given.day, given.kind, given.basis, given.ref, NULL, NULL, NULL, given.said)
           || behind || log.nonce_of(seed, given.at) || around[4], 'UTF8') ORDER BY given.at) INTO bodies
  FROM unnest(ids, sums.counts, dates, kinds, bases, refs, sums.gains, sums.said)
       WITH ORDINALITY given(id, n, day, kind, basis, ref, gained, said, at);
  PERFORM log.put_many(here, bodies, told, ids);
  RETURN here.size;
END $$;

-- Set money of one account aside; refused when less is available after the holds that are there.
CREATE FUNCTION ledger.set_aside(
  new_id uuid, of_account text, new_amount bigint, on_date date, new_basis text, new_reference text, extra text[],
  told log.telling, OUT replayed boolean, OUT seq bigint, OUT hold text
) LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_catalog, pg_temp
SET enable_seqscan = off AS $$
DECLARE
  here log.head := log.head_of(told.tree);
  new_hash bytea := ledger.hash_of_hold(of_account, new_amount, log.nfc(new_basis));
  known ledger.account; now_there ledger.balance; earlier ledger.hold;
BEGIN
  new_basis := log.nfc(new_basis);
  new_reference := log.nfc(new_reference);
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
  hold := ledger.told_hold(new_id, known.code, known.book, new_amount, on_date, new_basis, new_reference);
  replayed := false;
  seq := log.put(here, log.body(told, new_id, '{"amount":' || new_amount || ',"hold":' || hold || log.more(extra) || '}'),
                 told.event, told.subject, told.happened, new_id);
END $$;

-- Release part of a hold. Consuming it is `post`'s.
CREATE FUNCTION ledger.release(
  new_id uuid, of_hold uuid, new_amount bigint, on_date date, new_basis text, new_reference text, told log.telling,
  OUT replayed boolean, OUT seq bigint, OUT release text
) LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_catalog, pg_temp
SET enable_seqscan = off AS $$
DECLARE
  here log.head := log.head_of(told.tree);
  new_hash bytea := ledger.hash_of_release(of_hold, new_amount, log.nfc(new_basis));
  earlier ledger.hold_resolution; taken record;
BEGIN
  new_basis := log.nfc(new_basis);
  new_reference := log.nfc(new_reference);
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
  release := ledger.told_release(new_id, of_hold, taken.n, new_amount, taken.remaining, on_date, new_basis, new_reference);
  replayed := false;
  seq := log.put(here, log.body(told, new_id, '{"amount":' || new_amount || ',"release":' || release || '}'),
                 told.event, told.subject, told.happened, new_id);
END $$;

-- Close a book up to and including a day; entries dated then or earlier are refused from now on. Answers the period's number.
-- Behind the head of the tree no entry that has looked at the periods already is still to come.
CREATE FUNCTION ledger.close_period(of_book text, up_to date, told log.telling) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_catalog, pg_temp
SET enable_seqscan = off AS $$
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
