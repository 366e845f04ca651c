from django.db import migrations

# What somebody did is found by who did it: the log is read by subject and by tree otherwise. Built-in functions alone, which
# do not change: those of the schema `log` are replaced whenever they differ, and an index would hold them.
BY_PERSON = """
CREATE INDEX log_by_person ON log.log ((convert_from(body, 'UTF8')::jsonb #>> '{actor,person}'), recorded_at DESC, seq DESC);
"""


class Migration(migrations.Migration):
    """An index for what was done in one person's name."""

    dependencies = [("audit", "0002_signed_heads")]

    operations = [migrations.RunSQL(BY_PERSON, "DROP INDEX log.log_by_person;")]
