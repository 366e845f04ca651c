from django.db import migrations, models

# The sum of a request that is being put right was that of the lines as they are typed; from here on it is what was sent last.
AS_SENT = """
UPDATE requests_budgetrequest AS row SET amount = sent.total
FROM (
    SELECT DISTINCT ON (budget_request_id) budget_request_id, (content ->> 'total')::bigint AS total
    FROM requests_revision ORDER BY budget_request_id, number DESC
) AS sent
WHERE sent.budget_request_id = row.id AND row.state IN ('returned', 'withdrawn')
    AND row.endorsed_amount IS NULL AND sent.total IS NOT NULL AND row.amount <> sent.total
"""


class Migration(migrations.Migration):

    dependencies = [
        ("requests", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="budgetrequest",
            name="amount",
            field=models.BigIntegerField(
                default=0, help_text="satang; the sum of the budget lines, as they were sent last"
            ),
        ),
        migrations.RunSQL(AS_SENT, migrations.RunSQL.noop),
    ]
