from django.db import migrations

# What an event says beside its facts, for those that the database makes itself: see `log.body`. `digests` are names of personal
# texts and their digests in turns, in the order of the names.
TELLING = """
CREATE TYPE log.telling AS (
  tree text, event text, version integer, subject text, person bigint, seat bigint, role text, digests text[],
  happened timestamptz
);
"""


class Migration(migrations.Migration):
    """Events of money are made where the money moves."""

    dependencies = [("audit", "0003_by_person")]

    operations = [migrations.RunSQL(TELLING, "DROP TYPE log.telling;")]
