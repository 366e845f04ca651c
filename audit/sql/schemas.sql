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
-- 64 bits, a day or moment of the years 1900 to 2700. Of a text, jsonb has read the escapes and spells the fewest. What is no day at all
-- raises a data exception, which `told_as_registered` answers. Step by step, for a query would be made ready anew each time.
CREATE FUNCTION log.plain(held jsonb, kind text) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  type text := jsonb_typeof(held);
  word text;
BEGIN
  IF type = 'string' THEN
    IF kind = 'str' OR kind = 'str?' THEN RETURN held::text; END IF;
    word := held #>> '{}';
    IF kind = 'digest' OR kind = 'nonce' THEN
      RETURN CASE WHEN word !~ '[^0-9a-f]' AND length(word) = CASE kind WHEN 'digest' THEN 64 ELSE 32 END THEN held::text END;
    END IF;
    IF kind = 'date' OR kind = 'date?' THEN
      RETURN CASE WHEN log.day(word::date) = word AND word::date BETWEEN '1900-01-01' AND '2700-12-31' THEN held::text END;
    ELSIF kind = 'datetime' OR kind = 'datetime?' THEN
      RETURN CASE WHEN log.instant(word::timestamptz) = word
                    AND word::timestamptz BETWEEN '1900-01-01 00:00Z' AND '2700-12-31 00:00Z' THEN held::text END;
    ELSIF kind = 'UUID' OR kind = 'UUID?' THEN
      RETURN CASE WHEN word::uuid::text = word THEN held::text END;
    END IF;
  ELSIF type = 'number' THEN
    IF kind = 'int' OR kind = 'int?' THEN
      RETURN CASE WHEN scale(held::numeric) = 0 AND held::numeric BETWEEN -9223372036854775808 AND 9223372036854775807 THEN held::text END;
    END IF;
  ELSIF type = 'boolean' THEN
    RETURN CASE WHEN kind = 'bool' OR kind = 'bool?' THEN held::text END;
  ELSIF type = 'null' THEN
    RETURN CASE WHEN right(kind, 1) = '?' THEN 'null' END;
  END IF;
  RETURN NULL;
END $$;

-- A value as it is spelled, if it is what the shape says; null if it is not. A shape is the name of a plain kind, {"list": shape},
-- {"one_of": [words]}, or the members of an object in the order of their names: [[name, shape], …], and [name, shape, true] for one
-- that may be missing. How deep a value goes is how deep its shape does.
CREATE FUNCTION log.spelled(held jsonb, shape jsonb) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  type text := jsonb_typeof(shape);
  member jsonb; name text; one text; said text := '';
BEGIN
  IF type = 'string' THEN
    RETURN log.plain(held, shape #>> '{}');
  ELSIF type = 'object' THEN
    IF shape ? 'one_of' THEN RETURN CASE WHEN jsonb_typeof(held) = 'string' AND shape->'one_of' @> held THEN held::text END; END IF;
    IF jsonb_typeof(held) IS DISTINCT FROM 'array' THEN RETURN NULL; END IF;
    FOR at IN 0 .. jsonb_array_length(held) - 1 LOOP
      said := said || CASE WHEN at > 0 THEN ',' ELSE '' END || log.spelled(held->at, shape->'list');
    END LOOP;
    RETURN '[' || said || ']';
  END IF;
  IF jsonb_typeof(held) IS DISTINCT FROM 'object' THEN RETURN NULL; END IF;
  FOR at IN 0 .. jsonb_array_length(shape) - 1 LOOP
    member := shape->at;
    name := member->>0;
    one := log.spelled(held->name, member->1);
    IF one IS NOT NULL THEN
      said := said || ',' || (member->0)::text || ':' || one;
    ELSIF member->2 IS NULL OR held ? name THEN
      RETURN NULL;
    END IF;
  END LOOP;
  RETURN '{' || substring(said FROM 2) || '}';
END $$;

-- The digests of personal texts: of those alone that the event names, which stand in order.
CREATE FUNCTION log.spelled_texts(held jsonb, texts text[]) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  name text; said text := '';
BEGIN
  IF held = '{}' THEN RETURN '{}'; END IF;
  FOREACH name IN ARRAY texts LOOP
    IF held ? name THEN
      said := said || ',' || to_json(name)::text || ':' || log.plain(held->name, 'digest');
    END IF;
  END LOOP;
  RETURN '{' || substring(said FROM 2) || '}';
END $$;

-- A body as its event would have it spelled; null where it is no such body, and for what only the database tells.
CREATE FUNCTION log.spelled_body(said jsonb) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE
  known log.event_schema;
  actor jsonb := said->'actor';
BEGIN
  SELECT * INTO known FROM log.event_schema s WHERE s.event = said->>'event' AND s.is_current;
  IF known.by_database IS NOT FALSE THEN RETURN NULL; END IF;
  RETURN '{"actor":{"person":' || log.plain(actor->'person', 'int?') || ',"role":' || log.plain(actor->'role', 'str')
    || ',"seat":' || log.plain(actor->'seat', 'int?') || '},"entry":null,"event":' || (said->'event')::text
    || ',"facts":' || log.spelled(said->'facts', known.shape) || ',"facts_version":' || known.version
    || ',"nonce":' || log.plain(said->'nonce', 'nonce') || ',"occurred_at":' || log.plain(said->'occurred_at', 'datetime')
    || ',"personal":' || log.spelled_texts(said->'personal', known.texts) || ',"subject":' || log.plain(said->'subject', 'str')
    || ',"tree":' || log.plain(said->'tree', 'str') || ',"v":3}';
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
DECLARE
  of_rows text := substring(subject FROM '^([a-z_]+:)[1-9][0-9]{0,17}$');
  is_tree boolean; is_word boolean;
BEGIN
  SELECT tree = 'system' OR EXISTS (SELECT 1 FROM public.places_province p WHERE p.code = tree),
         EXISTS (SELECT 1 FROM log.subject_word w WHERE w.word = coalesce(of_rows, subject))
  INTO is_tree, is_word;
  IF NOT is_tree THEN
    PERFORM log.refuse_telling('tree_is_a_province_or_system', 'no tree ' || tree);
  ELSIF NOT is_word OR (of_rows IS NULL AND subject ~ ':') THEN
    PERFORM log.refuse_telling('subject_is_of_a_known_word', 'nothing is called ' || subject);
  END IF;
END $$;

-- One person in one seat acts in a transaction; "system" may be told of beside them. Asked of the seats once (people/sql): that it is
-- this person's, of this role, and in its term on the day. Where time is told, many actions are lived through in one transaction,
-- each in a savepoint of its own: in such databases (`log.terms`, which the owner writes) a savepoint counts as a transaction does here.
-- A subtransaction has no name that could be asked for; the row that it wrote has.
CREATE FUNCTION log.bind(who_person bigint, who_seat bigint, who_role text, happened timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  bound log.acting; written xid; now_written xid;
BEGIN
  IF NOT isfinite(happened) OR happened > clock_timestamp() AND happened > clock_timestamp() + (SELECT t.ahead FROM log.terms t) THEN
    PERFORM log.refuse_telling('nothing_happens_before_its_time', 'this would happen at ' || happened);
  END IF;
  IF who_person IS NULL AND who_seat IS NULL AND who_role = 'system' THEN
    RETURN;
  ELSIF who_person IS NULL OR who_role IS NULL THEN
    PERFORM log.refuse_telling('who_acts_holds_the_seat', 'nobody sits in a seat');
  END IF;
  SELECT a.* INTO bound FROM log.acting a WHERE a.pid = pg_backend_pid();
  IF bound.xid = pg_current_xact_id() THEN
    IF NOT (SELECT t.is_story FROM log.terms t) THEN
      PERFORM log.require_same(bound, who_person, who_seat, who_role);
      RETURN;
    END IF;
    SELECT a.xmin INTO written FROM log.acting a WHERE a.pid = pg_backend_pid();
  END IF;
  INSERT INTO log.acting AS a (pid, xid, person, seat, role)
  VALUES (pg_backend_pid(), pg_current_xact_id(), who_person, who_seat, who_role)
  ON CONFLICT (pid) DO UPDATE SET xid = excluded.xid, person = excluded.person, seat = excluded.seat, role = excluded.role
  RETURNING a.xmin INTO now_written;
  IF written = now_written THEN
    PERFORM log.require_same(bound, who_person, who_seat, who_role);
  ELSE
    PERFORM log.require_seat(who_person, who_seat, who_role, happened);
  END IF;
END $$;

CREATE FUNCTION log.require_same(bound log.acting, who_person bigint, who_seat bigint, who_role text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF (bound.person, bound.seat, bound.role) IS DISTINCT FROM (who_person, who_seat, who_role) THEN
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
LANGUAGE plpgsql SECURITY DEFINER SET search_path = log, pg_catalog, pg_temp
SET enable_seqscan = off SET plan_cache_mode = force_generic_plan AS $$
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
