-- What the application may say in the log: the events of the registry, each of exactly its own shape, spelled in the one way that
-- audit/canonical.py spells it. Tables are filled by audit/telling.py.
--
-- There is one spelling: a body is read, checked, spelled anew, and must be what was given, to the byte. So no key stands twice or
-- in another place, no number has a point, nothing is there that the shape does not name, and no line break is in the bytes.

CREATE FUNCTION log.refuse_telling(rule text, sentence text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', sentence USING ERRCODE = 'TL011', CONSTRAINT = rule;
END $$;

-- A value of one plain kind as it is spelled; null for what is of another, or lies beyond what a reader holds: a whole number in
-- 64 bits, a day or moment of the years 1900 to 2700. Of a text, jsonb has read the escapes and spells the fewest. A query writes
-- this function out where it stands; what is no day at all raises a data exception, which `told_as_registered` answers.
CREATE FUNCTION log.plain(held jsonb, kind text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT CASE jsonb_typeof(held)
    WHEN 'string' THEN CASE
      WHEN kind IN ('str', 'str?') THEN held::text
      WHEN kind IN ('date', 'date?') THEN CASE
        WHEN log.day((held #>> '{}')::date) = held #>> '{}' AND (held #>> '{}')::date BETWEEN '1900-01-01' AND '2700-12-31'
        THEN held::text END
      WHEN kind IN ('datetime', 'datetime?') THEN CASE
        WHEN log.instant((held #>> '{}')::timestamptz) = held #>> '{}'
          AND (held #>> '{}')::timestamptz BETWEEN '1900-01-01 00:00Z' AND '2700-12-31 00:00Z' THEN held::text END
      WHEN kind IN ('UUID', 'UUID?') THEN CASE WHEN (held #>> '{}')::uuid::text = held #>> '{}' THEN held::text END
      WHEN kind = 'digest' THEN CASE WHEN held #>> '{}' ~ '^[0-9a-f]{64}$' THEN held::text END
    END
    WHEN 'number' THEN CASE WHEN kind IN ('int', 'int?') AND scale(held::numeric) = 0
      AND held::numeric BETWEEN -9223372036854775808 AND 9223372036854775807 THEN held::text END
    WHEN 'boolean' THEN CASE WHEN kind IN ('bool', 'bool?') THEN held::text END
    WHEN 'null' THEN CASE WHEN right(kind, 1) = '?' THEN 'null' END
  END
$$;

-- A value as it is spelled, if it is what the shape says; null if it is not. A shape is the name of a plain kind, {"list": shape},
-- {"one_of": [words]}, or the members of an object in the order of their names: [[name, shape], …], and [name, shape, true] for one
-- that may be missing. How deep a value goes is how deep its shape does.
CREATE FUNCTION log.spelled(held jsonb, shape jsonb) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  said text; is_whole boolean;
BEGIN
  IF jsonb_typeof(shape) = 'string' THEN
    RETURN log.plain(held, shape #>> '{}');
  ELSIF shape ? 'one_of' THEN
    RETURN CASE WHEN jsonb_typeof(held) = 'string' AND shape->'one_of' @> held THEN held::text END;
  ELSIF jsonb_typeof(shape) = 'object' THEN
    IF jsonb_typeof(held) IS DISTINCT FROM 'array' THEN RETURN NULL; END IF;
    SELECT '[' || coalesce(string_agg(log.spelled(one.held, shape->'list'), ',' ORDER BY one.at), '') || ']',
           count(log.spelled(one.held, shape->'list')) = count(*)
    INTO said, is_whole FROM jsonb_array_elements(held) WITH ORDINALITY one(held, at);
  ELSE
    IF jsonb_typeof(held) IS DISTINCT FROM 'object' THEN RETURN NULL; END IF;
    SELECT '{' || coalesce(string_agg((one.of->0)::text || ':' || one.said, ',' ORDER BY one.at), '') || '}',
           bool_and(one.said IS NOT NULL OR (one.of->2 IS NOT NULL AND NOT held ? (one.of->>0)))
    INTO said, is_whole
    FROM (
      SELECT m.of, m.at, CASE jsonb_typeof(m.of->1) WHEN 'string' THEN log.plain(held->(m.of->>0), m.of->>1)
                         ELSE log.spelled(held->(m.of->>0), m.of->1) END AS said
      FROM jsonb_array_elements(shape) WITH ORDINALITY m(of, at)
    ) one;
  END IF;
  RETURN CASE WHEN coalesce(is_whole, true) THEN said END;
END $$;

-- The digests of personal texts: of those alone that the event names.
CREATE FUNCTION log.spelled_texts(held jsonb, texts text[]) RETURNS text LANGUAGE plpgsql STABLE AS $$
BEGIN
  IF held = '{}' THEN RETURN '{}'; END IF;
  RETURN (
    SELECT '{' || string_agg(to_json(one.key)::text || ':' || log.plain(one.value, 'digest'), ',' ORDER BY one.key COLLATE "C") || '}'
    FROM jsonb_each(held) one WHERE one.key = ANY (texts)
  );
END $$;

-- A body as its event would have it spelled; null where it is no such body, and for what only the database tells.
CREATE FUNCTION log.spelled_body(said jsonb) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  known log.event_schema;
  actor jsonb := said->'actor';
BEGIN
  SELECT * INTO known FROM log.event_schema s WHERE s.event = said->>'event' AND s.is_current;
  IF known.by_database THEN RETURN NULL; END IF;
  RETURN '{"actor":{"person":' || log.plain(actor->'person', 'int?') || ',"role":' || log.plain(actor->'role', 'str')
    || ',"seat":' || log.plain(actor->'seat', 'int?') || '},"entry":null,"event":' || to_json(known.event)::text
    || ',"facts":' || log.spelled(said->'facts', known.shape) || ',"facts_version":' || known.version
    || ',"nonce":"' || (regexp_match(said->>'nonce', '^[0-9a-f]{32}$'))[1] || '","occurred_at":'
    || log.plain(said->'occurred_at', 'datetime') || ',"personal":' || log.spelled_texts(said->'personal', known.texts)
    || ',"subject":' || log.plain(said->'subject', 'str') || ',"tree":' || log.plain(said->'tree', 'str') || ',"v":3}';
END $$;

-- What a body says, when that is what its event may say and it says it in the one spelling. Text is in normal form: letters are
-- compared as they are printed, with what an escape stands for taken out, since no mark joins onto that.
CREATE FUNCTION log.told_as_registered(body bytea) RETURNS jsonb LANGUAGE plpgsql STABLE AS $$
DECLARE
  written text; said jsonb; spelled text;
BEGIN
  IF length(body) > 65535 THEN
    PERFORM log.refuse_telling('body_is_at_most_65535_bytes', 'a body has ' || length(body) || ' bytes');
  END IF;
  BEGIN
    written := convert_from(body, 'UTF8');
    said := written::jsonb;
    spelled := log.spelled_body(said);
  -- No letters, no JSON, no day, too deep: whatever it is, it is no event.
  EXCEPTION WHEN data_exception OR statement_too_complex OR program_limit_exceeded OR untranslatable_character THEN
    PERFORM log.refuse_telling('body_is_as_its_event_says', 'a body cannot be read: ' || SQLERRM);
  END;
  IF spelled IS DISTINCT FROM written
     OR NOT (written IS NFC NORMALIZED OR regexp_replace(written, '\\(u[0-9a-f]{4}|.)', ' ', 'g') IS NFC NORMALIZED) THEN
    PERFORM log.refuse_telling('body_is_as_its_event_says', 'no event ' || coalesce(said->>'event', '?') || ' is told so');
  END IF;
  RETURN said;
END $$;

-- Whose tree and subject there are: a province or "system"; a row of a known word, or the word alone where there is but one.
CREATE FUNCTION log.require_known(tree text, subject text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF tree <> 'system' AND NOT EXISTS (SELECT 1 FROM public.places_province p WHERE p.code = tree) THEN
    PERFORM log.refuse_telling('tree_is_a_province_or_system', 'no tree ' || tree);
  END IF;
  IF subject !~ '^[a-z_]+(:[1-9][0-9]{0,17})?$'
     OR NOT EXISTS (SELECT 1 FROM log.subject_word w WHERE w.word = CASE WHEN subject ~ ':' THEN split_part(subject, ':', 1) || ':'
                                                                    ELSE subject END) THEN
    PERFORM log.refuse_telling('subject_is_of_a_known_word', 'nothing is called ' || subject);
  END IF;
END $$;

-- One person in one seat acts in a transaction; "system" may be told of beside them. Asked of the seats once (people/sql): that it is
-- this person's, of this role, and in its term on the day. A demo and the tests live through many actions in one transaction, each
-- in a savepoint of its own: in their databases (`log.terms`, which the owner writes) a savepoint counts as a transaction does here.
-- A subtransaction has no name that could be asked for; the row that it wrote has.
CREATE FUNCTION log.bind(who_person bigint, who_seat bigint, who_role text, happened timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  terms log.terms; bound record; now_written xid;
BEGIN
  SELECT * INTO STRICT terms FROM log.terms;
  IF happened > clock_timestamp() + terms.ahead THEN
    PERFORM log.refuse_telling('nothing_happens_before_its_time', 'this would happen at ' || happened);
  END IF;
  IF who_person IS NULL THEN
    IF who_seat IS NOT NULL OR who_role IS DISTINCT FROM 'system' THEN
      PERFORM log.refuse_telling('who_acts_holds_the_seat', 'nobody sits in a seat');
    END IF;
    RETURN;
  END IF;
  SELECT a.xmin AS written, a.xid, ROW(a.person, a.seat, a.role) AS who INTO bound FROM log.acting a WHERE a.pid = pg_backend_pid();
  IF bound.xid IS DISTINCT FROM pg_current_xact_id() OR terms.is_story THEN
    INSERT INTO log.acting AS a (pid, xid, person, seat, role)
    VALUES (pg_backend_pid(), pg_current_xact_id(), who_person, who_seat, who_role)
    ON CONFLICT (pid) DO UPDATE SET xid = excluded.xid, person = excluded.person, seat = excluded.seat, role = excluded.role
    RETURNING a.xmin INTO now_written;
    IF bound.xid IS DISTINCT FROM pg_current_xact_id() OR bound.written <> now_written THEN
      PERFORM log.require_seat(who_person, who_seat, who_role, happened);
      RETURN;
    END IF;
  END IF;
  IF bound.who IS DISTINCT FROM ROW(who_person, who_seat, who_role) THEN
    PERFORM log.refuse_telling('one_person_acts_in_a_transaction', 'another person or seat acts in this transaction already');
  END IF;
END $$;

-- Whoever moves money says who they are as whoever tells: and of personal texts no more than digests, in the order of their names.
CREATE FUNCTION log.vouch(who log.telling, new_event text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF cardinality(who.digests) > 0 THEN
    PERFORM log.require_digests(who.digests, (SELECT s.texts FROM log.event_schema s WHERE s.event = new_event AND s.is_current));
  END IF;
  PERFORM log.bind(who.person, who.seat, who.role, who.happened);
END $$;

CREATE FUNCTION log.require_digests(pairs text[], texts text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  FOR at IN 1 .. cardinality(pairs) BY 2 LOOP
    IF (pairs[at] = ANY (texts) AND pairs[at + 1] ~ '^[0-9a-f]{64}$' AND (at = 1 OR pairs[at] COLLATE "C" > pairs[at - 2])) IS NOT TRUE THEN
      PERFORM log.refuse_telling('texts_are_told_by_digest', 'these are no digests of texts that the event names');
    END IF;
  END LOOP;
END $$;

-- Say what happened: bodies, each for its tree. Trees are taken in one fixed order: two transactions that touch the same trees cannot
-- wait for each other. What is projected beside a body is read out of it, and so cannot disagree with what is hashed.
CREATE FUNCTION log.tell(trees text[], bodies bytea[]) RETURNS SETOF bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = log, pg_catalog, pg_temp AS $$
DECLARE
  item record; said jsonb; happened timestamptz;
BEGIN
  FOR item IN
    SELECT given.tree, given.body FROM unnest(trees, bodies) WITH ORDINALITY AS given(tree, body, place)
    ORDER BY given.tree COLLATE "C", given.place
  LOOP
    said := log.told_as_registered(item.body);
    happened := (said->>'occurred_at')::timestamptz;
    IF said->>'tree' IS DISTINCT FROM item.tree THEN
      PERFORM log.refuse_telling('body_names_its_tree', 'the body names another tree');
    END IF;
    PERFORM log.require_known(item.tree, said->>'subject');
    PERFORM log.bind((said #>> '{actor,person}')::bigint, (said #>> '{actor,seat}')::bigint, said #>> '{actor,role}', happened);
    RETURN NEXT log.put(log.head_of(item.tree), item.body, said->>'event', said->>'subject', happened, NULL);
  END LOOP;
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA log FROM PUBLIC;
