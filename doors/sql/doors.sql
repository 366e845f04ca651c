-- What the doors do and refuse. The application holds SELECT and EXECUTE here and nothing else.

CREATE FUNCTION doors.note(
  new_kind text, new_tree text, new_person bigint, new_seat bigint, new_route text, new_network text, happened timestamptz
) RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = doors, pg_catalog, pg_temp AS $$
  INSERT INTO doors.event (kind, tree, person_id, seat_id, route, network, occurred_at)
  VALUES (new_kind, new_tree, new_person, new_seat, new_route, new_network, happened) RETURNING id;
$$;

-- In the order of the keys asked for; a window that is over counts nothing.
CREATE FUNCTION doors.misses(keys text[], at timestamptz) RETURNS SETOF int
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = doors, pg_catalog, pg_temp AS $$
  SELECT coalesce(t.misses, 0) FROM unnest(keys) WITH ORDINALITY AS asked(key, place)
  LEFT JOIN doors.tries t ON t.key = asked.key AND t.ends_at > at ORDER BY asked.place;
$$;

-- One statement a try: of two at once the second waits for the row and counts on.
CREATE FUNCTION doors.miss(keys text[], lives int[], at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = doors, pg_catalog, pg_temp AS $$
  INSERT INTO doors.tries AS t (key, misses, ends_at)
  SELECT key, 1, at + make_interval(secs => life) FROM unnest(keys, lives) AS told(key, life)
  ON CONFLICT (key) DO UPDATE SET
    misses = CASE WHEN t.ends_at > at THEN t.misses + 1 ELSE 1 END,
    ends_at = CASE WHEN t.ends_at > at THEN t.ends_at ELSE excluded.ends_at END;
$$;

CREATE FUNCTION doors.forget_misses(before timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = doors, pg_catalog, pg_temp AS $$
  DELETE FROM doors.tries t WHERE t.ends_at <= before;
$$;

-- Personal data is not kept for ever: what is older than the ninety days that the Computer Crime Act demands may be removed,
-- by the owner alone, who has the right to delete; what is younger by nobody.
CREATE FUNCTION doors.keep_ninety_days() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF OLD.recorded_at < clock_timestamp() - interval '90 days' THEN RETURN OLD; END IF;
  RAISE EXCEPTION 'doors.event is kept for ninety days: DELETE refused'
    USING ERRCODE = 'TL000', CONSTRAINT = 'rows_are_append_only';
END $$;

CREATE TRIGGER event_is_append_only BEFORE UPDATE ON doors.event
  FOR EACH ROW EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER event_is_kept BEFORE DELETE ON doors.event
  FOR EACH ROW EXECUTE FUNCTION doors.keep_ninety_days();
CREATE TRIGGER event_is_not_emptied BEFORE TRUNCATE ON doors.event
  FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
ALTER TABLE doors.event ENABLE ALWAYS TRIGGER event_is_append_only;
ALTER TABLE doors.event ENABLE ALWAYS TRIGGER event_is_kept;
ALTER TABLE doors.event ENABLE ALWAYS TRIGGER event_is_not_emptied;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA doors FROM PUBLIC;
