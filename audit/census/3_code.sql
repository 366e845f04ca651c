-- Triggers with all that they ask before they fire, and functions of every schema. A trigger that PostgreSQL made for a foreign key is
-- named only when it does not fire as it should.
WITH owner AS (SELECT nspowner AS oid FROM pg_namespace WHERE nspname = 'log')
SELECT concat_ws(' ', 'trigger', n.nspname || '.' || c.relname, t.tgname, t.tgenabled,
                 regexp_replace(pg_get_triggerdef(t.oid), '^CREATE (CONSTRAINT )?TRIGGER \S+ ', '\1'))
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE NOT t.tgisinternal AND n.nspname !~ '^pg_'
UNION ALL
SELECT concat_ws(' ', 'trigger', n.nspname || '.' || c.relname, 'of a foreign key', k.conname, t.tgenabled)
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_constraint k ON k.oid = t.tgconstraint
WHERE t.tgisinternal AND t.tgenabled <> 'O'
UNION ALL
SELECT concat_ws(' ', CASE p.prokind WHEN 'f' THEN 'function' WHEN 'p' THEN 'procedure' WHEN 'a' THEN 'aggregate' ELSE 'window' END,
                 n.nspname || '.' || p.proname || '(' || pg_get_function_arguments(p.oid) || ')',
                 '-> ' || pg_get_function_result(p.oid), l.lanname,
                 CASE p.provolatile WHEN 'i' THEN 'immutable' WHEN 's' THEN 'stable' END,
                 CASE WHEN p.proisstrict THEN 'strict' END, CASE WHEN p.proleakproof THEN 'leakproof' END,
                 CASE p.proparallel WHEN 'u' THEN NULL ELSE 'parallel ' || p.proparallel::text END,
                 CASE WHEN p.prosecdef THEN 'definer' END, array_to_string(p.proconfig, ';'),
                 CASE WHEN p.proowner <> (SELECT oid FROM owner) THEN 'owner ' || pg_get_userbyid(p.proowner) END,
                 encode(sha256(convert_to(p.prosrc || coalesce(pg_get_function_sqlbody(p.oid), ''), 'UTF8')), 'hex'))
FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_language l ON l.oid = p.prolang
WHERE n.nspname !~ '^(pg_|information_schema$)'
  AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.classid = 'pg_proc'::regclass AND d.deptype = 'e')
UNION ALL
SELECT concat_ws(' ', 'event trigger', e.evtname, e.evtevent, e.evtenabled, e.evtfoid::regproc, array_to_string(e.evttags, ','))
FROM pg_event_trigger e
UNION ALL SELECT 'extension ' || e.extname || ' in ' || n.nspname FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace
UNION ALL SELECT 'language ' || l.lanname FROM pg_language l WHERE l.lanispl AND l.lanname <> 'plpgsql'
UNION ALL SELECT 'cast ' || format_type(k.castsource, NULL) || ' to ' || format_type(k.casttarget, NULL) FROM pg_cast k WHERE k.oid >= 16384
UNION ALL SELECT 'operator ' || o.oid::regoperator FROM pg_operator o WHERE o.oid >= 16384
UNION ALL SELECT 'publication ' || p.pubname FROM pg_publication p
UNION ALL SELECT 'foreign server ' || s.srvname FROM pg_foreign_server s
