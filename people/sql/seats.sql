-- Who somebody is does not change under a row: a seat is taken up once, confirmed once, and what officials said stays.
CREATE FUNCTION people_refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP
    USING ERRCODE = 'TL000', CONSTRAINT = 'rows_are_append_only';
END $$;

-- Which seats one person does not hold together: as `people.kinds.EXCLUDES`, which a test compares. Terms are compared by day
-- within an organisation, by fiscal year within a province: who paid in October does not audit in May.
CREATE FUNCTION people_guard_seat() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  own public.people_organisation;
  forever CONSTANT date := '9999-01-01';
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF (OLD.person_id IS NOT NULL AND NEW.person_id IS DISTINCT FROM OLD.person_id)
      OR NEW.organisation_id <> OLD.organisation_id OR NEW.role <> OLD.role
      OR NEW.opened_by_id IS DISTINCT FROM OLD.opened_by_id OR NEW.opened_for_id IS DISTINCT FROM OLD.opened_for_id THEN
      RAISE EXCEPTION 'seat % is taken up once, and stays what it is', OLD.id
        USING ERRCODE = 'TL000', CONSTRAINT = 'a_seat_is_taken_up_once';
    END IF;
    IF OLD.confirmed_at IS NOT NULL AND (NEW.confirmed_at, NEW.confirmed_by_id, NEW.confirmed_for_id)
      IS DISTINCT FROM (OLD.confirmed_at, OLD.confirmed_by_id, OLD.confirmed_for_id) THEN
      RAISE EXCEPTION 'seat % was confirmed', OLD.id USING ERRCODE = 'TL000', CONSTRAINT = 'a_seat_is_confirmed_once';
    END IF;
    IF NEW.person_id IS NOT DISTINCT FROM OLD.person_id AND NEW.starts_on = OLD.starts_on
      AND coalesce(NEW.ends_on, forever) <= coalesce(OLD.ends_on, forever) THEN
      RETURN NEW;
    END IF;
  END IF;
  IF NEW.person_id IS NULL THEN RETURN NEW; END IF;
  -- Two seats taken at once meet here: the second sees the first.
  PERFORM 1 FROM public.people_person WHERE id = NEW.person_id FOR NO KEY UPDATE;
  SELECT * INTO own FROM public.people_organisation WHERE id = NEW.organisation_id;
  IF EXISTS (
    SELECT 1
    FROM public.people_seat s JOIN public.people_organisation o ON o.id = s.organisation_id
    CROSS JOIN LATERAL (SELECT
      CASE WHEN NEW.role IN ('treasurer', 'approver', 'cashier', 'auditor') THEN NEW.role ELSE own.kind END,
      CASE WHEN s.role IN ('treasurer', 'approver', 'cashier', 'auditor') THEN s.role ELSE o.kind END
    ) AS held(one, other)
    JOIN (VALUES
      ('treasurer', 'approver', 'organisation'),
      ('treasurer', 'cashier', 'organisation'),
      ('approver', 'cashier', 'organisation'),
      ('auditor', 'treasurer', 'province'),
      ('auditor', 'approver', 'province'),
      ('auditor', 'cashier', 'province'),
      ('secretariat', 'treasurer', 'province'),
      ('secretariat', 'approver', 'province'),
      ('secretariat', 'cashier', 'province'),
      ('governance_board', 'treasurer', 'province'),
      ('governance_board', 'approver', 'province'),
      ('governance_board', 'cashier', 'province'),
      ('auditor', 'secretariat', 'province'),
      ('auditor', 'fund_board', 'province'),
      ('governance_board', 'secretariat', 'province'),
      ('governance_board', 'fund_board', 'province')
    ) AS pair(a, b, within) ON (held.one, held.other) IN ((pair.a, pair.b), (pair.b, pair.a))
    CROSS JOIN LATERAL (SELECT
      CASE pair.within WHEN 'organisation' THEN interval '0' ELSE interval '3 months' END,
      CASE pair.within WHEN 'organisation' THEN 'day' ELSE 'year' END
    ) AS by(shift, step)
    WHERE s.person_id = NEW.person_id AND s.id <> NEW.id
      AND CASE pair.within WHEN 'organisation' THEN o.id = own.id ELSE o.province_id = own.province_id END
      AND NOT (coalesce(NEW.stand_in_year, s.stand_in_year) IS NOT NULL AND 'governance_board' IN (own.kind, o.kind))
      AND date_trunc(by.step, s.starts_on + by.shift) <= coalesce(NEW.ends_on, forever) + by.shift
      AND date_trunc(by.step, NEW.starts_on + by.shift) <= coalesce(s.ends_on, forever) + by.shift
  ) THEN
    RAISE EXCEPTION 'seat % excludes another one of person %', NEW.id, NEW.person_id
      USING ERRCODE = 'TL000', CONSTRAINT = 'seats_exclude_each_other';
  END IF;
  RETURN NEW;
END $$;

-- Two officials are two people of two organisations, and neither is the person.
CREATE FUNCTION people_guard_recognition() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.how = 'officials' AND NOT EXISTS (
    SELECT 1 FROM public.people_sighting a, public.people_sighting b
    WHERE a.id = NEW.first_id AND b.id = NEW.second_id AND a.person_id = NEW.person_id AND b.person_id = NEW.person_id
      AND a.official_id <> b.official_id AND a.organisation_id <> b.organisation_id
      AND (SELECT count(*) FROM public.people_person p WHERE p.id IN (a.official_id, b.official_id) AND p.is_recognised) = 2
  ) THEN
    RAISE EXCEPTION 'a recognition rests on two recognised officials of two organisations'
      USING ERRCODE = 'TL000', CONSTRAINT = 'two_officials_recognise';
  END IF;
  RETURN NEW;
END $$;

-- At the end of the transaction: whoever is said to be recognised has a recognition, and stays recognised.
CREATE FUNCTION people_guard_recognised() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NEW.is_recognised AND NOT EXISTS (SELECT 1 FROM public.people_recognition r WHERE r.person_id = NEW.id) THEN
    RAISE EXCEPTION 'person % has no recognition', NEW.id
      USING ERRCODE = 'TL000', CONSTRAINT = 'recognised_by_a_recognition';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER seat_is_taken_up_once BEFORE INSERT OR UPDATE ON people_seat
  FOR EACH ROW EXECUTE FUNCTION people_guard_seat();
CREATE TRIGGER recognition_rests_on_two BEFORE INSERT ON people_recognition
  FOR EACH ROW EXECUTE FUNCTION people_guard_recognition();
CREATE CONSTRAINT TRIGGER recognised_by_a_recognition AFTER INSERT OR UPDATE OF is_recognised ON people_person
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION people_guard_recognised();
CREATE TRIGGER sighting_is_append_only BEFORE UPDATE OR DELETE ON people_sighting
  FOR EACH ROW EXECUTE FUNCTION people_refuse_change();
CREATE TRIGGER sighting_is_not_emptied BEFORE TRUNCATE ON people_sighting
  FOR EACH STATEMENT EXECUTE FUNCTION people_refuse_change();
CREATE TRIGGER recognition_is_append_only BEFORE UPDATE OR DELETE ON people_recognition
  FOR EACH ROW EXECUTE FUNCTION people_refuse_change();
CREATE TRIGGER recognition_is_not_emptied BEFORE TRUNCATE ON people_recognition
  FOR EACH STATEMENT EXECUTE FUNCTION people_refuse_change();
CREATE TRIGGER word_is_append_only BEFORE DELETE ON people_recoveryword
  FOR EACH ROW EXECUTE FUNCTION people_refuse_change();
CREATE TRIGGER word_is_not_emptied BEFORE TRUNCATE ON people_recoveryword
  FOR EACH STATEMENT EXECUTE FUNCTION people_refuse_change();
ALTER TABLE people_seat ENABLE ALWAYS TRIGGER seat_is_taken_up_once;
ALTER TABLE people_recognition ENABLE ALWAYS TRIGGER recognition_rests_on_two;
ALTER TABLE people_person ENABLE ALWAYS TRIGGER recognised_by_a_recognition;
ALTER TABLE people_sighting ENABLE ALWAYS TRIGGER sighting_is_append_only;
ALTER TABLE people_sighting ENABLE ALWAYS TRIGGER sighting_is_not_emptied;
ALTER TABLE people_recognition ENABLE ALWAYS TRIGGER recognition_is_append_only;
ALTER TABLE people_recognition ENABLE ALWAYS TRIGGER recognition_is_not_emptied;
ALTER TABLE people_recoveryword ENABLE ALWAYS TRIGGER word_is_append_only;
ALTER TABLE people_recoveryword ENABLE ALWAYS TRIGGER word_is_not_emptied;
