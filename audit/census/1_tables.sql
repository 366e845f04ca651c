-- Relations, their owners, and how they keep rows; columns; what fills a column by itself.
WITH mine AS (
  SELECT c.*, n.nspname || '.' || c.relname AS name
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname !~ '^(pg_|information_schema$)' AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'c', 'S')
    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.classid = 'pg_class'::regclass AND d.deptype = 'e')
), owner AS (SELECT nspowner AS oid FROM pg_namespace WHERE nspname = 'log')
SELECT concat_ws(' ',
  CASE relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'table' WHEN 'v' THEN 'view' WHEN 'm' THEN 'matview' WHEN 'f' THEN 'foreign'
               WHEN 'c' THEN 'type' ELSE 'sequence' END,
  name,
  CASE WHEN relkind = 'p' THEN 'partitioned' END,
  CASE WHEN relowner <> (SELECT oid FROM owner) THEN 'owner ' || pg_get_userbyid(relowner) END,
  CASE relpersistence WHEN 'u' THEN 'unlogged' WHEN 't' THEN 'temporary' END,
  CASE WHEN relrowsecurity THEN 'row-security' END, CASE WHEN relforcerowsecurity THEN 'forced' END,
  CASE WHEN relispartition THEN 'partition' END,
  array_to_string(reloptions, ','),
  CASE WHEN relkind IN ('v', 'm') THEN encode(sha256(convert_to(regexp_replace(pg_get_viewdef(oid), '\s+', ' ', 'g'), 'UTF8')), 'hex') END,
  CASE WHEN relkind = 'S' THEN (
    SELECT concat_ws(' ', format_type(s.seqtypid, NULL), 'by', s.seqincrement, 'from', s.seqmin, 'to', s.seqmax,
                     CASE WHEN s.seqcycle THEN 'cycle' END, CASE WHEN s.seqcache <> 1 THEN 'cache ' || s.seqcache END)
    FROM pg_sequence s WHERE s.seqrelid = mine.oid) END,
  -- A column that may not be null has a mark of its own: PostgreSQL 18 keeps that as a constraint, 15 does not.
  '(' || (SELECT string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN '!' ELSE '' END,
                            ', ' ORDER BY a.attnum)
          FROM pg_attribute a WHERE a.attrelid = mine.oid AND a.attnum > 0 AND NOT a.attisdropped AND relkind <> 'S') || ')')
FROM mine
UNION ALL
SELECT concat_ws(' ', 'column', m.name || '.' || a.attname,
  CASE a.attidentity WHEN 'a' THEN 'identity always' WHEN 'd' THEN 'identity' END,
  CASE a.attgenerated WHEN '' THEN CASE WHEN d.oid IS NOT NULL THEN 'default' END ELSE 'generated' END,
  pg_get_expr(d.adbin, d.adrelid),
  CASE WHEN a.attcollation <> t.typcollation THEN 'collate ' || (SELECT l.collname FROM pg_collation l WHERE l.oid = a.attcollation) END)
FROM mine m JOIN pg_attribute a ON a.attrelid = m.oid AND a.attnum > 0 AND NOT a.attisdropped JOIN pg_type t ON t.oid = a.atttypid
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE m.relkind IN ('r', 'p', 'f') AND (d.oid IS NOT NULL OR a.attidentity <> '' OR a.attcollation <> t.typcollation)
UNION ALL
SELECT 'inherits ' || i.inhrelid::regclass || ' ' || i.inhparent::regclass FROM pg_inherits i JOIN mine m ON m.oid = i.inhrelid
