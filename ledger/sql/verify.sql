-- The ledger's rows against the events that tell them, and its sums against its rows. `verify_tables` asks it.
-- Each row is written out again as its event would tell it: what differs by a letter was changed.

CREATE FUNCTION ledger.verify(of_tree text) RETURNS SETOF log.finding
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET work_mem = '256MB' SET jit = off AS $$
BEGIN
  RETURN QUERY SELECT * FROM ledger.verify_told(of_tree);
  RETURN QUERY SELECT * FROM ledger.verify_hashes(of_tree);
  RETURN QUERY SELECT * FROM ledger.verify_accounts(of_tree);
  RETURN QUERY SELECT * FROM ledger.verify_sums(of_tree);
END $$;

-- Entries with their postings, holds and releases: what is there, and what was told.
CREATE FUNCTION ledger.verify_told(of_tree text) RETURNS SETOF log.finding
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET work_mem = '256MB' SET jit = off AS $$
  WITH told AS (
    SELECT f.tree, f.seq, f.entry_id AS id, coalesce(f.facts->'entry', f.facts->'hold', f.facts->'release')::text AS said,
           CASE WHEN f.facts->'entry' IS NOT NULL THEN 'entry' WHEN f.facts->'hold' IS NOT NULL THEN 'hold' ELSE 'release' END AS kind
    FROM (SELECT x.tree, x.seq, x.entry_id, convert_from(x.body, 'UTF8')::json->'facts' AS facts
          FROM log.log x WHERE x.entry_id IS NOT NULL OFFSET 0) f
  ), legs AS (
    SELECT p.entry_id, min(a.tree) AS tree,
           string_agg(ledger.told_posting(a.code, p.amount, p.aseq, p.balance_after), ',' ORDER BY p.idx) AS said
    FROM ledger.posting p JOIN ledger.account a ON a.id = p.account_id GROUP BY 1
  ), here AS (
    SELECT e.id, 'entry' AS kind, s.tree, ledger.told_entry(
      e.id, e.n, e.book, e.date, e.kind, e.basis, e.reference, e.reverses, r.hold_id, r.amount, coalesce(s.said, '')) AS said
    FROM ledger.entry e LEFT JOIN legs s ON s.entry_id = e.id LEFT JOIN ledger.hold_resolution r ON r.entry_id = e.id
    UNION ALL
    SELECT s.entry_id, 'posting', s.tree, '{"postings":[' || s.said || ']}' FROM legs s LEFT JOIN ledger.entry e ON e.id = s.entry_id WHERE e.id IS NULL
    UNION ALL
    SELECT h.id, 'hold', a.tree, ledger.told_hold(h.id, a.code, a.book, h.amount, h.date, h.basis, h.reference)
    FROM ledger.hold h JOIN ledger.account a ON a.id = h.account_id
    UNION ALL
    SELECT r.id, 'release', a.tree, ledger.told_release(r.id, r.hold_id, r.n, r.amount, r.remaining, r.date, r.basis, r.reference)
    FROM ledger.hold_resolution r JOIN ledger.hold h ON h.id = r.hold_id JOIN ledger.account a ON a.id = h.account_id
    WHERE r.entry_id IS NULL
  )
  SELECT CASE WHEN h.id IS NULL THEN 'MISSING' WHEN t.id IS NULL THEN 'UNKNOWN' ELSE 'CHANGED' END, coalesce(t.tree, h.tree), t.seq,
         'ledger.' || coalesce(h.kind, t.kind), coalesce(h.id, t.id)::text, ''::text, 0::bigint,
         coalesce(t.said, '') || E'\n' || coalesce(h.said, '')
  FROM told t FULL JOIN here h ON h.id = t.id AND h.kind = t.kind
  WHERE t.said IS DISTINCT FROM h.said AND (of_tree IS NULL OR coalesce(t.tree, h.tree, of_tree) = of_tree)
$$;

-- What no event tells, and follows from what it tells: what made a request the same as another, and the run of a hold.
CREATE FUNCTION ledger.verify_hashes(of_tree text) RETURNS SETOF log.finding
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET work_mem = '256MB' SET jit = off AS $$
  WITH legs AS (
    SELECT p.entry_id, array_agg(a.code ORDER BY p.idx) AS codes, array_agg(p.amount ORDER BY p.idx) AS amounts, min(a.tree) AS tree,
           count(*) AS n, min(p.n) AS least, max(p.n) AS most, -min(p.amount) AS paid
    FROM ledger.posting p JOIN ledger.account a ON a.id = p.account_id GROUP BY 1
  ), entries AS (
    SELECT s.tree, e.id, s.n <> e.n OR s.least <> e.n OR s.most <> e.n AS miscounts, e.request_hash <> ALL (ARRAY[
      ledger.hash_of(e.book, e.date, e.kind, e.basis, e.reverses, s.codes::text[], s.amounts, r.hold_id, r.amount),
      -- A payment without a hold says what it would have consumed.
      ledger.hash_of(e.book, e.date, e.kind, e.basis, e.reverses, s.codes::text[], s.amounts, r.hold_id, coalesce(r.amount, s.paid))
    ]) AS is_another
    FROM ledger.entry e JOIN legs s ON s.entry_id = e.id LEFT JOIN ledger.hold_resolution r ON r.entry_id = e.id
  ), runs AS (
    SELECT r.*, a.tree, row_number() OVER w AS place, h.amount - sum(r.amount) OVER w AS rest, e.id AS entry_there, e.request_hash AS entry_hash
    FROM ledger.hold_resolution r JOIN ledger.hold h ON h.id = r.hold_id JOIN ledger.account a ON a.id = h.account_id
    LEFT JOIN ledger.entry e ON e.id = r.entry_id WINDOW w AS (PARTITION BY r.hold_id ORDER BY r.n)
  ), found AS (
    SELECT e.tree, 'entry' AS name, e.id, CASE WHEN e.miscounts THEN 'n' ELSE 'request_hash' END AS changed, 0::bigint AS satang
    FROM entries e WHERE e.miscounts OR e.is_another
    UNION ALL
    SELECT a.tree, 'hold', h.id, 'request_hash', 0 FROM ledger.hold h JOIN ledger.account a ON a.id = h.account_id
    WHERE h.request_hash <> ledger.hash_of_hold(a.code, h.amount, h.basis)
    UNION ALL
    SELECT r.tree, 'hold_resolution', r.id, 'request_hash', 0 FROM runs r WHERE r.request_hash <>
      coalesce(r.entry_hash, ledger.hash_of_release(r.hold_id, r.amount, r.basis))
    UNION ALL
    SELECT r.tree, 'hold_resolution', r.id, 'remaining', (r.remaining - r.rest)::bigint FROM runs r
    WHERE r.place <> r.n OR r.rest <> r.remaining OR (r.entry_id IS NOT NULL AND r.entry_there IS NULL)
  )
  SELECT 'CHANGED', f.tree, NULL::bigint, 'ledger.' || f.name, f.id::text, f.changed, f.satang, ''::text FROM found f
  WHERE of_tree IS NULL OR f.tree = of_tree
$$;

-- Accounts and closed periods, which are told as they are opened and closed.
CREATE FUNCTION ledger.verify_accounts(of_tree text) RETURNS SETOF log.finding
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET work_mem = '256MB' SET jit = off AS $$
  WITH opened AS MATERIALIZED (
    SELECT l.tree, l.seq, convert_from(l.body, 'UTF8')::jsonb->'facts' AS facts
    FROM log.log l WHERE position('"facts":{"accounts":[{'::bytea IN l.body) > 0
  ), told AS (
    SELECT o.tree, o.seq, t.account->>'code' AS code, t.account->>'book' AS book, t.account->>'kind' AS kind,
           (t.account->>'floor')::bigint AS floor
    FROM opened o CROSS JOIN LATERAL jsonb_array_elements(o.facts->'accounts') t(account)
  ), began AS (
    SELECT t.book, min((o.facts->>'opened_on')::date) AS day FROM opened o JOIN told t ON t.tree = o.tree AND t.seq = o.seq GROUP BY 1
  ), closed AS (
    SELECT l.tree, l.seq, p.period->>'book' AS book, (p.period->>'n')::integer AS n, (p.period->>'ends_on')::date AS ends_on
    FROM log.log l CROSS JOIN LATERAL (SELECT convert_from(l.body, 'UTF8')::jsonb->'facts'->'period' AS period) p
    WHERE position('"facts":{"period":{'::bytea IN l.body) > 0
  ), books AS (
    SELECT DISTINCT a.book, a.tree FROM ledger.account a
  ), found AS (
    SELECT CASE WHEN a.id IS NULL THEN 'MISSING' WHEN t.code IS NULL THEN 'UNKNOWN' ELSE 'CHANGED' END AS code,
           coalesce(t.tree, a.tree) AS tree, t.seq, 'account' AS name, coalesce(t.code, a.code) AS pk, CASE WHEN a.id IS NULL OR t.code IS NULL THEN ''
             WHEN a.book <> t.book THEN 'book' WHEN a.kind <> t.kind THEN 'kind' WHEN a.floor IS DISTINCT FROM t.floor THEN 'floor'
             WHEN a.tree <> t.tree THEN 'tree' WHEN a.opened_on <> b.day THEN 'opened_on' ELSE '' END AS changed,
           CASE WHEN a.floor IS DISTINCT FROM t.floor THEN coalesce(a.floor, 0) - coalesce(t.floor, 0) ELSE 0 END AS satang
    FROM told t FULL JOIN ledger.account a ON a.code = t.code LEFT JOIN began b ON b.book = t.book
    WHERE a.id IS NULL OR t.code IS NULL OR (a.book, a.kind, a.tree) <> (t.book, t.kind, t.tree) OR a.floor IS DISTINCT FROM t.floor
       OR a.opened_on <> b.day
    UNION ALL
    SELECT CASE WHEN p.book IS NULL THEN 'MISSING' WHEN c.book IS NULL THEN 'UNKNOWN' ELSE 'CHANGED' END, coalesce(c.tree, b.tree), c.seq,
           'period', coalesce(c.book, p.book) || '/' || coalesce(c.n, p.n), CASE WHEN p.ends_on <> c.ends_on THEN 'ends_on' ELSE '' END, 0
    FROM closed c FULL JOIN ledger.period p ON p.book = c.book AND p.n = c.n LEFT JOIN books b ON b.book = coalesce(c.book, p.book)
    WHERE p.book IS NULL OR c.book IS NULL OR p.ends_on <> c.ends_on
  )
  SELECT f.code, f.tree, f.seq, 'ledger.' || f.name, f.pk, f.changed, f.satang::bigint, ''::text FROM found f
  WHERE of_tree IS NULL OR f.tree IS NULL OR f.tree = of_tree
$$;

-- What an account holds, what of it is set aside, and what it moved on each day, added up anew.
CREATE FUNCTION ledger.verify_sums(of_tree text) RETURNS SETOF log.finding
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET work_mem = '256MB' SET jit = off AS $$
  WITH moved AS (
    SELECT p.account_id, count(*) AS aseq, sum(p.amount)::bigint AS balance FROM ledger.posting p GROUP BY 1
  ), days AS (
    SELECT p.account_id, e.date, sum(p.amount)::bigint AS net FROM ledger.posting p JOIN ledger.entry e ON e.id = p.entry_id GROUP BY 1, 2
  ), held AS (
    SELECT h.account_id, sum(h.amount - coalesce(r.amount, 0))::bigint AS held
    FROM ledger.hold h LEFT JOIN (SELECT x.hold_id, sum(x.amount) AS amount FROM ledger.hold_resolution x GROUP BY 1) r ON r.hold_id = h.id
    GROUP BY 1
  ), found AS (
    SELECT CASE WHEN b.account_id IS NULL THEN 'MISSING' WHEN a.id IS NULL THEN 'UNKNOWN' ELSE 'CHANGED' END AS code, a.tree, 'balance' AS name,
           coalesce(a.code, b.account_id::text) AS pk, CASE
             WHEN b.balance <> coalesce(m.balance, 0) THEN 'balance' WHEN b.held <> coalesce(h.held, 0) THEN 'held'
             WHEN b.aseq <> coalesce(m.aseq, 0) THEN 'aseq' WHEN b.floor IS DISTINCT FROM a.floor THEN 'floor' ELSE '' END AS changed,
           CASE WHEN b.balance <> coalesce(m.balance, 0) THEN b.balance - coalesce(m.balance, 0)
                WHEN b.held <> coalesce(h.held, 0) THEN b.held - coalesce(h.held, 0)
                WHEN b.floor IS DISTINCT FROM a.floor THEN coalesce(b.floor, 0) - coalesce(a.floor, 0) ELSE 0 END AS satang
    FROM ledger.account a FULL JOIN ledger.balance b ON b.account_id = a.id
    LEFT JOIN moved m ON m.account_id = a.id LEFT JOIN held h ON h.account_id = a.id
    WHERE a.id IS NULL OR b.account_id IS NULL OR b.balance <> coalesce(m.balance, 0) OR b.held <> coalesce(h.held, 0)
       OR b.aseq <> coalesce(m.aseq, 0) OR b.floor IS DISTINCT FROM a.floor
    UNION ALL
    SELECT CASE WHEN n.account_id IS NULL THEN 'MISSING' WHEN d.account_id IS NULL THEN 'UNKNOWN' ELSE 'CHANGED' END, a.tree, 'day_net',
           coalesce(a.code, '') || ' ' || coalesce(d.date, n.date), 'net', coalesce(n.net, 0) - coalesce(d.net, 0)
    FROM days d FULL JOIN ledger.day_net n ON n.account_id = d.account_id AND n.date = d.date
    LEFT JOIN ledger.account a ON a.id = coalesce(d.account_id, n.account_id)
    WHERE d.net IS DISTINCT FROM n.net AND (d.account_id IS NOT NULL OR n.net <> 0)
  )
  SELECT f.code, f.tree, NULL::bigint, 'ledger.' || f.name, f.pk, f.changed, f.satang::bigint, ''::text FROM found f
  WHERE of_tree IS NULL OR f.tree IS NULL OR f.tree = of_tree
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger FROM PUBLIC;
