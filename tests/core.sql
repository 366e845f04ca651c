-- For tests alone: the ledger's own functions, which no application may call, by the owner's right. Installed in the template of the
-- tests' databases, never by setup_database.
CREATE SCHEMA tests;
GRANT USAGE ON SCHEMA tests TO PUBLIC;

CREATE FUNCTION tests.post(
  uuid, text, date, text, text, text, uuid, text[], bigint[], uuid, bigint, text[], log.telling
) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = ledger, pg_catalog, pg_temp AS
$$ SELECT ledger.post($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) $$;

CREATE FUNCTION tests.set_aside(uuid, text, bigint, date, text, text, text[], log.telling) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = ledger, pg_catalog, pg_temp AS
$$ SELECT ledger.set_aside($1, $2, $3, $4, $5, $6, $7, $8) $$;

CREATE FUNCTION tests.release(uuid, uuid, bigint, date, text, text, log.telling) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = ledger, pg_catalog, pg_temp AS
$$ SELECT ledger.release($1, $2, $3, $4, $5, $6, $7) $$;

CREATE FUNCTION tests.close_period(text, date, log.telling) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = ledger, pg_catalog, pg_temp AS $$ SELECT ledger.close_period($1, $2, $3) $$;

-- As the signer would, and of what no test has signed.
CREATE FUNCTION tests.raise_alarm(of_tree text, here bigint, seen bigint, stops boolean) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = log, pg_catalog, pg_temp AS
$$ SELECT log.raise_alarm(of_tree, 'shrunk', 'signer', here, seen, sha256('x'::bytea), here, stops) $$;

-- A body as it was written by an earlier release, or as nobody ever may: what is read must stand that.
CREATE FUNCTION tests.put(text, bytea) RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = log, pg_catalog, pg_temp AS $$
  SELECT log.put(log.head_of($1), $2, said->>'event', said->>'subject', (said->>'occurred_at')::timestamptz, NULL)
  FROM (SELECT convert_from($2, 'UTF8')::jsonb AS said) body
$$;

-- An event whose facts have another version from now on, of the same shape.
CREATE FUNCTION tests.raise_version(text, integer) RETURNS void LANGUAGE sql SECURITY DEFINER SET search_path = log, pg_catalog, pg_temp AS
$$ UPDATE log.event_schema SET version = $2 WHERE event = $1 AND is_current $$;

CREATE FUNCTION tests.resolution_stands(bigint) RETURNS boolean LANGUAGE sql SECURITY DEFINER SET search_path = grants, pg_catalog, pg_temp AS
$$ SELECT grants.resolution_stands($1) $$;
