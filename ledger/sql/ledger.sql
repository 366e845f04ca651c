-- What the ledger does and refuses. Installed as a whole by setup_database, whenever it is not what stands in the database.
-- The application holds SELECT and EXECUTE here and nothing else; audit/guards.py grants and checks it.

-- What an entry says, exactly as its event must repeat it: the verifier rebuilds the ledger from these. In PL/pgSQL, because
-- it keeps its plans from call to call; a function in SQL would be planned anew each time.
CREATE FUNCTION ledger.entry_facts(of_entry uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = ledger, pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT jsonb_build_object(
    'id', e.id, 'n', e.n, 'book', e.book, 'date', e.date, 'kind', e.kind, 'basis', e.basis, 'reference', e.reference,
    'reverses', e.reverses, 'hold', r.hold_id, 'consumed', coalesce(r.amount, 0),
    'postings', (
      SELECT jsonb_agg(jsonb_build_object('account', a.code, 'amount', p.amount, 'aseq', p.aseq, 'balance', p.balance_after)
                       ORDER BY p.idx)
      FROM ledger.posting p JOIN ledger.account a ON a.id = p.account_id WHERE p.entry_id = e.id))
  FROM ledger.entry e LEFT JOIN ledger.hold_resolution r ON r.id = e.id AND r.entry_id = e.id WHERE e.id = of_entry);
END $$;

CREATE FUNCTION ledger.hold_facts(of_hold uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = ledger, pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT jsonb_build_object('id', h.id, 'book', a.book, 'account', a.code, 'amount', h.amount, 'date', h.date,
                            'basis', h.basis, 'reference', h.reference)
  FROM ledger.hold h JOIN ledger.account a ON a.id = h.account_id WHERE h.id = of_hold);
END $$;

CREATE FUNCTION ledger.release_facts(of_resolution uuid) RETURNS jsonb
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = ledger, pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT jsonb_build_object('id', r.id, 'hold', r.hold_id, 'n', r.n, 'amount', r.amount, 'remaining', r.remaining,
                            'date', r.date, 'basis', r.basis, 'reference', r.reference)
  FROM ledger.hold_resolution r WHERE r.id = of_resolution);
END $$;

CREATE FUNCTION ledger.refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION '%.% is append-only: % refused', TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'TL000', CONSTRAINT = 'rows_are_append_only';
END $$;

-- Exact count, zero sum, one book, an open period, an exact mirror, and a hold consumed only by what pays from it.
CREATE FUNCTION ledger.seal_entry() RETURNS trigger LANGUAGE plpgsql SET search_path = ledger, pg_catalog, pg_temp AS $$
DECLARE
  counted record;
BEGIN
  SELECT count(*) AS n, sum(p.amount) AS total, count(*) FILTER (WHERE a.book <> NEW.book) AS strangers INTO counted
  FROM ledger.posting p JOIN ledger.account a ON a.id = p.account_id WHERE p.entry_id = NEW.id;
  IF counted.n <> NEW.n THEN
    RAISE EXCEPTION 'the entry has % postings, not %', counted.n, NEW.n
      USING ERRCODE = 'TL004', CONSTRAINT = 'entry_is_sealed_with_its_exact_count';
  END IF;
  IF counted.total <> 0 THEN
    RAISE EXCEPTION 'the postings sum to % satang', counted.total
      USING ERRCODE = 'TL004', CONSTRAINT = 'entry_sums_to_zero', DETAIL = counted.total::text;
  END IF;
  IF counted.strangers > 0 THEN
    RAISE EXCEPTION 'the entry reaches into another book' USING ERRCODE = 'TL004', CONSTRAINT = 'entry_stays_in_its_book';
  END IF;
  IF EXISTS (SELECT 1 FROM ledger.period c WHERE c.book = NEW.book AND c.ends_on >= NEW.date) THEN
    RAISE EXCEPTION 'the period of % is closed', NEW.date USING ERRCODE = 'TL002', CONSTRAINT = 'period_is_open';
  END IF;
  IF NEW.reverses IS NOT NULL AND NOT ledger.is_mirror(NEW.id, NEW.reverses) THEN
    RAISE EXCEPTION 'a reversal is the exact mirror of an entry that is no reversal'
      USING ERRCODE = 'TL005', CONSTRAINT = 'reversal_is_an_exact_mirror';
  END IF;
  IF EXISTS (
    SELECT 1 FROM ledger.hold_resolution r JOIN ledger.hold h ON h.id = r.hold_id
    LEFT JOIN ledger.posting p ON p.entry_id = NEW.id AND p.account_id = h.account_id
    WHERE r.id = NEW.id AND r.entry_id = NEW.id AND coalesce(p.amount, 0) > -r.amount
  ) THEN
    RAISE EXCEPTION 'the entry pays less from the account than it consumes of its hold'
      USING ERRCODE = 'TL006', CONSTRAINT = 'hold_is_consumed_by_what_pays';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION ledger.is_mirror(new_entry uuid, old_entry uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SET search_path = ledger, pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT e.reverses IS NULL AND NOT EXISTS (
    (SELECT p.account_id, p.amount FROM ledger.posting p WHERE p.entry_id = new_entry
     EXCEPT SELECT q.account_id, -q.amount FROM ledger.posting q WHERE q.entry_id = old_entry)
    UNION ALL
    (SELECT q.account_id, -q.amount FROM ledger.posting q WHERE q.entry_id = old_entry
     EXCEPT SELECT p.account_id, p.amount FROM ledger.posting p WHERE p.entry_id = new_entry))
  FROM ledger.entry e WHERE e.id = old_entry);
END $$;

CREATE FUNCTION ledger.chain_posting() RETURNS trigger LANGUAGE plpgsql SET search_path = ledger, pg_catalog, pg_temp AS $$
DECLARE
  before bigint := 0;
BEGIN
  IF NEW.aseq > 1 THEN
    SELECT p.balance_after INTO before FROM ledger.posting p WHERE p.account_id = NEW.account_id AND p.aseq = NEW.aseq - 1;
  END IF;
  IF before IS NULL OR NEW.balance_after <> before + NEW.amount THEN
    RAISE EXCEPTION 'the running balance of account % breaks at %', NEW.account_id, NEW.aseq
      USING ERRCODE = 'TL004', CONSTRAINT = 'running_balance_is_chained';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION ledger.chain_resolution() RETURNS trigger LANGUAGE plpgsql SET search_path = ledger, pg_catalog, pg_temp AS $$
DECLARE
  before bigint;
BEGIN
  IF NEW.n = 1 THEN
    SELECT h.amount INTO before FROM ledger.hold h WHERE h.id = NEW.hold_id;
  ELSE
    SELECT r.remaining INTO before FROM ledger.hold_resolution r WHERE r.hold_id = NEW.hold_id AND r.n = NEW.n - 1;
  END IF;
  IF before IS NULL OR NEW.remaining <> before - NEW.amount THEN
    RAISE EXCEPTION 'the resolutions of hold % break at %', NEW.hold_id, NEW.n
      USING ERRCODE = 'TL006', CONSTRAINT = 'hold_remainder_is_chained';
  END IF;
  RETURN NEW;
END $$;

-- At commit: no money moves and none is set aside without an event that says exactly the same.
CREATE FUNCTION ledger.require_event() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_catalog, pg_temp AS $$
DECLARE
  said jsonb;
  done jsonb;
  written_in text;
  belongs_in text;
BEGIN
  SELECT convert_from(l.body, 'UTF8')::jsonb->'facts'->TG_ARGV[0], l.tree INTO said, written_in
  FROM log.log l WHERE l.entry_id = NEW.id;
  IF TG_ARGV[0] = 'entry' THEN
    done := ledger.entry_facts(NEW.id);
    SELECT a.tree INTO belongs_in FROM ledger.posting p JOIN ledger.account a ON a.id = p.account_id
    WHERE p.entry_id = NEW.id LIMIT 1;
  ELSIF TG_ARGV[0] = 'hold' THEN
    done := ledger.hold_facts(NEW.id);
    SELECT a.tree INTO belongs_in FROM ledger.account a WHERE a.id = NEW.account_id;
  ELSE
    done := ledger.release_facts(NEW.id);
    SELECT a.tree INTO belongs_in FROM ledger.hold h JOIN ledger.account a ON a.id = h.account_id WHERE h.id = NEW.hold_id;
  END IF;
  IF said IS DISTINCT FROM done OR written_in IS DISTINCT FROM belongs_in THEN
    RAISE EXCEPTION 'no event in tree % accounts for % %', belongs_in, TG_ARGV[0], NEW.id
      USING ERRCODE = 'TL020', CONSTRAINT = 'money_moves_with_its_event';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION ledger.refuse_overdraft(account bigint, needed bigint) RETURNS void
LANGUAGE plpgsql SET search_path = ledger, pg_catalog, pg_temp AS $$
DECLARE
  available bigint;
BEGIN
  SELECT b.balance - b.held - b.floor INTO available FROM ledger.balance b WHERE b.account_id = account AND b.floor IS NOT NULL;
  IF available < needed THEN
    RAISE EXCEPTION 'account % has % satang available, not %', account, available, needed
      USING ERRCODE = 'TL001', CONSTRAINT = 'available_is_not_below_the_floor', DETAIL = available::text;
  END IF;
END $$;

CREATE FUNCTION ledger.refuse_mismatch(found_hash bytea, new_hash bytea, reference text) RETURNS void
LANGUAGE plpgsql SET search_path = ledger, pg_catalog, pg_temp AS $$
BEGIN
  IF found_hash <> new_hash THEN
    RAISE EXCEPTION 'reference % was used for something else', reference
      USING ERRCODE = 'TL003', CONSTRAINT = 'reference_means_one_thing';
  END IF;
END $$;

-- Opening an account again with the same content answers the first one.
CREATE FUNCTION ledger.ledger_open_account(
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

-- Consume `amount` of a hold for `entry`, or release it when `entry` is null. The caller has locked the balance.
CREATE FUNCTION ledger.resolve(
  new_id uuid, of_hold ledger.hold, new_amount bigint, for_entry uuid, on_date date, new_basis text, new_reference text,
  new_hash bytea
) RETURNS void LANGUAGE plpgsql SET search_path = ledger, pg_catalog, pg_temp AS $$
DECLARE
  last_n smallint;
  left_over bigint;
BEGIN
  SELECT r.n, r.remaining INTO last_n, left_over FROM ledger.hold_resolution r WHERE r.hold_id = of_hold.id
  ORDER BY r.n DESC LIMIT 1;
  left_over := coalesce(left_over, of_hold.amount);
  IF left_over < new_amount THEN
    RAISE EXCEPTION 'the hold has % satang left, not %', left_over, new_amount
      USING ERRCODE = 'TL006', CONSTRAINT = 'hold_is_not_overdrawn', DETAIL = left_over::text;
  END IF;
  INSERT INTO ledger.hold_resolution (id, hold_id, n, amount, remaining, entry_id, date, basis, reference, request_hash)
  VALUES (new_id, of_hold.id, coalesce(last_n, 0) + 1, new_amount, left_over - new_amount, for_entry, on_date, new_basis,
          new_reference, new_hash);
  UPDATE ledger.balance b SET held = b.held - new_amount WHERE b.account_id = of_hold.account_id;
END $$;

-- Post one entry, consuming part of a hold when one is named. A reference used before with the same content answers the
-- first entry again. Accounts are locked by id, so that two entries over the same accounts queue up. The book's periods are
-- locked for reading: entries do not wait for each other, and closing waits for those that are under way.
CREATE FUNCTION ledger.ledger_post(
  new_id uuid, new_book text, on_date date, new_kind text, new_basis text, new_reference text, new_reverses uuid,
  accounts bigint[], amounts bigint[], from_hold uuid, consumed bigint
) RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_catalog, pg_temp AS $$
DECLARE
  new_n smallint := cardinality(accounts);
  new_hash bytea := sha256(convert_to(jsonb_build_array(
    new_book, on_date, new_kind, new_basis, new_reverses, accounts, amounts, from_hold, consumed)::text, 'UTF8'));
  earlier ledger.entry;
  held_for ledger.hold;
  locked int;
  item record;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(hashtext('ledger.period'), hashtext(new_book));
  PERFORM 1 FROM ledger.balance b WHERE b.account_id = ANY (accounts) ORDER BY b.account_id FOR UPDATE;
  GET DIAGNOSTICS locked = ROW_COUNT;
  IF locked <> new_n OR new_n <> cardinality(amounts) THEN
    RAISE EXCEPTION 'each posting names another account that is open'
      USING ERRCODE = 'TL007', CONSTRAINT = 'each_posting_names_another_open_account';
  END IF;
  SELECT * INTO earlier FROM ledger.entry e WHERE e.reference = new_reference;
  IF earlier.id IS NOT NULL THEN
    PERFORM ledger.refuse_mismatch(earlier.request_hash, new_hash, new_reference);
    RETURN jsonb_build_object('replayed', true, 'facts', ledger.entry_facts(earlier.id));
  END IF;
  IF from_hold IS NOT NULL THEN
    SELECT * INTO STRICT held_for FROM ledger.hold h WHERE h.id = from_hold;
    PERFORM 1 FROM ledger.balance b WHERE b.account_id = held_for.account_id FOR UPDATE;
    PERFORM ledger.resolve(new_id, held_for, consumed, new_id, on_date, new_basis, new_reference, new_hash);
  END IF;
  FOR item IN SELECT given.account, given.amount FROM unnest(accounts, amounts) given(account, amount) WHERE given.amount < 0
  LOOP
    PERFORM ledger.refuse_overdraft(item.account, -item.amount);
  END LOOP;
  WITH given AS (
    SELECT g.account, g.amount, (g.place - 1)::smallint AS idx
    FROM unnest(accounts, amounts) WITH ORDINALITY AS g(account, amount, place)
  ), moved AS (
    UPDATE ledger.balance b SET aseq = b.aseq + 1, balance = b.balance + given.amount
    FROM given WHERE b.account_id = given.account
    RETURNING b.account_id, b.aseq, b.balance, given.amount, given.idx
  )
  INSERT INTO ledger.posting (entry_id, n, idx, account_id, amount, aseq, balance_after)
  SELECT new_id, new_n, moved.idx, moved.account_id, moved.amount, moved.aseq, moved.balance FROM moved;
  INSERT INTO ledger.day_net AS d (account_id, date, net)
  SELECT g.account, on_date, g.amount FROM unnest(accounts, amounts) AS g(account, amount) ORDER BY g.account
  ON CONFLICT (account_id, date) DO UPDATE SET net = d.net + excluded.net;
  INSERT INTO ledger.entry (id, n, book, date, kind, basis, reference, request_hash, reverses)
  VALUES (new_id, new_n, new_book, on_date, new_kind, new_basis, new_reference, new_hash, new_reverses);
  RETURN jsonb_build_object('replayed', false, 'facts', ledger.entry_facts(new_id));
END $$;

-- Set money of one account aside; refused when less is available after the holds that are there.
CREATE FUNCTION ledger.ledger_hold(
  new_id uuid, on_account bigint, new_amount bigint, on_date date, new_basis text, new_reference text
) RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_catalog, pg_temp AS $$
DECLARE
  new_hash bytea := sha256(convert_to(jsonb_build_array(on_account, new_amount, new_basis)::text, 'UTF8'));
  earlier ledger.hold;
BEGIN
  PERFORM 1 FROM ledger.balance b WHERE b.account_id = on_account FOR UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'there is no account %', on_account
      USING ERRCODE = 'TL007', CONSTRAINT = 'each_posting_names_another_open_account';
  END IF;
  SELECT * INTO earlier FROM ledger.hold h WHERE h.reference = new_reference;
  IF earlier.id IS NOT NULL THEN
    PERFORM ledger.refuse_mismatch(earlier.request_hash, new_hash, new_reference);
    RETURN jsonb_build_object('replayed', true, 'facts', ledger.hold_facts(earlier.id));
  END IF;
  PERFORM ledger.refuse_overdraft(on_account, new_amount);
  INSERT INTO ledger.hold (id, account_id, amount, date, basis, reference, request_hash)
  VALUES (new_id, on_account, new_amount, on_date, new_basis, new_reference, new_hash);
  UPDATE ledger.balance b SET held = b.held + new_amount WHERE b.account_id = on_account;
  RETURN jsonb_build_object('replayed', false, 'facts', ledger.hold_facts(new_id));
END $$;

-- Release part of a hold. Consuming it is `ledger_post`'s.
CREATE FUNCTION ledger.ledger_resolve_hold(
  new_id uuid, of_hold uuid, new_amount bigint, on_date date, new_basis text, new_reference text
) RETURNS jsonb LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_catalog, pg_temp AS $$
DECLARE
  new_hash bytea := sha256(convert_to(jsonb_build_array(of_hold, new_amount, new_basis)::text, 'UTF8'));
  held_for ledger.hold;
  earlier ledger.hold_resolution;
BEGIN
  SELECT * INTO STRICT held_for FROM ledger.hold h WHERE h.id = of_hold;
  PERFORM 1 FROM ledger.balance b WHERE b.account_id = held_for.account_id FOR UPDATE;
  SELECT * INTO earlier FROM ledger.hold_resolution r WHERE r.reference = new_reference;
  IF earlier.id IS NOT NULL THEN
    PERFORM ledger.refuse_mismatch(earlier.request_hash, new_hash, new_reference);
    RETURN jsonb_build_object('replayed', true, 'facts', ledger.release_facts(earlier.id));
  END IF;
  PERFORM ledger.resolve(new_id, held_for, new_amount, NULL, on_date, new_basis, new_reference, new_hash);
  RETURN jsonb_build_object('replayed', false, 'facts', ledger.release_facts(new_id));
END $$;

-- Close a book up to and including a day; entries dated then or earlier are refused from now on. Answers the period's number.
-- Under the whole lock, so that no entry which has looked at the periods already is still to come.
CREATE FUNCTION ledger.ledger_close_period(of_book text, up_to date) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_catalog, pg_temp AS $$
DECLARE
  last ledger.period;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('ledger.period'), hashtext(of_book));
  SELECT * INTO last FROM ledger.period c WHERE c.book = of_book ORDER BY c.n DESC LIMIT 1;
  IF last.ends_on >= up_to THEN
    RAISE EXCEPTION 'the book is closed up to %', last.ends_on USING ERRCODE = 'TL002', CONSTRAINT = 'period_is_open';
  END IF;
  INSERT INTO ledger.period (book, n, ends_on) VALUES (of_book, coalesce(last.n, 0) + 1, up_to);
  RETURN coalesce(last.n, 0) + 1;
END $$;

CREATE TRIGGER entry_is_sealed BEFORE INSERT ON ledger.entry FOR EACH ROW EXECUTE FUNCTION ledger.seal_entry();
CREATE TRIGGER posting_is_chained BEFORE INSERT ON ledger.posting FOR EACH ROW EXECUTE FUNCTION ledger.chain_posting();
CREATE TRIGGER resolution_is_chained BEFORE INSERT ON ledger.hold_resolution
  FOR EACH ROW EXECUTE FUNCTION ledger.chain_resolution();
CREATE CONSTRAINT TRIGGER entry_has_its_event AFTER INSERT ON ledger.entry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger.require_event('entry');
CREATE CONSTRAINT TRIGGER hold_has_its_event AFTER INSERT ON ledger.hold
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger.require_event('hold');
CREATE CONSTRAINT TRIGGER release_has_its_event AFTER INSERT ON ledger.hold_resolution
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.entry_id IS NULL) EXECUTE FUNCTION ledger.require_event('release');
ALTER TABLE ledger.entry ENABLE ALWAYS TRIGGER entry_is_sealed;
ALTER TABLE ledger.posting ENABLE ALWAYS TRIGGER posting_is_chained;
ALTER TABLE ledger.hold_resolution ENABLE ALWAYS TRIGGER resolution_is_chained;
ALTER TABLE ledger.entry ENABLE ALWAYS TRIGGER entry_has_its_event;
ALTER TABLE ledger.hold ENABLE ALWAYS TRIGGER hold_has_its_event;
ALTER TABLE ledger.hold_resolution ENABLE ALWAYS TRIGGER release_has_its_event;

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
