from pathlib import Path

from django.db import migrations

GUARDS = Path(__file__).resolve().parent.parent / "sql" / "signatures.sql"


class Migration(migrations.Migration):
    dependencies = [("documents", "0003_letterheads_and_signatures")]

    operations = [migrations.RunSQL(GUARDS.read_text(encoding="utf-8"), reverse_sql=migrations.RunSQL.noop)]
