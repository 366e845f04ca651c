-- Persons vote, not seats: whose row it is holds the seat it names, votes while votes are open, and has not left.
CREATE FUNCTION approvals_guard_person() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT EXISTS (
    SELECT 1 FROM public.people_seat s WHERE s.id = NEW.seat_id AND s.person_id = NEW.person_id
  ) THEN
    RAISE EXCEPTION 'seat % is not held by person %', NEW.seat_id, NEW.person_id
      USING ERRCODE = 'TL000', CONSTRAINT = 'a_person_acts_in_their_own_seat';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION approvals_guard_vote() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM public.approvals_motion m
    WHERE m.id = NEW.motion_id AND (m.counted_at IS NOT NULL OR m.is_carried IS NOT NULL)
  ) THEN
    RAISE EXCEPTION 'the votes on motion % are counted', NEW.motion_id
      USING ERRCODE = 'TL000', CONSTRAINT = 'no_vote_after_the_count';
  END IF;
  IF EXISTS (
    SELECT 1 FROM public.approvals_motion m JOIN public.approvals_interest i ON i.item_id = m.item_id
    WHERE m.id = NEW.motion_id AND i.person_id = NEW.person_id AND NOT i.may_stay
  ) THEN
    RAISE EXCEPTION 'person % has left for this item', NEW.person_id
      USING ERRCODE = 'TL000', CONSTRAINT = 'who_has_left_does_not_vote';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION approvals_guard_resolution() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM public.approvals_interest i JOIN public.people_seat s ON s.person_id = i.person_id
    WHERE i.item_id = NEW.item_id AND NOT i.may_stay AND s.id IN (NEW.presided_by_id, NEW.resolved_by_id)
  ) THEN
    RAISE EXCEPTION 'whoever has left for item % neither presides over it nor records it', NEW.item_id
      USING ERRCODE = 'TL000', CONSTRAINT = 'who_has_left_decides_nothing';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER a_vote_is_its_persons BEFORE INSERT OR UPDATE ON approvals_vote
  FOR EACH ROW EXECUTE FUNCTION approvals_guard_person();
CREATE TRIGGER a_vote_is_cast_in_time BEFORE INSERT OR UPDATE ON approvals_vote
  FOR EACH ROW EXECUTE FUNCTION approvals_guard_vote();
CREATE TRIGGER an_interest_is_its_persons BEFORE INSERT ON approvals_interest
  FOR EACH ROW EXECUTE FUNCTION approvals_guard_person();
CREATE TRIGGER a_presence_is_its_persons BEFORE INSERT ON approvals_attendance
  FOR EACH ROW EXECUTE FUNCTION approvals_guard_person();
CREATE TRIGGER a_resolution_is_of_who_stayed BEFORE INSERT OR UPDATE OF presided_by_id, resolved_by_id
  ON approvals_resolution FOR EACH ROW EXECUTE FUNCTION approvals_guard_resolution();
ALTER TABLE approvals_vote ENABLE ALWAYS TRIGGER a_vote_is_its_persons;
ALTER TABLE approvals_vote ENABLE ALWAYS TRIGGER a_vote_is_cast_in_time;
ALTER TABLE approvals_interest ENABLE ALWAYS TRIGGER an_interest_is_its_persons;
ALTER TABLE approvals_attendance ENABLE ALWAYS TRIGGER a_presence_is_its_persons;
ALTER TABLE approvals_resolution ENABLE ALWAYS TRIGGER a_resolution_is_of_who_stayed;
