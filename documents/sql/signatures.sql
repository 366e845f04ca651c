-- A place to sign is filled once, over the bytes that are kept; then it stays as it is. Scans stay too.
CREATE FUNCTION documents_guard_signature() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  filled CONSTANT text[] := ARRAY['method', 'typed_name', 'sha256', 'scan_id', 'signed_at', 'signed_by_id',
    'confirmed_by_id'];
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.signed_at IS NULL THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'a place to sign is there before it is signed'
      USING ERRCODE = 'TL000', CONSTRAINT = 'a_signature_is_awaited_first';
  END IF;
  IF NEW.typed_name IN ('', '–') AND to_jsonb(NEW) - 'typed_name' = to_jsonb(OLD) - 'typed_name' THEN
    IF log.is_erased(TG_TABLE_NAME, OLD.id::text) THEN RETURN NEW; END IF;
  END IF;
  IF OLD.signed_at IS NOT NULL OR to_jsonb(NEW) - filled <> to_jsonb(OLD) - filled THEN
    RAISE EXCEPTION 'signature % does not change', OLD.id
      USING ERRCODE = 'TL000', CONSTRAINT = 'signature_does_not_change';
  END IF;
  IF NOT EXISTS (
    SELECT 1 FROM public.documents_document d WHERE d.id = NEW.document_id AND d.state = 'ready' AND d.pdf_id = NEW.sha256
  ) THEN
    RAISE EXCEPTION 'signature % is not over the bytes of its paper', OLD.id
      USING ERRCODE = 'TL000', CONSTRAINT = 'signature_is_over_the_kept_bytes';
  END IF;
  IF NEW.scan_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM public.documents_scan s WHERE s.id = NEW.scan_id AND s.document_id = NEW.document_id
  ) THEN
    RAISE EXCEPTION 'the scan of signature % is of another paper', OLD.id
      USING ERRCODE = 'TL000', CONSTRAINT = 'scan_is_of_the_signed_paper';
  END IF;
  IF NEW.method = 'wet_ink' AND NOT EXISTS (
    SELECT 1 FROM public.documents_handsignature h
    WHERE h.place_id = NEW.id AND h.scan_id = NEW.scan_id AND h.state = 'confirmed'
  ) THEN
    RAISE EXCEPTION 'signature % by hand is not confirmed', OLD.id
      USING ERRCODE = 'TL000', CONSTRAINT = 'signature_by_hand_is_confirmed';
  END IF;
  RETURN NEW;
END $$;

-- Who said it on which scan stays; it is decided once. Seats of one person are one: nobody confirms their own word.
CREATE FUNCTION documents_guard_hand() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  decided CONSTANT text[] := ARRAY['state', 'version', 'decided_at', 'decided_by_id', 'reason'];
BEGIN
  IF NEW.typed_name = '–' AND NEW.reason IN ('', '–')
    AND to_jsonb(NEW) - ARRAY['typed_name', 'reason'] = to_jsonb(OLD) - ARRAY['typed_name', 'reason'] THEN
    IF log.is_erased(TG_TABLE_NAME, OLD.id::text) THEN RETURN NEW; END IF;
  END IF;
  IF OLD.state <> 'awaiting' OR to_jsonb(NEW) - decided <> to_jsonb(OLD) - decided THEN
    RAISE EXCEPTION 'signature by hand % does not change', OLD.id
      USING ERRCODE = 'TL000', CONSTRAINT = 'signature_by_hand_does_not_change';
  END IF;
  IF NOT NEW.is_own AND EXISTS (
    SELECT 1 FROM public.people_seat said JOIN public.people_seat here ON here.person_id = said.person_id
    WHERE said.id = NEW.claimed_by_id AND here.id = NEW.decided_by_id
  ) THEN
    RAISE EXCEPTION 'signature by hand % is confirmed by who said so', OLD.id
      USING ERRCODE = 'TL000', CONSTRAINT = 'nobody_confirms_their_own_word';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER hand_does_not_change BEFORE UPDATE ON documents_handsignature
  FOR EACH ROW EXECUTE FUNCTION documents_guard_hand();
CREATE TRIGGER hand_is_not_deleted BEFORE DELETE ON documents_handsignature
  FOR EACH ROW EXECUTE FUNCTION documents_refuse_change();
CREATE TRIGGER hand_is_not_emptied BEFORE TRUNCATE ON documents_handsignature
  FOR EACH STATEMENT EXECUTE FUNCTION documents_refuse_change();
ALTER TABLE documents_handsignature ENABLE ALWAYS TRIGGER hand_does_not_change;
ALTER TABLE documents_handsignature ENABLE ALWAYS TRIGGER hand_is_not_deleted;
ALTER TABLE documents_handsignature ENABLE ALWAYS TRIGGER hand_is_not_emptied;

CREATE TRIGGER signature_does_not_change BEFORE INSERT OR UPDATE ON documents_signature
  FOR EACH ROW EXECUTE FUNCTION documents_guard_signature();
CREATE TRIGGER signature_is_not_deleted BEFORE DELETE ON documents_signature
  FOR EACH ROW EXECUTE FUNCTION documents_refuse_change();
CREATE TRIGGER signature_is_not_emptied BEFORE TRUNCATE ON documents_signature
  FOR EACH STATEMENT EXECUTE FUNCTION documents_refuse_change();
CREATE TRIGGER scan_is_append_only BEFORE UPDATE OR DELETE ON documents_scan
  FOR EACH ROW EXECUTE FUNCTION documents_refuse_change();
CREATE TRIGGER scan_is_not_emptied BEFORE TRUNCATE ON documents_scan
  FOR EACH STATEMENT EXECUTE FUNCTION documents_refuse_change();
ALTER TABLE documents_signature ENABLE ALWAYS TRIGGER signature_does_not_change;
ALTER TABLE documents_signature ENABLE ALWAYS TRIGGER signature_is_not_deleted;
ALTER TABLE documents_signature ENABLE ALWAYS TRIGGER signature_is_not_emptied;
ALTER TABLE documents_scan ENABLE ALWAYS TRIGGER scan_is_append_only;
ALTER TABLE documents_scan ENABLE ALWAYS TRIGGER scan_is_not_emptied;
