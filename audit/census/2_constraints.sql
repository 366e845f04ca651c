-- Constraints, indexes that no constraint owns or that are no use as they are, rules, and row security.
WITH mine AS (
  SELECT c.oid, n.nspname || '.' || c.relname AS name
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname !~ '^(pg_|information_schema$)'
)
SELECT concat_ws(' ', 'constraint', m.name, k.conname, pg_get_constraintdef(k.oid), CASE WHEN NOT k.convalidated THEN 'not validated' END)
FROM pg_constraint k JOIN mine m ON m.oid = k.conrelid WHERE k.contype IN ('c', 'f', 'p', 'u', 'x')
UNION ALL
SELECT concat_ws(' ', 'index', m.name, regexp_replace(pg_get_indexdef(i.indexrelid), '^CREATE ', ''),
                 CASE WHEN NOT (i.indisvalid AND i.indisready AND i.indislive) THEN 'not valid' END)
FROM pg_index i JOIN mine m ON m.oid = i.indrelid
WHERE NOT (i.indisvalid AND i.indisready AND i.indislive) OR NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid
                                                                        AND k.contype IN ('p', 'u', 'x'))
UNION ALL
SELECT concat_ws(' ', 'rule', m.name, r.rulename, r.ev_enabled, pg_get_ruledef(r.oid))
FROM pg_rewrite r JOIN mine m ON m.oid = r.ev_class WHERE r.rulename <> '_RETURN'
UNION ALL
SELECT concat_ws(' ', 'policy', m.name, p.polname, p.polcmd, p.polpermissive, pg_get_expr(p.polqual, p.polrelid),
                 pg_get_expr(p.polwithcheck, p.polrelid))
FROM pg_policy p JOIN mine m ON m.oid = p.polrelid
UNION ALL
SELECT concat_ws(' ', 'domain', t.typname, k.conname, pg_get_constraintdef(k.oid))
FROM pg_constraint k JOIN pg_type t ON t.oid = k.contypid JOIN pg_namespace n ON n.oid = t.typnamespace
WHERE n.nspname !~ '^(pg_|information_schema$)' AND k.contype = 'c'
