from django.db import migrations

# What somebody did is found by who did it; by subject and tree alone, the whole log would be read. A body is canonical: its keys
# stand in order, so that who did it stands first. Immutable functions of PostgreSQL alone: a function of our own in an index
# would be one more to guard, and could not be replaced. `audit.reports.deeds_of` asks in these very words.
BY_PERSON = """
CREATE INDEX log_by_person ON log.log (
  (substring(encode(substring(body, 1, 40), 'escape') from '^\\{"actor":\\{"person":(\\d+),')), recorded_at DESC, seq DESC
);
"""


class Migration(migrations.Migration):
    """An index for what was done in one person's name."""

    dependencies = [("audit", "0002_signed_heads")]

    operations = [migrations.RunSQL(BY_PERSON, "DROP INDEX log.log_by_person;")]
