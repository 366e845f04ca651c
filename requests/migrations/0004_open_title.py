"""The title that everybody may read stands with the request, as its open edition says it."""

from django.db import migrations, models

FILL = """
UPDATE requests_budgetrequest r SET open_title = coalesce((
  SELECT left(d.facts ->> 'title', 300) FROM documents_document d
  WHERE d.subject = 'request:' || r.id AND d.kind = 'public_proposal' ORDER BY d.id DESC LIMIT 1), '')
WHERE r.receipt_number > '';
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0005_asked_on"), ("requests", "0003_lists_of_a_province")]

    operations = [
        migrations.AddField("budgetrequest", "open_title", models.CharField(blank=True, default="", max_length=300)),
        migrations.AlterField("budgetrequest", "open_title", models.CharField(blank=True, max_length=300)),
        migrations.RunSQL(FILL, reverse_sql=migrations.RunSQL.noop),
    ]
