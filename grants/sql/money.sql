-- What allows a fund's money to go out or to be set aside: a board's resolution, or the instalment of an agreement. Each function reads
-- it from the rows; the application may call these. Their plans are made once: planning a join anew would take as long as posting.

-- The instalment that a voucher pays: exactly its sum, out of what was set aside for its own offer.
CREATE FUNCTION grants.pay_instalment(of_voucher bigint, new_id uuid, on_date date, who log.telling) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v public.funds_voucher := funds.to_pay(of_voucher, who);
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM public.grants_instalment i
    JOIN public.grants_offer o ON o.id = i.offer_id AND o.hold_id = v.hold_id AND o.source_id = v.source_id
    JOIN public.grants_agreement g ON g.id = i.agreement_id AND g.budget_request_id = o.budget_request_id
    WHERE i.id = funds.key_of('instalment', v.basis) AND i.amount = v.amount AND o.state = 'accepted' AND o.channel = 'through_fund'
      AND coalesce(i.voucher_id, v.id) = v.id AND on_date >= funds.day_of(g.drawn_up_at)
  ) THEN
    PERFORM funds.refuse('hold_pays_what_it_was_set_aside_for', 'voucher ' || of_voucher || ' pays no instalment of its own offer');
  END IF;
  PERFORM funds.pay(v, new_id, on_date, who);
END $$;

-- Whether what was resolved stands, so that money may follow: no objection waits for its answer, and it was confirmed by who presided and
-- by another who was there than whoever recorded it, or who presided signed the minutes. A closed door below `approvals.standing`, which
-- besides knows whose hand an account is that nobody recognised.
CREATE FUNCTION grants.resolution_stands(of_resolution bigint) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
DECLARE
  held record;
BEGIN
  SELECT r.item_id, t.meeting_id, p.person_id AS presider, m.presided_by_id AS chair, ARRAY[o.person_id, w.person_id] AS recorders,
         EXISTS (SELECT 1 FROM public.approvals_objection b WHERE b.resolution_id = r.id AND b.answered_at IS NULL) AS objected
  INTO held
  FROM public.approvals_resolution r JOIN public.approvals_agendaitem t ON t.id = r.item_id
  JOIN public.approvals_meeting m ON m.id = t.meeting_id JOIN public.approvals_motion v ON v.id = r.motion_id
  JOIN public.people_seat p ON p.id = r.presided_by_id JOIN public.people_seat w ON w.id = coalesce(v.counted_by_id, r.resolved_by_id)
  LEFT JOIN public.people_seat o ON o.id = m.opened_by_id WHERE r.id = of_resolution;
  IF held.objected IS NOT FALSE THEN
    RETURN false;
  END IF;
  IF (
    -- Whoever left for this item says nothing of it.
    SELECT bool_or(f.person_id = held.presider) AND bool_or(f.person_id <> ALL (held.recorders))
    FROM public.approvals_confirmation f WHERE f.meeting_id = held.meeting_id AND NOT EXISTS (
      SELECT 1 FROM public.approvals_interest g WHERE g.item_id = held.item_id AND g.person_id = f.person_id AND NOT g.may_stay)
  ) THEN
    RETURN true;
  END IF;
  RETURN EXISTS (
    SELECT 1
    FROM public.people_seat c JOIN public.people_person q ON q.id = c.person_id
    JOIN public.approvals_minutes d ON d.meeting_id = held.meeting_id JOIN public.documents_signature s ON s.document_id = d.document_id
    JOIN public.people_seat h ON h.id = s.signed_by_id LEFT JOIN public.people_seat k ON k.id = s.confirmed_by_id
    WHERE c.id = held.chair AND c.person_id = held.presider AND s.signed_at IS NOT NULL AND s.roles ? 'chair' AND CASE s.method
      WHEN 'electronic' THEN h.person_id = held.presider AND h.person_id <> ALL (held.recorders)
      ELSE s.typed_name = q.full_name AND (h.person_id <> ALL (held.recorders) OR k.person_id <> ALL (held.recorders)) END
  );
END $$;

-- What a fund's own board allowed: to that payee, from that source, and no more than is left of it.
CREATE FUNCTION grants.pay_resolution(of_voucher bigint, new_id uuid, on_date date, who log.telling) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  v public.funds_voucher := funds.to_pay(of_voucher, who);
  allowed numeric;
BEGIN
  SELECT m.payment - (
    SELECT coalesce(sum(w.amount), 0) FROM public.funds_voucher w
    WHERE w.basis = v.basis AND w.id <> v.id AND w.state NOT IN ('rejected', 'reversed')
  ) INTO allowed
  FROM public.approvals_resolution r
  JOIN public.approvals_motion m ON m.id = r.motion_id AND m.source_id = v.source_id AND m.payee = v.payee
  JOIN public.approvals_agendaitem t ON t.id = r.item_id JOIN public.approvals_meeting n ON n.id = t.meeting_id
  JOIN public.people_organisation c ON c.id = n.committee_id
  JOIN public.funds_fund f ON f.id = v.fund_id AND f.organisation_id = c.parent_id
  WHERE r.id = funds.key_of('resolution', v.basis) AND r.outcome = 'allow' AND on_date >= funds.day_of(r.resolved_at);
  IF allowed IS NULL OR v.hold_id IS NOT NULL OR v.amount > allowed THEN
    PERFORM funds.refuse('resolution_allows_the_payment', 'no resolution allows voucher ' || of_voucher);
  END IF;
  IF NOT coalesce(grants.resolution_stands(funds.key_of('resolution', v.basis)), false) THEN
    PERFORM funds.refuse('resolution_stands_before_it_pays', 'a resolution waits to be confirmed or for an answer');
  END IF;
  PERFORM funds.pay(v, new_id, on_date, who);
END $$;

-- Set aside what an offer through the fund promises, for what the offer rests on. The offer names the hold already.
CREATE FUNCTION grants.set_aside(
  of_offer bigint, new_id uuid, new_amount bigint, on_date date, new_reference text, who log.telling
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  o public.grants_offer;
BEGIN
  SELECT * INTO o FROM public.grants_offer w WHERE w.id = of_offer;
  IF o.channel IS DISTINCT FROM 'through_fund' OR o.state NOT IN ('offered', 'accepted') OR o.hold_id IS DISTINCT FROM new_id
     OR new_amount > o.amount THEN
    PERFORM funds.refuse('offer_is_set_aside_once', 'nothing is to be set aside for offer ' || of_offer);
  END IF;
  PERFORM funds.set_aside(o.source_id, new_id, new_amount, on_date, coalesce(nullif(o.basis, ''), 'offer:' || o.id), new_reference, who);
END $$;

-- Give back what was set aside for an offer.
CREATE FUNCTION grants.release(
  of_offer bigint, of_hold uuid, new_id uuid, new_amount bigint, on_date date, new_basis text, new_reference text, who log.telling
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = ledger, pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  o public.grants_offer;
BEGIN
  SELECT * INTO STRICT o FROM public.grants_offer w WHERE w.id = of_offer;
  IF NOT EXISTS (SELECT 1 FROM ledger.hold h WHERE h.id = of_hold AND h.basis = coalesce(nullif(o.basis, ''), 'offer:' || o.id)) THEN
    PERFORM funds.refuse('hold_pays_what_it_was_set_aside_for', 'this was not set aside for offer ' || of_offer);
  END IF;
  PERFORM funds.release(o.source_id, of_hold, new_id, new_amount, on_date, new_basis, new_reference, who);
END $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA grants FROM PUBLIC;
