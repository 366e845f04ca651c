-- The log in the open: notes, what witnesses say of them, and what stops writing when the log is not what was seen of it.
-- The signer alone may execute these, but for `reopen`, which is the application's.

-- Leaves of a tree one behind the other, 32 bytes each: from these a head is proved and not believed. No body leaves here.
CREATE FUNCTION log.leaves(of_tree text, from_seq bigint, up_to bigint) RETURNS bytea
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = log, pg_catalog, pg_temp AS $$
  SELECT coalesce(string_agg(l.leaf, ''::bytea ORDER BY l.seq), ''::bytea)
  FROM log.log l WHERE l.tree = of_tree AND l.seq >= from_seq AND l.seq < up_to
$$;

-- A note says of a tree what a checkpoint says of it: origin, size, root, and below the blank line who signs it.
CREATE FUNCTION log.add_note(
  of_tree text, at_size bigint, new_root bytea, new_origin text, new_body bytea, new_key bytea
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = log, pg_catalog, pg_temp AS $$
DECLARE
  told text := new_origin || E'\n' || at_size || E'\n' || encode(new_root, 'base64') || E'\n\n— ' || new_origin || ' ';
BEGIN
  IF NOT starts_with(convert_from(new_body, 'UTF8'), told) OR NOT EXISTS (
    SELECT 1 FROM log.signed_head s JOIN log.checkpoint c ON c.id = s.checkpoint_id,
      jsonb_array_elements(convert_from(c.body, 'UTF8')::jsonb->'heads') claim
    WHERE s.tree = of_tree AND s.size = at_size AND claim->>'tree' = of_tree AND (claim->>'size')::bigint = at_size
      AND claim->>'root' = encode(new_root, 'hex')
  ) THEN
    RAISE EXCEPTION 'a note says what no checkpoint says' USING ERRCODE = 'TL012', CONSTRAINT = 'note_is_of_what_is_signed';
  END IF;
  INSERT INTO log.note (tree, size, root, origin, body, key)
  VALUES (of_tree, at_size, new_root, new_origin, new_body, new_key) ON CONFLICT DO NOTHING;
END $$;

CREATE FUNCTION log.add_cosignature(of_tree text, at_size bigint, by_witness text, new_line text, seen timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = log, pg_catalog, pg_temp AS $$
  INSERT INTO log.cosignature (tree, size, witness, line, seen_at) VALUES (of_tree, at_size, by_witness, new_line, seen)
  ON CONFLICT DO NOTHING
$$;

CREATE FUNCTION log.add_stamp(of_tree text, at_size bigint, by_authority text, new_token bytea, stamped timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = log, pg_catalog, pg_temp AS $$
  INSERT INTO log.stamp (tree, size, authority, token, stamped_at) VALUES (of_tree, at_size, by_authority, new_token, stamped)
  ON CONFLICT DO NOTHING
$$;

-- Say, once, that a tree is not what was seen of it. What `now_stops` ends all writing to it until two persons open it again.
CREATE FUNCTION log.raise_alarm(
  of_tree text, of_kind text, by_source text, here_size bigint, there_size bigint, there_root bytea, from_seq bigint,
  now_stops boolean
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = log, pg_catalog, pg_temp AS $$
DECLARE
  new_id bigint;
BEGIN
  INSERT INTO log.alarm (tree, kind, source, size, seen_size, seen_root, first_bad, stops)
  VALUES (of_tree, of_kind, by_source, here_size, there_size, there_root, from_seq, now_stops)
  ON CONFLICT DO NOTHING RETURNING id INTO new_id;
  IF new_id IS NOT NULL AND now_stops THEN
    INSERT INTO log.stop (alarm_id, tree) VALUES (new_id, of_tree);
  END IF;
  RETURN new_id;
END $$;

-- Somebody agrees to open a tree again; answers whether they are the second person, who does, whatever else was said of it. The event that names both and
-- the range is said in the same transaction.
CREATE FUNCTION log.reopen(of_alarm bigint, by_person bigint, in_seat bigint) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = log, pg_catalog, pg_temp AS $$
DECLARE
  its_tree text;
BEGIN
  PERFORM log.bind(by_person, in_seat, log.role_of(in_seat), clock_timestamp());
  -- Of two at once the second waits here, and counts the first.
  SELECT a.tree INTO STRICT its_tree FROM log.alarm a WHERE a.id = of_alarm FOR UPDATE;
  INSERT INTO log.reopening (alarm_id, person, seat) VALUES (of_alarm, by_person, in_seat) ON CONFLICT DO NOTHING;
  IF (SELECT count(*) FROM log.reopening r WHERE r.alarm_id = of_alarm) < 2 THEN
    RETURN false;
  END IF;
  DELETE FROM log.stop s WHERE s.tree = its_tree;
  RETURN FOUND;
END $$;

CREATE TRIGGER note_is_append_only BEFORE UPDATE OR DELETE ON log.note
  FOR EACH ROW EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER note_is_not_emptied BEFORE TRUNCATE ON log.note
  FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER cosignature_is_append_only BEFORE UPDATE OR DELETE ON log.cosignature
  FOR EACH ROW EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER cosignature_is_not_emptied BEFORE TRUNCATE ON log.cosignature
  FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER stamp_is_append_only BEFORE UPDATE OR DELETE ON log.stamp
  FOR EACH ROW EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER stamp_is_not_emptied BEFORE TRUNCATE ON log.stamp
  FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER alarm_is_append_only BEFORE UPDATE OR DELETE ON log.alarm
  FOR EACH ROW EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER alarm_is_not_emptied BEFORE TRUNCATE ON log.alarm
  FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER reopening_is_append_only BEFORE UPDATE OR DELETE ON log.reopening
  FOR EACH ROW EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER reopening_is_not_emptied BEFORE TRUNCATE ON log.reopening
  FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER stop_is_not_emptied BEFORE TRUNCATE ON log.stop
  FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
ALTER TABLE log.note ENABLE ALWAYS TRIGGER note_is_append_only;
ALTER TABLE log.note ENABLE ALWAYS TRIGGER note_is_not_emptied;
ALTER TABLE log.cosignature ENABLE ALWAYS TRIGGER cosignature_is_append_only;
ALTER TABLE log.cosignature ENABLE ALWAYS TRIGGER cosignature_is_not_emptied;
ALTER TABLE log.stamp ENABLE ALWAYS TRIGGER stamp_is_append_only;
ALTER TABLE log.stamp ENABLE ALWAYS TRIGGER stamp_is_not_emptied;
ALTER TABLE log.alarm ENABLE ALWAYS TRIGGER alarm_is_append_only;
ALTER TABLE log.alarm ENABLE ALWAYS TRIGGER alarm_is_not_emptied;
ALTER TABLE log.reopening ENABLE ALWAYS TRIGGER reopening_is_append_only;
ALTER TABLE log.reopening ENABLE ALWAYS TRIGGER reopening_is_not_emptied;
ALTER TABLE log.stop ENABLE ALWAYS TRIGGER stop_is_not_emptied;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA log FROM PUBLIC;
