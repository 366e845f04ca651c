-- What moves the money of a fund: one function an act, each of which reads its own evidence from the rows and not from who calls.
-- The application may call these and nothing below them. What no database can know is who sits at the keyboard: `who` says it, and
-- of it only person, seat, role, digests of personal texts and the moment are taken, and the seat must be theirs (`log.vouch`).

CREATE FUNCTION funds.refuse(rule text, sentence text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', sentence USING ERRCODE = 'TL010', CONSTRAINT = rule;
END $$;

-- What is told of a fund's money stands in the tree of its province; whoever tells it is the one who acts in this transaction.
CREATE FUNCTION funds.told(fund public.funds_fund, new_event text, who log.telling) RETURNS log.telling
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM log.vouch(who, new_event);
  RETURN ROW(fund.province_id, new_event, 1, 'fund:' || fund.id, who.person, who.seat, who.role, who.digests, who.happened)::log.telling;
END $$;

CREATE FUNCTION funds.day_of(moment timestamptz) RETURNS date LANGUAGE sql STABLE AS
$$ SELECT (moment AT TIME ZONE 'Asia/Bangkok')::date $$;

-- Nothing moves before the fund was opened, nor before it was allowed, nor on a day that has not come.
CREATE FUNCTION funds.require_day(fund public.funds_fund, on_date date, not_before timestamptz, who log.telling) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  IF on_date IS NULL OR on_date < fund.opened_on OR on_date < funds.day_of(not_before) OR on_date > funds.day_of(who.happened) THEN
    PERFORM funds.refuse('money_moves_between_opening_and_today', 'money cannot move on ' || on_date);
  END IF;
END $$;

-- The key in a basis such as "instalment:12"; null where it names a row of another word, or none.
CREATE FUNCTION funds.key_of(word text, basis text) RETURNS bigint LANGUAGE sql IMMUTABLE AS
$$ SELECT CASE WHEN basis ~ ('^' || word || ':[0-9]{1,18}$') THEN split_part(basis, ':', 2)::bigint END $$;

CREATE FUNCTION funds.bank_of(fund public.funds_fund, source public.funds_moneysource) RETURNS text LANGUAGE sql IMMUTABLE AS
$$ SELECT fund.code || '/10201/' || source.code $$;

-- A voucher that waits to be paid, locked until it is: whether its basis pays it, is read behind that lock.
CREATE FUNCTION funds.to_pay(of_voucher bigint, who log.telling) RETURNS public.funds_voucher LANGUAGE plpgsql AS $$
DECLARE
  v public.funds_voucher;
BEGIN
  SELECT * INTO v FROM public.funds_voucher w WHERE w.id = of_voucher FOR NO KEY UPDATE;
  IF v.kind IS DISTINCT FROM 'payment' OR v.state <> 'approved' OR v.approved_by_id IS NULL OR who.person IS NULL THEN
    PERFORM funds.refuse('voucher_waits_to_be_paid', 'voucher ' || of_voucher || ' does not wait to be paid by somebody');
  END IF;
  RETURN v;
END $$;

-- Pay a voucher as `to_pay` has read and locked it, which moves with it. The row's own checks keep apart who made, approved and paid it,
-- and ask for its evidence. Not for the application: whether its basis pays this is for the room of the basis to say, which then calls this.
CREATE FUNCTION funds.pay(v public.funds_voucher, new_id uuid, on_date date, who log.telling) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  f public.funds_fund; s public.funds_moneysource;
BEGIN
  SELECT * INTO STRICT f FROM public.funds_fund w WHERE w.id = v.fund_id;
  SELECT * INTO STRICT s FROM public.funds_moneysource w WHERE w.id = v.source_id AND w.fund_id = v.fund_id;
  PERFORM funds.require_day(f, on_date, v.approved_at, who);
  UPDATE public.funds_voucher w SET state = 'paid', entry_id = new_id, paid_at = who.happened, paid_by_id = who.person,
    version = w.version + 1 WHERE w.id = v.id;
  PERFORM ledger.post(
    new_id, f.code, on_date, 'payment', v.basis, 'voucher:' || v.key, NULL,
    ARRAY[f.code || '/' || v.expense || '/' || s.code, funds.bank_of(f, s)], ARRAY[v.amount, -v.amount],
    v.hold_id, v.amount, ARRAY['source', s.code], funds.told(f, 'money.paid', who));
END $$;

-- Take money in under a receipt voucher that was just made, which moves with it.
CREATE FUNCTION funds.receive_voucher(of_voucher bigint, new_id uuid, on_date date, who log.telling) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v public.funds_voucher; f public.funds_fund; s public.funds_moneysource; is_refund boolean;
BEGIN
  SELECT * INTO v FROM public.funds_voucher w WHERE w.id = of_voucher FOR NO KEY UPDATE;
  IF v.kind IS DISTINCT FROM 'receipt' OR v.state <> 'drafted' OR v.made_by_id IS DISTINCT FROM who.person THEN
    PERFORM funds.refuse('voucher_waits_for_its_money', 'voucher ' || of_voucher || ' does not wait for its money');
  END IF;
  IF v.evidence_blob_id IS NULL THEN
    PERFORM funds.refuse('receipt_has_its_evidence', 'nothing says where the money of voucher ' || of_voucher || ' comes from');
  END IF;
  SELECT * INTO STRICT f FROM public.funds_fund w WHERE w.id = v.fund_id;
  SELECT * INTO STRICT s FROM public.funds_moneysource w WHERE w.id = v.source_id AND w.fund_id = v.fund_id;
  PERFORM funds.require_day(f, on_date, NULL, who);
  is_refund := v.income = '40500';
  UPDATE public.funds_voucher w SET state = 'received', entry_id = new_id, version = w.version + 1 WHERE w.id = of_voucher;
  PERFORM ledger.post(
    new_id, f.code, on_date, CASE WHEN is_refund THEN 'refund' ELSE 'receipt' END, v.basis, 'voucher:' || v.key, NULL,
    ARRAY[funds.bank_of(f, s), f.code || '/' || v.income], ARRAY[v.amount, -v.amount], NULL, NULL, ARRAY['source', s.code],
    funds.told(f, CASE WHEN is_refund THEN 'money.returned' ELSE 'money.received' END, who));
END $$;

-- Undo a voucher by the exact mirror of its entry; it moves along, and another person than its payer does it.
CREATE FUNCTION funds.reverse_voucher(of_voucher bigint, new_id uuid, on_date date, new_reason text, who log.telling) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v public.funds_voucher; f public.funds_fund; codes text[]; amounts bigint[];
BEGIN
  SELECT * INTO v FROM public.funds_voucher w WHERE w.id = of_voucher FOR NO KEY UPDATE;
  IF v.state IS NULL OR v.state NOT IN ('paid', 'received') OR who.person IS NULL OR who.person = v.paid_by_id THEN
    PERFORM funds.refuse('voucher_can_be_reversed', 'voucher ' || of_voucher || ' cannot be reversed by this person');
  END IF;
  SELECT * INTO STRICT f FROM public.funds_fund w WHERE w.id = v.fund_id;
  PERFORM funds.require_day(f, on_date, NULL, who);
  SELECT array_agg(a.code ORDER BY p.idx), array_agg(-p.amount ORDER BY p.idx) INTO codes, amounts
  FROM ledger.posting p JOIN ledger.account a ON a.id = p.account_id WHERE p.entry_id = v.entry_id;
  UPDATE public.funds_voucher w SET state = 'reversed', reversal_id = new_id, reason = new_reason, reversed_at = who.happened,
    reversed_by_id = who.person, version = w.version + 1 WHERE w.id = of_voucher;
  PERFORM ledger.post(
    new_id, f.code, on_date, 'reversal', 'voucher:' || v.id, 'voucher:' || v.key || ':reversal', v.entry_id, codes, amounts,
    NULL, NULL, NULL, funds.told(f, 'entry.reversed', who));
END $$;

-- Set money of a source aside. Not for the application: what it is set aside for is for another room to say.
CREATE FUNCTION funds.set_aside(
  of_source bigint, new_id uuid, new_amount bigint, on_date date, new_basis text, new_reference text, who log.telling
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  f public.funds_fund; s public.funds_moneysource;
BEGIN
  SELECT * INTO STRICT s FROM public.funds_moneysource w WHERE w.id = of_source;
  SELECT * INTO STRICT f FROM public.funds_fund w WHERE w.id = s.fund_id;
  PERFORM funds.require_day(f, on_date, NULL, who);
  PERFORM ledger.set_aside(new_id, funds.bank_of(f, s), new_amount, on_date, new_basis, new_reference,
                           ARRAY['source', s.code], funds.told(f, 'money.committed', who));
END $$;

-- Give back part of what was set aside in a source; refused for a hold of another. Not for the application.
CREATE FUNCTION funds.release(
  of_source bigint, of_hold uuid, new_id uuid, new_amount bigint, on_date date, new_basis text, new_reference text, who log.telling
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  f public.funds_fund; s public.funds_moneysource;
BEGIN
  SELECT * INTO STRICT s FROM public.funds_moneysource w WHERE w.id = of_source;
  SELECT * INTO STRICT f FROM public.funds_fund w WHERE w.id = s.fund_id;
  PERFORM funds.require_day(f, on_date, NULL, who);
  IF NOT EXISTS (
    SELECT 1 FROM ledger.hold h JOIN ledger.account a ON a.id = h.account_id WHERE h.id = of_hold AND a.code = funds.bank_of(f, s)
  ) THEN
    PERFORM funds.refuse('hold_is_of_its_source', 'this was set aside in another source');
  END IF;
  PERFORM ledger.release(new_id, of_hold, new_amount, on_date, new_basis, new_reference, funds.told(f, 'money.released', who));
END $$;

-- Open accounts of a fund, given as codes, kinds and floors; answers what its event tells of them.
CREATE FUNCTION funds.open_accounts(fund public.funds_fund, codes text[], kinds text[], floors bigint[]) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
  said text[] := '{}';
BEGIN
  FOR at IN 1 .. cardinality(codes) LOOP
    PERFORM ledger.open_account(codes[at], fund.code, fund.province_id, kinds[at], floors[at], fund.opened_on);
    said := said || ('{"book":' || log.spell(fund.code) || ',"code":' || log.spell(codes[at]) || ',"floor":'
                     || coalesce(floors[at]::text, 'null') || ',"kind":' || log.spell(kinds[at]) || '}');
  END LOOP;
  RETURN '"accounts":[' || array_to_string(said, ',') || ']';
END $$;

CREATE FUNCTION funds.tell(told log.telling, facts text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM log.put(log.head_of(told.tree), log.body(told, NULL, facts), told.event, told.subject, told.happened, NULL);
END $$;

-- Give a fund its income accounts, once.
CREATE FUNCTION funds.open_fund(of_fund bigint, incomes text[], who log.telling) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  f public.funds_fund; told log.telling; accounts text;
BEGIN
  SELECT * INTO STRICT f FROM public.funds_fund w WHERE w.id = of_fund;
  told := funds.told(f, 'fund.opened', who);
  PERFORM log.head_of(told.tree);
  IF f.opened_on > funds.day_of(who.happened) OR EXISTS (SELECT 1 FROM ledger.account a WHERE a.book = f.code) THEN
    PERFORM funds.refuse('fund_is_opened_once', 'fund ' || f.code || ' has its accounts');
  END IF;
  accounts := funds.open_accounts(
    f, (SELECT array_agg(f.code || '/' || given.income ORDER BY given.at) FROM unnest(incomes) WITH ORDINALITY given(income, at)),
    array_fill('income'::text, ARRAY[cardinality(incomes)]), array_fill(NULL::bigint, ARRAY[cardinality(incomes)]));
  PERFORM funds.tell(told, '{' || accounts || ',"code":' || log.spell(f.code) || ',"name":' || log.spell(f.name_th)
    || ',"opened_on":"' || log.day(f.opened_on) || '"}');
END $$;

-- Give a source its bank subaccount, which cannot go below zero, and its expense accounts, once.
CREATE FUNCTION funds.open_source(of_source bigint, expenses text[], who log.telling) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  f public.funds_fund; s public.funds_moneysource; told log.telling; accounts text;
BEGIN
  SELECT * INTO STRICT s FROM public.funds_moneysource w WHERE w.id = of_source;
  SELECT * INTO STRICT f FROM public.funds_fund w WHERE w.id = s.fund_id;
  told := funds.told(f, 'source.opened', who);
  PERFORM log.head_of(told.tree);
  IF EXISTS (SELECT 1 FROM ledger.account a WHERE a.code = funds.bank_of(f, s)) THEN
    PERFORM funds.refuse('source_is_opened_once', 'source ' || s.code || ' has its accounts');
  END IF;
  accounts := funds.open_accounts(
    f, funds.bank_of(f, s) || (
      SELECT array_agg(f.code || '/' || given.expense || '/' || s.code ORDER BY given.at)
      FROM unnest(expenses) WITH ORDINALITY given(expense, at)),
    'asset'::text || array_fill('expense'::text, ARRAY[cardinality(expenses)]),
    0::bigint || array_fill(NULL::bigint, ARRAY[cardinality(expenses)]));
  PERFORM funds.tell(told, '{' || accounts || ',"code":' || log.spell(s.code) || ',"kind":' || log.spell(s.kind)
    || ',"name":' || log.spell(s.name) || '}');
END $$;

-- Close a fund's books up to and including a day that has passed: by the moment that is told, and by the database's own clock.
CREATE FUNCTION funds.close_period(of_fund bigint, up_to date, who log.telling) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  f public.funds_fund;
BEGIN
  SELECT * INTO STRICT f FROM public.funds_fund w WHERE w.id = of_fund;
  PERFORM funds.require_day(f, up_to + 1, NULL, who);
  IF up_to >= funds.day_of(clock_timestamp()) THEN
    PERFORM funds.refuse('money_moves_between_opening_and_today', 'the books cannot be closed up to ' || up_to);
  END IF;
  PERFORM ledger.close_period(f.code, up_to, funds.told(f, 'period.closed', who));
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA funds FROM PUBLIC;
