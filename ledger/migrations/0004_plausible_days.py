from django.db import migrations

# One day that is none, such as "infinity", would stop every reader of the log and the books.
TABLES = {
    "ledger.hold": ("hold_date_is_plausible", "date"),
    "ledger.hold_resolution": ("resolution_date_is_plausible", "date"),
    "ledger.period": ("period_ends_on_a_plausible_day", "ends_on"),
    "ledger.account": ("account_is_opened_on_a_plausible_day", "opened_on"),
    "log.log": ("event_happened_on_a_plausible_day", "occurred_at"),
}
ADD = "ALTER TABLE {} ADD CONSTRAINT {} CHECK ({} BETWEEN '2000-01-01' AND '2199-12-31');"
DROP = "ALTER TABLE {} DROP CONSTRAINT {};"


class Migration(migrations.Migration):
    """As of entries, so of holds, periods, accounts and events: days lie between 2000 and 2199."""

    dependencies = [("ledger", "0003_one_call")]

    operations = [
        migrations.RunSQL(ADD.format(table, name, column), DROP.format(table, name))
        for table, (name, column) in TABLES.items()
    ]
