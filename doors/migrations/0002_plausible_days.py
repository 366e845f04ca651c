from django.db import migrations

# One day that is none, such as "infinity", would stop every reader of the security log.
ADD = """
ALTER TABLE doors.event ADD CONSTRAINT event_happened_on_a_plausible_day CHECK (occurred_at BETWEEN '2000-01-01' AND '2199-12-31');
ALTER TABLE doors.tries ADD CONSTRAINT tries_end_on_a_plausible_day CHECK (ends_at BETWEEN '2000-01-01' AND '2199-12-31');
"""
DROP = """
ALTER TABLE doors.event DROP CONSTRAINT event_happened_on_a_plausible_day;
ALTER TABLE doors.tries DROP CONSTRAINT tries_end_on_a_plausible_day;
"""


class Migration(migrations.Migration):
    """As of events of the log: what the doors keep happens between 2000 and 2199."""

    dependencies = [("doors", "0001_initial")]

    operations = [migrations.RunSQL(ADD, DROP)]
