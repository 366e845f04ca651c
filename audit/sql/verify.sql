-- What `verify_tables` asks. Each function answers what is wrong, and what is erased, of one tree or of all; none changes anything.
-- They read salts, which the application may not: it learns from them only whether a row still is what was told.

CREATE FUNCTION log.verify_rows(of_table text, of_tree text) RETURNS SETOF log.finding
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  known text;
BEGIN
  SELECT k.name INTO STRICT known FROM log.evidence_table k WHERE k.name = of_table;
  RETURN QUERY EXECUTE format('SELECT * FROM log.%I($1)', 'verify_' || known) USING of_tree;
END $$;

-- Every leaf is the hash of its body, every column what the body says, and no place of a tree is empty.
CREATE FUNCTION log.verify_log(of_tree text) RETURNS SETOF log.finding
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET jit = off AS $$
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

-- The projection against the bodies. What is told of a row is counted over all trees: a number that is missing is an event that is gone.
CREATE FUNCTION log.verify_projection(of_tree text) RETURNS SETOF log.finding
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET work_mem = '256MB' SET jit = off AS $$
BEGIN
  RETURN QUERY
  WITH told AS MATERIALIZED (
    SELECT l.tree, l.seq, w.row->>0 AS name, w.row->>1 AS pk, (w.row->>2)::integer AS n, w.row->>4 AS digest
    FROM log.log l CROSS JOIN LATERAL jsonb_array_elements(convert_from(l.body, 'UTF8')::jsonb->'writes') w(row)
    WHERE position(',"v":3,"writes":[['::bytea IN l.body) > 0
  ), counted AS (
    SELECT t.name, t.pk, count(*) AS told, max(t.n) AS n FROM told t GROUP BY 1, 2
  ), last AS (
    SELECT c.name, c.pk, c.told, c.n, t.tree, t.seq, t.digest FROM counted c JOIN told t ON t.name = c.name AND t.pk = c.pk AND t.n = c.n
  ), kept AS (
    SELECT k.name, e.* FROM log.evidence e LEFT JOIN log.evidence_table k ON k.tbl = e.tbl
  )
  SELECT CASE WHEN e.pk IS NULL THEN 'PROJECTION_LACKS' WHEN l.pk IS NULL THEN 'PROJECTION_INVENTS'
              WHEN l.n <> l.told THEN 'EVENT_MISSING' ELSE 'PROJECTION_DIFFERS' END,
         coalesce(l.tree, e.tree), coalesce(l.seq, e.seq), coalesce(l.name, e.name), coalesce(l.pk, e.pk), ''::text, 0::bigint,
         'told ' || coalesce(l.told, 0) || ' times, up to ' || coalesce(l.n, 0) || '; projected ' || coalesce(e.n, 0)
  FROM last l FULL JOIN kept e ON e.name = l.name AND e.pk = l.pk
  WHERE (of_tree IS NULL OR coalesce(l.tree, e.tree) = of_tree) AND (
    l.pk IS NULL OR e.pk IS NULL OR l.n <> l.told OR e.n <> l.n OR encode(e.digest, 'hex') <> l.digest OR e.seq <> l.seq OR e.tree <> l.tree
    OR e.digest <> sha256(convert_to(e.said, 'UTF8')));
  RETURN QUERY
  SELECT 'UNKNOWN', e.tree, e.seq, 'log.veil', v.tbl || '/' || v.pk, ''::text, 0::bigint, 'a veil of nothing that was told'
  FROM log.veil v LEFT JOIN log.evidence e ON e.tbl = v.tbl AND e.pk = v.pk WHERE e.pk IS NULL;
END $$;

-- HMAC-SHA256 (RFC 2104) under a key of 32 bytes.
CREATE FUNCTION log.hmac(key bytea, said bytea) RETURNS bytea LANGUAGE plpgsql IMMUTABLE AS $$
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
