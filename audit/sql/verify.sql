-- What `verify_tables` asks. Each function answers what is wrong, and what is erased, of one tree or of all; none changes anything.
-- They read salts, which the application may not: it learns from them only whether a row still is what was told.
-- Where a million rows are compared, all but some of the findings are nothing: `parallel_tuple_cost` says so to the planner, which
-- counts on as many answers as rows and would share nothing out.

CREATE FUNCTION log.verify_rows(of_table text, of_tree text) RETURNS SETOF log.finding
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  known text;
BEGIN
  SELECT k.name INTO STRICT known FROM log.evidence_table k WHERE k.name = of_table;
  RETURN QUERY EXECUTE format('SELECT * FROM log.%I($1)', 'verify_' || known) USING of_tree;
END $$;

-- The text of a row of those tables that may be shown, whose SHA-256 stands in the event that told it.
CREATE FUNCTION log.text_of(of_table text, of_pk text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  known text; said text;
BEGIN
  SELECT k.name INTO STRICT known FROM log.evidence_table k WHERE k.name = of_table;
  EXECUTE format('SELECT log.%I($1)', 'text_' || known) INTO said USING of_pk;
  RETURN said;
END $$;

-- Every leaf is the hash of its body, every column what the body says, and no place of a tree is empty.
CREATE FUNCTION log.verify_log(of_tree text) RETURNS SETOF log.finding
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET parallel_tuple_cost = 0 SET jit = off AS $$
BEGIN
  RETURN QUERY
  SELECT 'CHANGED', s.tree, s.seq, 'log.log', s.tree || '/' || s.seq, s.changed, 0::bigint, ''::text FROM (
    SELECT l.tree, l.seq, CASE
      WHEN l.leaf <> sha256('\x00'::bytea || l.body) THEN 'body'
      WHEN position(convert_to(',"event":' || log.spell(l.event) || ',"facts":', 'UTF8') IN l.body) = 0 THEN 'event'
      WHEN position(convert_to('"subject":' || log.spell(l.subject) || ',"tree":"' || l.tree || '","v":', 'UTF8') IN l.body) = 0 THEN 'subject'
      WHEN position(convert_to(',"occurred_at":"' || log.instant(l.occurred_at) || '"', 'UTF8') IN l.body) = 0 THEN 'occurred_at'
      WHEN position(convert_to(',"entry":' || coalesce('"' || l.entry_id || '"', 'null') || ',', 'UTF8') IN l.body) = 0 THEN 'entry_id'
    END AS changed
    FROM log.log l WHERE of_tree IS NULL OR l.tree = of_tree
  ) s WHERE s.changed IS NOT NULL;
  RETURN QUERY
  SELECT 'MISSING', coalesce(h.tree, l.tree), coalesce(h.size, 0), 'log.log', coalesce(h.tree, l.tree), ''::text, 0::bigint,
         coalesce(l.size, 0) || ' events, ' || coalesce(l.last, 0) || ' places, head at ' || coalesce(h.size, 0)
  FROM log.head h FULL JOIN (SELECT x.tree, count(*) AS size, max(x.seq) + 1 AS last FROM log.log x GROUP BY 1) l ON l.tree = h.tree
  WHERE (of_tree IS NULL OR coalesce(h.tree, l.tree) = of_tree)
    AND (coalesce(h.size, 0) <> coalesce(l.size, 0) OR coalesce(l.last, 0) <> coalesce(l.size, 0));
END $$;

-- Bodies that are no canonical JSON any more, found one by one: only where reading all of them has failed.
CREATE FUNCTION log.verify_readable(of_tree text) RETURNS SETOF log.finding
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  l log.log; read jsonb;
BEGIN
  FOR l IN SELECT * FROM log.log x WHERE of_tree IS NULL OR x.tree = of_tree LOOP
    BEGIN
      read := convert_from(l.body, 'UTF8')::jsonb;
    EXCEPTION WHEN data_exception THEN
      RETURN NEXT ROW('CHANGED', l.tree, l.seq, 'log.log', l.tree || '/' || l.seq, 'body', 0, 'unreadable')::log.finding;
    END;
  END LOOP;
END $$;

-- What bodies tell of rows, out of their ends alone: to read a body as a whole takes twice as long. Written out where it is called.
CREATE FUNCTION log.told() RETURNS TABLE (tree text, seq bigint, name text, pk text, n integer, digest bytea, is_alone boolean)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT l.tree, l.seq, w.row->>0, w.row->>1, (w.row->>2)::integer, decode(w.row->>4, 'hex'), position('],['::bytea IN substring(l.body FROM l.at)) = 0
  FROM (SELECT x.*, position(',"v":3,"writes":[['::bytea IN x.body) AS at FROM log.log x) l
  CROSS JOIN LATERAL jsonb_array_elements(convert_from(substring(l.body FROM l.at + 16 FOR length(l.body) - l.at - 16), 'UTF8')::jsonb) w(row)
  WHERE l.at > 0
$$;

-- The projection against the bodies. What is told of a row is counted over all trees: a number that is missing is an event that is gone.
-- A row that was told once, by an event that tells no other, and stands here so, is done with as it is met; only the others are counted.
CREATE FUNCTION log.verify_projection(of_tree text) RETURNS SETOF log.finding
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET work_mem = '128MB' SET parallel_tuple_cost = 0
SET jit = off AS $$
BEGIN
  RETURN QUERY
  WITH others AS (
    SELECT coalesce(t.name, e.name) AS name, coalesce(t.pk, e.pk) AS pk, t.n, t.tree, t.seq, e.n AS kept, e.tree AS kept_tree, e.seq AS kept_seq,
           coalesce(e.digest = t.digest AND e.seq = t.seq AND e.tree = t.tree AND e.n = t.n, false) AS is_kept
    FROM log.told() t FULL JOIN (
      SELECT k.name, x.pk, x.n, x.tree, x.seq, x.digest FROM log.evidence x LEFT JOIN log.evidence_table k ON k.tbl = x.tbl
    ) e ON e.name = t.name AND e.pk = t.pk
    WHERE (e.digest = t.digest AND e.seq = t.seq AND e.tree = t.tree AND e.n = t.n AND e.n = 1 AND t.is_alone) IS NOT TRUE
  ), counted AS (
    SELECT o.name, o.pk, count(o.n) AS told, max(o.n) AS n, max(ARRAY[lpad(o.n::text, 10, '0'), o.seq::text, o.tree]) AS last, o.kept, o.kept_tree,
           o.kept_seq, bool_or(o.is_kept) AS is_kept
    FROM others o GROUP BY o.name, o.pk, o.kept, o.kept_tree, o.kept_seq
  )
  SELECT CASE WHEN c.kept IS NULL THEN 'PROJECTION_LACKS' WHEN c.told = 0 THEN 'PROJECTION_INVENTS' WHEN c.n <> c.told THEN 'EVENT_MISSING'
              ELSE 'PROJECTION_DIFFERS' END,
         coalesce(c.last[3], c.kept_tree), coalesce(c.last[2]::bigint, c.kept_seq), c.name, c.pk, ''::text, 0::bigint,
         'told ' || c.told || ' times, up to ' || coalesce(c.n, 0) || '; projected ' || coalesce(c.kept, 0)
  FROM counted c
  WHERE (of_tree IS NULL OR coalesce(c.last[3], c.kept_tree) = of_tree)
    AND (c.kept IS NULL OR c.told = 0 OR c.n <> c.told OR c.kept <> c.n OR NOT c.is_kept);
  RETURN QUERY
  SELECT 'PROJECTION_DIFFERS', e.tree, e.seq, k.name, e.pk, ''::text, 0::bigint, 'what is kept in words is not what was told'
  FROM log.evidence e LEFT JOIN log.evidence_table k ON k.tbl = e.tbl
  WHERE (of_tree IS NULL OR e.tree = of_tree) AND e.digest <> sha256(convert_to(e.said, 'UTF8'));
  RETURN QUERY
  SELECT 'UNKNOWN', e.tree, e.seq, 'log.veil', v.tbl || '/' || v.pk, ''::text, 0::bigint, 'a veil of nothing that was told'
  FROM log.veil v LEFT JOIN log.evidence e ON e.tbl = v.tbl AND e.pk = v.pk WHERE e.pk IS NULL;
END $$;

-- HMAC-SHA256 (RFC 2104) under a key of 32 bytes.
CREATE FUNCTION log.hmac(key bytea, said bytea) RETURNS bytea LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  inner_pad bytea := ''; outer_pad bytea := '';
  part bigint;
BEGIN
  FOR at IN 0 .. 3 LOOP
    part := ('x' || encode(substring(key FROM at * 8 + 1 FOR 8), 'hex'))::bit(64)::bigint;
    inner_pad := inner_pad || int8send(part # 3906369333256140342);
    outer_pad := outer_pad || int8send(part # 6655295901103053916);
  END LOOP;
  inner_pad := inner_pad || decode(repeat('36', 32), 'hex');
  outer_pad := outer_pad || decode(repeat('5c', 32), 'hex');
  RETURN sha256(outer_pad || sha256(inner_pad || said));
END $$;

-- The vault against the digests that events hold: what is not erased is what was told.
CREATE FUNCTION log.verify_vault(of_tree text) RETURNS SETOF log.finding
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET work_mem = '256MB' SET jit = off AS $$
BEGIN
  RETURN QUERY
  WITH told AS (
    SELECT DISTINCT ON (p.digest) l.tree, l.seq, l.subject, p.field, p.digest
    FROM log.log l CROSS JOIN LATERAL jsonb_each_text(convert_from(l.body, 'UTF8')::jsonb->'personal') p(field, digest)
    WHERE position(',"personal":{"'::bytea IN l.body) > 0
  )
  SELECT s.code, s.tree, s.seq, 'audit_vault', s.digest::text, ''::text, 0::bigint, ''::text FROM (
    SELECT t.tree, t.seq, coalesce(t.digest, v.digest) AS digest, CASE
      WHEN v.digest IS NULL THEN 'MISSING'
      WHEN t.digest IS NULL THEN 'UNKNOWN'
      WHEN v.field <> t.field OR v.subject <> t.subject THEN 'CHANGED'
      WHEN v.erased_at IS NOT NULL THEN 'ERASED'
      WHEN length(v.salt) <> 32 OR encode(log.hmac(v.salt, convert_to(v.field || '|' || v.value, 'UTF8')), 'hex') <> v.digest THEN 'CHANGED'
    END AS code
    FROM told t FULL JOIN public.audit_vault v ON v.digest = t.digest
  ) s WHERE s.code IS NOT NULL AND (of_tree IS NULL OR s.tree IS NULL OR s.tree = of_tree);
  -- Whatever is gone, an event said so: of one subject as many values as were erased.
  RETURN QUERY
  SELECT 'MISSING', min(l.tree), max(l.seq), 'audit_vault', v.subject::text, ''::text, 0::bigint,
         v.erased || ' values are erased, ' || coalesce(sum((convert_from(l.body, 'UTF8')::jsonb->'facts'->>'count')::integer), 0) || ' were told'
  FROM (SELECT x.subject, count(*) AS erased FROM public.audit_vault x WHERE x.erased_at IS NOT NULL GROUP BY 1) v
  LEFT JOIN log.log l ON l.subject = v.subject AND l.event = 'personal.erased'
  GROUP BY v.subject, v.erased
  HAVING v.erased <> coalesce(sum((convert_from(l.body, 'UTF8')::jsonb->'facts'->>'count')::integer), 0)
    AND (of_tree IS NULL OR min(l.tree) IS NULL OR min(l.tree) = of_tree);
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA log FROM PUBLIC;
