-- Who says that they act in a seat holds it, in its term, on the day on which it happened. Called by log.bind, once a transaction.
CREATE FUNCTION log.require_seat(who_person bigint, who_seat bigint, who_role text, happened timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  on_day date := (happened AT TIME ZONE 'Asia/Bangkok')::date;
BEGIN
  IF who_seat IS NULL THEN
    IF who_role IS DISTINCT FROM '' OR NOT EXISTS (SELECT 1 FROM public.people_person p WHERE p.id = who_person) THEN
      PERFORM log.refuse_telling('who_acts_holds_the_seat', 'person ' || who_person || ' acts in no seat');
    END IF;
  ELSIF NOT EXISTS (
    SELECT 1 FROM public.people_seat s WHERE s.id = who_seat AND s.person_id = who_person AND s.role = who_role
      AND on_day BETWEEN s.starts_on AND coalesce(s.ends_on, on_day)
  ) THEN
    PERFORM log.refuse_telling('who_acts_holds_the_seat', 'person ' || who_person || ' does not hold seat ' || who_seat);
  END IF;
END $$;

CREATE FUNCTION log.role_of(of_seat bigint) RETURNS text LANGUAGE sql STABLE AS
$$ SELECT s.role FROM public.people_seat s WHERE s.id = of_seat $$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA log FROM PUBLIC;
