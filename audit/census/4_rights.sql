-- Who may do what, whoever gave it; who is a member of what; what roles and the database are set to. The owner of what there is may do
-- all of it and is not named; names of roles differ between places, so they are called by what they are to the house.
WITH known(oid, name) AS (
  SELECT 0::oid, 'everybody'
  UNION ALL SELECT r.oid, n.name FROM pg_roles r JOIN (VALUES (%(role_app)s, 'app'), (%(role_signer)s, 'signer'), (%(role_owner)s, 'owner'))
                                      n(role, name) ON n.role = r.rolname
), holds(thing, acl, owner) AS (
  SELECT 'database', coalesce(d.datacl, acldefault('d', d.datdba)), d.datdba FROM pg_database d WHERE d.datname = current_database()
  UNION ALL SELECT 'schema ' || n.nspname, coalesce(n.nspacl, acldefault('n', n.nspowner)), n.nspowner FROM pg_namespace n
    WHERE n.nspname !~ '^(pg_|information_schema$)'
  UNION ALL SELECT CASE c.relkind WHEN 'S' THEN 'sequence ' ELSE 'table ' END || n.nspname || '.' || c.relname,
      coalesce(c.relacl, acldefault(CASE c.relkind WHEN 'S' THEN 's'::"char" ELSE 'r' END, c.relowner)), c.relowner
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname !~ '^(pg_|information_schema$)' AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
  UNION ALL SELECT 'column ' || n.nspname || '.' || c.relname || '.' || a.attname, a.attacl, c.relowner
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE a.attacl IS NOT NULL AND n.nspname !~ '^(pg_|information_schema$)'
  UNION ALL SELECT 'function ' || n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')',
      coalesce(p.proacl, acldefault('f', p.proowner)), p.proowner
    FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname !~ '^(pg_|information_schema$)'
  UNION ALL SELECT 'default in ' || coalesce(n.nspname, 'every schema') || ' of ' || d.defaclobjtype::text, d.defaclacl, d.defaclrole
    FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
), given AS (
  SELECT h.thing, k.name, a.privilege_type || CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END AS may,
         a.grantee, pg_get_userbyid(a.grantee) AS stranger
  FROM holds h CROSS JOIN LATERAL aclexplode(h.acl) a LEFT JOIN known k ON k.oid = a.grantee WHERE a.grantee <> h.owner
)
SELECT 'right ' || coalesce(name, stranger) || ' ' || thing || ': ' || string_agg(may, ', ' ORDER BY may) FROM given
WHERE name IS NOT NULL OR %(role_app)s <> '' AND %(role_signer)s <> '' AND %(role_owner)s <> ''
GROUP BY name, stranger, thing
UNION ALL
-- What has another owner than the schema of the log.
SELECT 'schema ' || n.nspname || CASE WHEN n.nspowner <> (SELECT nspowner FROM pg_namespace WHERE nspname = 'log')
                                       AND n.nspname <> 'public' THEN ' owner ' || pg_get_userbyid(n.nspowner) ELSE '' END
FROM pg_namespace n WHERE n.nspname !~ '^(pg_|information_schema$)'
UNION ALL
-- Whether the owner may make databases is for each place to say: tests clone theirs.
SELECT concat_ws(' ', 'role', k.name, CASE WHEN r.rolsuper THEN 'SUPERUSER' END, CASE WHEN r.rolcreaterole THEN 'CREATEROLE' END,
                 CASE WHEN r.rolcreatedb AND k.name <> 'owner' THEN 'CREATEDB' END, CASE WHEN r.rolreplication THEN 'REPLICATION' END,
                 CASE WHEN r.rolbypassrls THEN 'BYPASSRLS' END, CASE WHEN NOT r.rolinherit THEN 'NOINHERIT' END,
                 CASE WHEN NOT r.rolcanlogin THEN 'NOLOGIN' END, CASE WHEN r.rolconnlimit <> -1 THEN 'LIMIT ' || r.rolconnlimit END,
                 'until ' || r.rolvaliduntil)
FROM known k JOIN pg_roles r ON r.oid = k.oid
UNION ALL
SELECT 'member ' || coalesce(k.name, r.rolname) || ' of ' || coalesce(g.name, w.rolname)
FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member JOIN pg_roles w ON w.oid = m.roleid
LEFT JOIN known k ON k.oid = m.member LEFT JOIN known g ON g.oid = m.roleid WHERE k.name IS NOT NULL OR g.name IS NOT NULL
UNION ALL
SELECT 'setting ' || CASE WHEN s.setrole = 0 THEN 'everybody' ELSE k.name END || CASE WHEN s.setdatabase <> 0 THEN ' here' ELSE '' END || ' ' || one
FROM pg_db_role_setting s LEFT JOIN pg_database d ON d.oid = s.setdatabase LEFT JOIN known k ON k.oid = s.setrole
CROSS JOIN LATERAL unnest(s.setconfig) one
WHERE (s.setdatabase = 0 OR d.datname = current_database()) AND (s.setrole = 0 OR k.name IS NOT NULL)
