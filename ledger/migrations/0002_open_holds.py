from django.db import migrations


class Migration(migrations.Migration):
    """What is set aside is read by account, the newest first, leaving out what nothing remains of."""

    dependencies = [("ledger", "0001_initial")]

    operations = [
        migrations.RunSQL(
            """
            CREATE INDEX hold_by_age ON ledger.hold (account_id, recorded_at, id);
            DROP INDEX ledger.hold_account;
            CREATE UNIQUE INDEX hold_ends_once ON ledger.hold_resolution (hold_id) WHERE remaining = 0;
            """,
            """
            CREATE INDEX hold_account ON ledger.hold (account_id);
            DROP INDEX ledger.hold_by_age;
            DROP INDEX ledger.hold_ends_once;
            """,
        ),
    ]
