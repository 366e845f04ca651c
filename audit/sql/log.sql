-- What the log does and refuses. Installed as a whole by setup_database, whenever it is not what stands in the database.
-- The application holds SELECT and EXECUTE here and nothing else; audit/guards.py grants and checks it.
--
-- A function that somebody may call runs as the owner and under a search path of its own. The others are called by those alone and
-- under their path: setting it anew in each would take a fifth of a posting. They name every table with its schema.

CREATE FUNCTION log.refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION '%.% is append-only: % refused', TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'TL000', CONSTRAINT = 'rows_are_append_only';
END $$;

-- A head only ever grows. Asked only where it does not: see the trigger's own condition.
CREATE FUNCTION log.guard_head() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION 'the head of tree % only grows', OLD.tree USING ERRCODE = 'TL000', CONSTRAINT = 'head_only_grows';
END $$;

-- Arguments: the initial state, then every allowed move as 'from>to'. One trigger per machine, made by audit/guards.py.
CREATE FUNCTION log.guard_state() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state = TG_ARGV[0] THEN RETURN NEW; END IF;
    RAISE EXCEPTION '% is born %, not %', TG_TABLE_NAME, TG_ARGV[0], NEW.state
      USING ERRCODE = 'TL010', CONSTRAINT = 'state_starts_at_the_beginning';
  END IF;
  IF NEW.state = OLD.state OR OLD.state || '>' || NEW.state = ANY (TG_ARGV) THEN RETURN NEW; END IF;
  RAISE EXCEPTION '% % does not move from % to %', TG_TABLE_NAME, NEW.id, OLD.state, NEW.state
    USING ERRCODE = 'TL010', CONSTRAINT = 'state_moves_as_listed';
END $$;

-- Hash one more leaf into the right edge of the tree (RFC 6962, section 2.1): as many merges as `size` ends in ones.
CREATE FUNCTION log.grow(frontier bytea[], size bigint, leaf bytea) RETURNS bytea[]
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  hash bytea := leaf;
  rest bigint := size;
  last int := coalesce(array_length(frontier, 1), 0);
BEGIN
  WHILE rest & 1 = 1 LOOP
    hash := sha256('\x01'::bytea || frontier[last] || hash);
    last := last - 1;
    rest := rest >> 1;
  END LOOP;
  RETURN frontier[1:last] || hash;
END $$;

-- The same for many leaves, 32 bytes each in one row: of each height the hashes that have their pair are merged at once.
CREATE FUNCTION log.grow_by(frontier bytea[], size bigint, leaves bytea) RETURNS bytea[]
LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  hashes bytea := leaves;
  rest bigint := size;
  last int := coalesce(array_length(frontier, 1), 0);
  edge bytea[] := '{}';
BEGIN
  WHILE length(hashes) > 0 LOOP
    IF rest & 1 = 1 THEN
      hashes := frontier[last] || hashes;
      last := last - 1;
    END IF;
    rest := rest >> 1;
    IF length(hashes) % 64 <> 0 THEN
      edge := substring(hashes FROM length(hashes) - 31) || edge;
    END IF;
    SELECT coalesce(string_agg(sha256('\x01'::bytea || substring(hashes FROM 64 * at + 1 FOR 64)), ''), '') INTO hashes
    FROM generate_series(0, length(hashes) / 64 - 1) at;
  END LOOP;
  RETURN frontier[1:last] || edge;
END $$;

-- Text as it is kept: in normal form. A word of as many bytes as letters is of ASCII, and one that is normal already is only looked at:
-- to compose it anew takes much longer.
CREATE FUNCTION log.nfc(word text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN octet_length(word) = length(word) OR word IS NFC NORMALIZED THEN word ELSE normalize(word, NFC) END $$;

-- Canonical text: to_json spells a string exactly as audit/canonical.py does. In SQL without a search path of their own, and STABLE
-- as to_json and to_char are, so that the planner writes these out where they are called.
CREATE FUNCTION log.spell(word text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(to_json(log.nfc(word))::text, 'null') $$;

CREATE FUNCTION log.instant(moment timestamptz) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') $$;

CREATE FUNCTION log.day(day date) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$ SELECT to_char(day, 'YYYY-MM-DD') $$;

-- Names and texts in turns, as members of an object; the caller gives them in the order of their names.
CREATE FUNCTION log.members(pairs text[]) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  said text := '';
BEGIN
  FOR at IN 1 .. coalesce(cardinality(pairs), 0) BY 2 LOOP
    said := said || CASE WHEN at > 1 THEN ',' ELSE '' END || log.spell(pairs[at]) || ':' || log.spell(pairs[at + 1]);
  END LOOP;
  RETURN said;
END $$;

-- Further facts behind those that the ledger tells; their names come later in the order of letters.
CREATE FUNCTION log.more(pairs text[]) RETURNS text LANGUAGE sql STABLE AS
$$ SELECT CASE WHEN pairs IS NULL THEN '' ELSE ',' || log.members(pairs) END $$;

-- 128 random bits, so that a hash that is published confirms no guess at what was hashed. One UUID has but 122.
CREATE FUNCTION log.nonce() RETURNS text LANGUAGE sql VOLATILE AS
$$ SELECT encode(substring(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) FOR 16), 'hex') $$;

-- The same for many bodies of one action: drawn from 256 random bits, which nobody keeps, so that one tells nothing of another.
CREATE FUNCTION log.nonce_of(seed bytea, at bigint) RETURNS text LANGUAGE sql STABLE AS
$$ SELECT encode(substring(sha256(seed || int8send(at)) FOR 16), 'hex') $$;

-- What all events of one action say in the same words: what stands before the id of their row, before their facts, before their
-- random bits, and behind them.
CREATE FUNCTION log.around(told log.telling) RETURNS text[] LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN ARRAY[
    '{"actor":{"person":' || coalesce(told.person::text, 'null') || ',"role":' || log.spell(told.role)
      || ',"seat":' || coalesce(told.seat::text, 'null') || '},"entry":',
    ',"event":' || log.spell(told.event) || ',"facts":',
    ',"facts_version":' || told.version || ',"nonce":"',
    '","occurred_at":"' || log.instant(told.happened) || '","personal":{'
      || CASE WHEN cardinality(told.digests) > 0 THEN log.members(told.digests) ELSE '' END || '},"subject":' || log.spell(told.subject) || ',"tree":' || log.spell(told.tree) || ',"v":3}'];
END $$;

-- The body of an event that the database itself makes, byte for byte as audit/canonical.py would write it. `facts` is canonical.
CREATE FUNCTION log.body(told log.telling, of_row uuid, facts text) RETURNS bytea
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  around text[] := log.around(told);
BEGIN
  RETURN convert_to(around[1] || coalesce('"' || of_row || '"', 'null') || around[2] || facts || around[3] || log.nonce()
                    || around[4], 'UTF8');
END $$;

-- The head of a tree, locked: whoever moves money of a province takes it first, and is alone in that tree from then on. It is
-- locked before its size is read, and again once it is there: of two that begin a tree, one inserts it and the other waits.
CREATE FUNCTION log.head_of(wanted text) RETURNS log.head
LANGUAGE plpgsql AS $$
DECLARE
  here log.head;
BEGIN
  SELECT h.* INTO here FROM log.head h
  WHERE h.tree = wanted AND NOT EXISTS (SELECT 1 FROM log.stop s WHERE s.tree = wanted) FOR UPDATE;
  IF here.tree IS NULL THEN
    IF EXISTS (SELECT 1 FROM log.stop s WHERE s.tree = wanted) THEN
      RAISE EXCEPTION 'nothing is written while the log is not what was seen of it'
        USING ERRCODE = 'TL013', CONSTRAINT = 'log_is_not_stopped';
    END IF;
    INSERT INTO log.head (tree, size, frontier) VALUES (wanted, 0, '{}') ON CONFLICT DO NOTHING;
    SELECT * INTO STRICT here FROM log.head h WHERE h.tree = wanted FOR UPDATE;
  END IF;
  RETURN here;
END $$;

-- One more leaf on a head that is locked already; answers its place. Whatever the transaction has touched and not told is told here;
-- rows that the event has no room for follow at once in events of the log's own.
-- Who calls this plans by index alone: log.touched is empty whenever somebody counts it, and a plan made then reads its dead rows.
CREATE FUNCTION log.put(
  here log.head, new_body bytea, new_event text, new_subject text, happened timestamptz, of_row uuid
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  touches boolean := EXISTS (SELECT 1 FROM log.touched t WHERE t.xid = pg_current_xact_id());
  new_leaf bytea; grown bytea[];
BEGIN
  IF touches THEN
    new_body := log.with_rows(here, new_body);
  END IF;
  new_leaf := sha256('\x00'::bytea || new_body);
  grown := log.grow(here.frontier, here.size, new_leaf);
  INSERT INTO log.log (tree, seq, body, leaf, event, subject, occurred_at, entry_id)
  VALUES (here.tree, here.size, new_body, new_leaf, new_event, new_subject, happened, of_row);
  UPDATE log.head h SET size = here.size + 1, frontier = grown WHERE h.tree = here.tree;
  IF touches AND EXISTS (SELECT 1 FROM log.touched t WHERE t.xid = pg_current_xact_id()) THEN
    PERFORM log.tell_rest(ROW(here.tree, here.size + 1, grown)::log.head, here.size, new_body, new_subject, happened);
  END IF;
  RETURN here.size;
END $$;

-- Many leaves at once, all of one action; rows that it touched besides are told behind them.
CREATE FUNCTION log.put_many(here log.head, bodies bytea[], told log.telling, of_rows uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  grown log.head;
  leaves bytea;
BEGIN
  WITH put AS (
    INSERT INTO log.log AS l (tree, seq, body, leaf, event, subject, occurred_at, entry_id)
    SELECT here.tree, here.size + given.at - 1, given.body, sha256('\x00'::bytea || given.body), told.event, told.subject, told.happened,
           given.of_row
    FROM unnest(bodies, of_rows) WITH ORDINALITY given(body, of_row, at) RETURNING l.seq, l.leaf
  )
  SELECT string_agg(put.leaf, '' ORDER BY put.seq) INTO leaves FROM put;
  grown := ROW(here.tree, here.size + cardinality(bodies), log.grow_by(here.frontier, here.size, leaves));
  UPDATE log.head h SET size = grown.size, frontier = grown.frontier WHERE h.tree = here.tree;
  IF EXISTS (SELECT 1 FROM log.touched t WHERE t.xid = pg_current_xact_id()) THEN
    PERFORM log.tell_rest(grown, here.size, bodies[1], told.subject, told.happened);
  END IF;
END $$;

CREATE FUNCTION log.put_leaf(
  here log.head, new_body bytea, new_event text, new_subject text, happened timestamptz, of_row uuid
) RETURNS log.head LANGUAGE plpgsql AS $$
DECLARE
  new_leaf bytea := sha256('\x00'::bytea || new_body);
  grown log.head := ROW(here.tree, here.size + 1, log.grow(here.frontier, here.size, new_leaf));
BEGIN
  INSERT INTO log.log (tree, seq, body, leaf, event, subject, occurred_at, entry_id)
  VALUES (here.tree, here.size, new_body, new_leaf, new_event, new_subject, happened, of_row);
  UPDATE log.head h SET size = grown.size, frontier = grown.frontier WHERE h.tree = here.tree;
  RETURN grown;
END $$;

-- What is touched and was not told yet, in events that name the one they belong to. Each has room for some hundreds of rows.
CREATE FUNCTION log.tell_rest(here log.head, of_seq bigint, of_body bytea, of_subject text, happened timestamptz) RETURNS void
LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  told json := convert_from(of_body, 'UTF8');
  rest bytea := convert_to('{"actor":' || (told->'actor')::text || ',"entry":null,"event":"evidence.told","facts":{"of":' || of_seq
    || '},"facts_version":1,"nonce":"' || log.nonce() || '","occurred_at":' || (told->'occurred_at')::text || ',"personal":{},"subject":' || (told->'subject')::text
    || ',"tree":' || (told->'tree')::text || ',"v":3}', 'UTF8');
BEGIN
  WHILE EXISTS (SELECT 1 FROM log.touched t WHERE t.xid = pg_current_xact_id()) LOOP
    here := log.put_leaf(here, log.with_rows(here, rest), 'evidence.told', of_subject, happened, NULL);
  END LOOP;
END $$;

-- The body with as many of the touched rows as it has room for; they are told from here on. `writes` sorts behind `v`, so that the
-- body stays canonical. A body of an older version takes none.
CREATE FUNCTION log.with_rows(here log.head, new_body bytea) RETURNS bytea LANGUAGE plpgsql AS $$
DECLARE
  tail CONSTANT bytea := ',"v":3}';
  open CONSTANT bytea := ',"v":3,"writes":[';
  bare bytea := substring(new_body FOR length(new_body) - length(tail));
  told text;
BEGIN
  IF substring(new_body FROM length(bare) + 1) <> tail THEN
    RAISE EXCEPTION 'the body is not of the version that may be given rows' USING ERRCODE = 'TL011', CONSTRAINT = 'body_has_room_for_rows';
  END IF;
  told := log.take(here.tree, here.size, 65535 - length(bare) - length(open) - 2);
  RETURN CASE WHEN told IS NULL THEN new_body ELSE bare || open || convert_to(told || ']}', 'UTF8') END;
END $$;

-- A row as an event tells it: at most 160 bytes, and six for each of its key.
CREATE FUNCTION log.told_row(name text, pk text, n integer, cv smallint, digest bytea) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT '["' || name || '",' || log.spell(pk) || ',' || n || ',' || cv || ',"' || encode(digest, 'hex') || '"]'
$$;

-- Tell touched rows in the order of table and key, as long as they fit into `room` bytes: out of log.touched and into the projection.
-- Nearly always there is room for all, however long their keys were spelled; then none has to be measured.
CREATE FUNCTION log.take(to_tree text, to_seq bigint, room integer) RETURNS text LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  told text;
BEGIN
  IF (SELECT sum(160 + 6 * octet_length(t.pk)) FROM log.touched t WHERE t.xid = pg_current_xact_id()) <= room THEN
    WITH gone AS (
      DELETE FROM log.touched t WHERE t.xid = pg_current_xact_id() RETURNING t.tbl, t.pk, t.cv, t.digest, t.said
    ), put AS (
      INSERT INTO log.evidence AS e (tbl, pk, n, cv, tree, seq, digest, said)
      SELECT gone.tbl, gone.pk, 1, gone.cv, to_tree, to_seq, gone.digest, gone.said FROM gone
      ON CONFLICT (tbl, pk) DO UPDATE SET cv = excluded.cv, n = e.n + 1, tree = excluded.tree, seq = excluded.seq,
        digest = excluded.digest, said = excluded.said
      RETURNING e.tbl, e.pk, e.n, e.cv, e.digest
    )
    SELECT string_agg(log.told_row(k.name, put.pk, put.n, put.cv, put.digest), ',' ORDER BY put.tbl, put.pk) INTO told
    FROM put JOIN log.evidence_table k ON k.tbl = put.tbl;
    RETURN told;
  END IF;
  WITH mine AS (
    SELECT t.tbl, t.pk, coalesce(e.n, 0) + 1 AS n, t.cv, t.digest, t.said, k.name
    FROM (
      SELECT o.* FROM log.touched o WHERE o.xid = pg_current_xact_id() ORDER BY o.tbl, o.pk LIMIT room / 80 + 1  -- none is shorter
    ) t JOIN log.evidence_table k ON k.tbl = t.tbl LEFT JOIN log.evidence e ON e.tbl = t.tbl AND e.pk = t.pk
  ), spelled AS (
    SELECT *, log.told_row(name, pk, n, cv, digest) AS row FROM mine
  ), summed AS (
    SELECT *, sum(octet_length(spelled.row) + 1) OVER (ORDER BY tbl, pk) - 1 AS used FROM spelled
  ), fit AS MATERIALIZED (
    SELECT * FROM summed WHERE used <= room
  ), gone AS (
    DELETE FROM log.touched t USING fit WHERE t.xid = pg_current_xact_id() AND t.tbl = fit.tbl AND t.pk = fit.pk
  ), put AS (
    INSERT INTO log.evidence AS e (tbl, pk, n, cv, tree, seq, digest, said)
    SELECT fit.tbl, fit.pk, fit.n, fit.cv, to_tree, to_seq, fit.digest, fit.said FROM fit
    ON CONFLICT (tbl, pk) DO UPDATE SET cv = excluded.cv, n = excluded.n, tree = excluded.tree, seq = excluded.seq,
      digest = excluded.digest, said = excluded.said
  )
  SELECT string_agg(fit.row, ',' ORDER BY fit.tbl, fit.pk) INTO told FROM fit;
  RETURN told;
END $$;

-- At the end of the transaction, or when somebody makes it so earlier, nothing that was touched is left untold.
CREATE FUNCTION log.require_told() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM log.touched t WHERE t.xid = NEW.xid AND t.tbl = NEW.tbl AND t.pk = NEW.pk) THEN
    RAISE EXCEPTION 'no event tells of row % of %', NEW.pk, (SELECT k.name FROM log.evidence_table k WHERE k.tbl = NEW.tbl)
      USING ERRCODE = 'TL021', CONSTRAINT = 'evidence_changes_with_its_event';
  END IF;
  RETURN NULL;
END $$;

-- Two of them, for one has 122 random bits.
CREATE FUNCTION log.new_salt() RETURNS bytea LANGUAGE sql VOLATILE AS $$ SELECT uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) $$;

CREATE FUNCTION log.is_erased(of_tbl smallint, of_pk text) RETURNS boolean LANGUAGE sql STABLE AS
$$ SELECT EXISTS (SELECT 1 FROM log.veil v WHERE v.tbl = of_tbl AND v.pk = of_pk AND v.salt IS NULL) $$;

-- For the guards of other rooms, which let be what log.erase has emptied.
CREATE FUNCTION log.is_erased(of_table text, of_pk text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT log.is_erased(k.tbl, of_pk) FROM log.evidence_table k WHERE k.name = of_table
$$;

-- Forget the personal columns of one row, or the bytes of a blob: the only way there is. The salt goes with them, the digest stays, and
-- an event has to tell that it was done.
CREATE FUNCTION log.erase(of_table text, of_pk text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  known log.evidence_table; told log.evidence;
BEGIN
  SELECT * INTO known FROM log.evidence_table k WHERE k.name = of_table;
  SELECT * INTO told FROM log.evidence e WHERE e.tbl = known.tbl AND e.pk = of_pk FOR UPDATE;
  IF known.erasing IS NULL OR told.pk IS NULL THEN
    RAISE EXCEPTION 'nothing personal is told of row % of %', of_pk, of_table USING ERRCODE = 'TL022', CONSTRAINT = 'personal_columns_are_erased';
  END IF;
  INSERT INTO log.veil AS v (tbl, pk, salt, digest) VALUES (known.tbl, of_pk, NULL, told.digest)
  ON CONFLICT (tbl, pk) DO UPDATE SET salt = NULL;
  EXECUTE format('UPDATE public.%I SET %s WHERE %I = %L', known.name, known.erasing, known.key, of_pk);
  INSERT INTO log.touched (xid, tbl, pk, cv, digest, said)
  VALUES (pg_current_xact_id(), told.tbl, told.pk, told.cv, told.digest, told.said) ON CONFLICT DO NOTHING;
END $$;

-- Only the signer may execute this. A checkpoint cannot claim more than the trees hold.
CREATE FUNCTION log.add_checkpoint(new_body bytea, new_signature bytea, new_key bytea) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = log, pg_catalog, pg_temp AS $$
DECLARE
  new_id bigint;
BEGIN
  IF EXISTS (
    SELECT 1 FROM jsonb_array_elements(convert_from(new_body, 'UTF8')::jsonb->'heads') claim
    LEFT JOIN log.head h ON h.tree = claim->>'tree'
    WHERE h.tree IS NULL OR (claim->>'size')::bigint > h.size
  ) THEN
    RAISE EXCEPTION 'a checkpoint names a head that is not there'
      USING ERRCODE = 'TL012', CONSTRAINT = 'checkpoint_is_of_what_is_there';
  END IF;
  -- Whether it names every tree is counted here: what the body says of itself is the signer's word alone.
  INSERT INTO log.checkpoint (body, signature, key, is_whole)
  SELECT new_body, new_signature, new_key, count(DISTINCT claim->>'tree') = (SELECT count(*) FROM log.head)
  FROM jsonb_array_elements(convert_from(new_body, 'UTF8')::jsonb->'heads') claim
  RETURNING id INTO new_id;
  -- Where a whole one says again what was signed before, the first that said it stays.
  INSERT INTO log.signed_head (tree, size, checkpoint_id)
  SELECT DISTINCT claim->>'tree', (claim->>'size')::bigint, new_id
  FROM jsonb_array_elements(convert_from(new_body, 'UTF8')::jsonb->'heads') claim
  ON CONFLICT DO NOTHING;
  RETURN new_id;
END $$;

CREATE CONSTRAINT TRIGGER touched_is_told AFTER INSERT ON log.touched
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION log.require_told();
CREATE TRIGGER log_is_append_only BEFORE UPDATE OR DELETE ON log.log
  FOR EACH ROW EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER log_is_not_emptied BEFORE TRUNCATE ON log.log
  FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER checkpoint_is_append_only BEFORE UPDATE OR DELETE ON log.checkpoint
  FOR EACH ROW EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER checkpoint_is_not_emptied BEFORE TRUNCATE ON log.checkpoint
  FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER signed_head_is_append_only BEFORE UPDATE OR DELETE ON log.signed_head
  FOR EACH ROW EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER signed_head_is_not_emptied BEFORE TRUNCATE ON log.signed_head
  FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER head_only_grows BEFORE UPDATE ON log.head FOR EACH ROW
  WHEN (NEW.tree <> OLD.tree OR NEW.size <= OLD.size) EXECUTE FUNCTION log.guard_head();
CREATE TRIGGER head_is_not_deleted BEFORE DELETE ON log.head FOR EACH ROW EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER head_is_not_emptied BEFORE TRUNCATE ON log.head
  FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER evidence_is_not_deleted BEFORE DELETE ON log.evidence FOR EACH ROW EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER evidence_is_not_emptied BEFORE TRUNCATE ON log.evidence FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER veil_is_not_deleted BEFORE DELETE ON log.veil FOR EACH ROW EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER veil_is_not_emptied BEFORE TRUNCATE ON log.veil FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER touched_is_not_emptied BEFORE TRUNCATE ON log.touched FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
ALTER TABLE log.touched ENABLE ALWAYS TRIGGER touched_is_told;
ALTER TABLE log.touched ENABLE ALWAYS TRIGGER touched_is_not_emptied;
ALTER TABLE log.evidence ENABLE ALWAYS TRIGGER evidence_is_not_deleted;
ALTER TABLE log.evidence ENABLE ALWAYS TRIGGER evidence_is_not_emptied;
ALTER TABLE log.veil ENABLE ALWAYS TRIGGER veil_is_not_deleted;
ALTER TABLE log.veil ENABLE ALWAYS TRIGGER veil_is_not_emptied;
ALTER TABLE log.log ENABLE ALWAYS TRIGGER log_is_append_only;
ALTER TABLE log.log ENABLE ALWAYS TRIGGER log_is_not_emptied;
ALTER TABLE log.checkpoint ENABLE ALWAYS TRIGGER checkpoint_is_append_only;
ALTER TABLE log.checkpoint ENABLE ALWAYS TRIGGER checkpoint_is_not_emptied;
ALTER TABLE log.signed_head ENABLE ALWAYS TRIGGER signed_head_is_append_only;
ALTER TABLE log.signed_head ENABLE ALWAYS TRIGGER signed_head_is_not_emptied;
ALTER TABLE log.head ENABLE ALWAYS TRIGGER head_only_grows;
ALTER TABLE log.head ENABLE ALWAYS TRIGGER head_is_not_deleted;
ALTER TABLE log.head ENABLE ALWAYS TRIGGER head_is_not_emptied;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA log FROM PUBLIC;
