from pathlib import Path

from django.db import migrations, models

TABLES = Path(__file__).with_name("0001_tables.sql")


class Migration(migrations.Migration):

    initial = True

    dependencies = [("audit", "0001_initial")]

    operations = [
        migrations.RunSQL(TABLES.read_text(encoding="utf-8"), "DROP SCHEMA doors CASCADE"),
        migrations.CreateModel(
            name="SecurityEvent",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=30)),
                ("tree", models.CharField(max_length=6)),
                ("person_id", models.BigIntegerField(null=True)),
                ("seat_id", models.BigIntegerField(null=True)),
                ("route", models.CharField(max_length=200)),
                ("network", models.CharField(max_length=60)),
                ("occurred_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
            ],
            options={"db_table": 'doors"."event', "managed": False},
        ),
    ]
