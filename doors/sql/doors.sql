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

CREATE TRIGGER event_is_append_only BEFORE UPDATE OR DELETE ON doors.event
  FOR EACH ROW EXECUTE FUNCTION log.refuse_change();
CREATE TRIGGER event_is_not_emptied BEFORE TRUNCATE ON doors.event
  FOR EACH STATEMENT EXECUTE FUNCTION log.refuse_change();
ALTER TABLE doors.event ENABLE ALWAYS TRIGGER event_is_append_only;
ALTER TABLE doors.event ENABLE ALWAYS TRIGGER event_is_not_emptied;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA doors FROM PUBLIC;
