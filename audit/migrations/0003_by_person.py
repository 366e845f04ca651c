from django.db import migrations

# What somebody did is found by who did it; by subject and tree alone, the whole log would be read. The function stands outside
# the schema `log`, whose functions are replaced whenever they differ, which an index on one would forbid. It is IMMUTABLE in
# truth: what it reads is always UTF-8, and a log's body never changes.
BY_PERSON = """
CREATE FUNCTION public.audit_person_of(body bytea) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN pg_catalog.convert_from(body, 'UTF8')::jsonb #>> '{actor,person}';
CREATE INDEX log_by_person ON log.log (public.audit_person_of(body), recorded_at DESC, seq DESC);
"""
BACK = "DROP INDEX log.log_by_person; DROP FUNCTION public.audit_person_of(bytea);"


class Migration(migrations.Migration):
    """An index for what was done in one person's name."""

    dependencies = [("audit", "0002_signed_heads")]

    operations = [migrations.RunSQL(BY_PERSON, BACK)]
