-- What is kept stays as it was: bytes never change, a paper changes only while its PDF is being made.
CREATE FUNCTION documents_refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'TL000', CONSTRAINT = 'rows_are_append_only';
END $$;

CREATE FUNCTION documents_guard_document() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  made CONSTANT text[] := ARRAY['state', 'pdf_id', 'size_bytes', 'template_version', 'ready_at'];
BEGIN
  IF NEW.facts = '{}' AND to_jsonb(NEW) - 'facts' = to_jsonb(OLD) - 'facts' THEN
    IF log.is_erased(TG_TABLE_NAME, OLD.id::text) THEN RETURN NEW; END IF;
  END IF;
  IF OLD.state = 'ready' OR to_jsonb(NEW) - made <> to_jsonb(OLD) - made THEN
    RAISE EXCEPTION 'document % is issued and cannot change; issue one that replaces it', OLD.id
      USING ERRCODE = 'TL000', CONSTRAINT = 'document_does_not_change';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER document_does_not_change BEFORE UPDATE ON documents_document
  FOR EACH ROW EXECUTE FUNCTION documents_guard_document();
CREATE TRIGGER document_is_not_deleted BEFORE DELETE ON documents_document
  FOR EACH ROW EXECUTE FUNCTION documents_refuse_change();
CREATE TRIGGER document_is_not_emptied BEFORE TRUNCATE ON documents_document
  FOR EACH STATEMENT EXECUTE FUNCTION documents_refuse_change();
ALTER TABLE documents_document ENABLE ALWAYS TRIGGER document_does_not_change;
ALTER TABLE documents_document ENABLE ALWAYS TRIGGER document_is_not_deleted;
ALTER TABLE documents_document ENABLE ALWAYS TRIGGER document_is_not_emptied;
