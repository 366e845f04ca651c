-- What the log does and refuses. Installed as a whole by setup_database, whenever it is not what stands in the database.
-- The application holds SELECT and EXECUTE here and nothing else; audit/guards.py grants and checks it.

CREATE FUNCTION log.refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION '%.% is append-only: % refused', TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'TL000', CONSTRAINT = 'rows_are_append_only';
END $$;

-- A head only ever grows by one leaf.
CREATE FUNCTION log.guard_head() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.tree <> OLD.tree OR NEW.size <> OLD.size + 1 THEN
    RAISE EXCEPTION 'the head of tree % grows by one leaf at a time', OLD.tree
      USING ERRCODE = 'TL000', CONSTRAINT = 'head_grows_by_one';
  END IF;
  RETURN NEW;
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
LANGUAGE plpgsql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
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

-- Append one body. The columns are read out of the body, so that they cannot disagree with what is hashed. The head is locked
-- before its size is read, and again once it is there: of two that begin a tree, one inserts it and the other waits for that.
CREATE FUNCTION log.append_one(to_tree text, new_body bytea) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = log, pg_catalog, pg_temp AS $$
DECLARE
  said jsonb := convert_from(new_body, 'UTF8')::jsonb;
  new_leaf bytea := sha256('\x00'::bytea || new_body);
  head log.head;
BEGIN
  IF said->>'tree' IS DISTINCT FROM to_tree THEN
    RAISE EXCEPTION 'the body names another tree' USING ERRCODE = 'TL011', CONSTRAINT = 'body_names_its_tree';
  END IF;
  SELECT * INTO head FROM log.head h WHERE h.tree = to_tree FOR UPDATE;
  IF head.tree IS NULL THEN
    INSERT INTO log.head (tree, size, frontier) VALUES (to_tree, 0, '{}') ON CONFLICT DO NOTHING;
    SELECT * INTO STRICT head FROM log.head h WHERE h.tree = to_tree FOR UPDATE;
  END IF;
  INSERT INTO log.log (tree, seq, body, leaf, event, subject, occurred_at, entry_id)
  VALUES (to_tree, head.size, new_body, new_leaf, said->>'event', said->>'subject',
          (said->>'occurred_at')::timestamptz, (said->>'entry')::uuid);
  UPDATE log.head h SET size = head.size + 1, frontier = log.grow(head.frontier, head.size, new_leaf)
  WHERE h.tree = to_tree;
  RETURN head.size;
END $$;

-- Append many bodies, trees in one fixed order: two transactions that touch the same trees cannot wait for each other.
CREATE FUNCTION log.append(trees text[], bodies bytea[]) RETURNS SETOF bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = log, pg_catalog, pg_temp AS $$
DECLARE
  item record;
BEGIN
  FOR item IN
    SELECT given.tree, given.body FROM unnest(trees, bodies) WITH ORDINALITY AS given(tree, body, place)
    ORDER BY given.tree COLLATE "C", given.place
  LOOP
    RETURN NEXT log.append_one(item.tree, item.body);
  END LOOP;
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
CREATE TRIGGER head_grows_by_one BEFORE UPDATE ON log.head FOR EACH ROW EXECUTE FUNCTION log.guard_head();
CREATE TRIGGER head_is_not_deleted BEFORE DELETE ON log.head FOR EACH ROW EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER head_is_not_emptied BEFORE TRUNCATE ON log.head
  FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
ALTER TABLE log.log ENABLE ALWAYS TRIGGER log_is_append_only;
ALTER TABLE log.log ENABLE ALWAYS TRIGGER log_is_not_emptied;
ALTER TABLE log.checkpoint ENABLE ALWAYS TRIGGER checkpoint_is_append_only;
ALTER TABLE log.checkpoint ENABLE ALWAYS TRIGGER checkpoint_is_not_emptied;
ALTER TABLE log.signed_head ENABLE ALWAYS TRIGGER signed_head_is_append_only;
ALTER TABLE log.signed_head ENABLE ALWAYS TRIGGER signed_head_is_not_emptied;
ALTER TABLE log.head ENABLE ALWAYS TRIGGER head_grows_by_one;
ALTER TABLE log.head ENABLE ALWAYS TRIGGER head_is_not_deleted;
ALTER TABLE log.head ENABLE ALWAYS TRIGGER head_is_not_emptied;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA log FROM PUBLIC;
