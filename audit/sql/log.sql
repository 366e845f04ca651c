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

-- Canonical text: to_json spells a string exactly as audit/canonical.py does. In SQL without a search path of their own, and STABLE
-- as to_json and to_char are, so that the planner writes these two out where they are called.
CREATE FUNCTION log.spell(word text) RETURNS text LANGUAGE sql STABLE AS
$$ SELECT coalesce(to_json(normalize(word, NFC))::text, 'null') $$;

CREATE FUNCTION log.instant(moment timestamptz) RETURNS text LANGUAGE sql STABLE AS
$$ SELECT to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') $$;

CREATE FUNCTION log.day(day date) RETURNS text LANGUAGE sql STABLE AS $$ SELECT to_char(day, 'YYYY-MM-DD') $$;

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

-- The body of an event that the database itself makes, byte for byte as audit/canonical.py would write it. `facts` is canonical.
CREATE FUNCTION log.body(told log.telling, of_row uuid, facts text) RETURNS bytea
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  RETURN convert_to('{"actor":{"person":' || coalesce(told.person::text, 'null') || ',"role":' || log.spell(told.role)
    || ',"seat":' || coalesce(told.seat::text, 'null') || '},"entry":' || coalesce('"' || of_row || '"', 'null')
    || ',"event":' || log.spell(told.event) || ',"facts":' || facts || ',"facts_version":' || told.version
    || ',"nonce":"' || log.nonce() || '","occurred_at":"' || log.instant(told.happened) || '","personal":{' || log.members(told.digests)
    || '},"subject":' || log.spell(told.subject) || ',"tree":' || log.spell(told.tree) || ',"v":3}', 'UTF8');
END $$;

-- The head of a tree, locked: whoever moves money of a province takes it first, and is alone in that tree from then on. It is
-- locked before its size is read, and again once it is there: of two that begin a tree, one inserts it and the other waits.
CREATE FUNCTION log.head_of(wanted text) RETURNS log.head
LANGUAGE plpgsql AS $$
DECLARE
  here log.head;
BEGIN
  IF EXISTS (SELECT 1 FROM log.stop s WHERE s.tree = wanted) THEN
    RAISE EXCEPTION 'nothing is written while the log is not what was seen of it'
      USING ERRCODE = 'TL013', CONSTRAINT = 'log_is_not_stopped';
  END IF;
  SELECT * INTO here FROM log.head h WHERE h.tree = wanted FOR UPDATE;
  IF here.tree IS NULL THEN
    INSERT INTO log.head (tree, size, frontier) VALUES (wanted, 0, '{}') ON CONFLICT DO NOTHING;
    SELECT * INTO STRICT here FROM log.head h WHERE h.tree = wanted FOR UPDATE;
  END IF;
  RETURN here;
END $$;

-- One more leaf on a head that is locked already; answers its place.
CREATE FUNCTION log.put(
  here log.head, new_body bytea, new_event text, new_subject text, happened timestamptz, of_row uuid
) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  new_leaf bytea := sha256('\x00'::bytea || new_body);
BEGIN
  INSERT INTO log.log (tree, seq, body, leaf, event, subject, occurred_at, entry_id)
  VALUES (here.tree, here.size, new_body, new_leaf, new_event, new_subject, happened, of_row);
  UPDATE log.head h SET size = here.size + 1, frontier = log.grow(here.frontier, here.size, new_leaf) WHERE h.tree = here.tree;
  RETURN here.size;
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
