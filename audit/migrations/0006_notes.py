from pathlib import Path

from django.db import migrations, models

TABLES = Path(__file__).with_name("0006_notes.sql")
BACK = "DROP TABLE log.reopening, log.stop, log.alarm, log.stamp, log.cosignature, log.note;"


class Migration(migrations.Migration):
    """A note per tree and size, what witnesses and time authorities say of it, and what the signer would not sign."""

    dependencies = [("audit", "0005_evidence")]

    operations = [
        migrations.RunSQL(TABLES.read_text(encoding="utf-8"), BACK),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("pk", models.CompositePrimaryKey("tree", "size", blank=True, editable=False, primary_key=True, serialize=False)),
                ("tree", models.CharField(max_length=6)),
                ("size", models.BigIntegerField()),
                ("root", models.BinaryField()),
                ("origin", models.TextField()),
                ("body", models.BinaryField()),
                ("key", models.BinaryField()),
                ("recorded_at", models.DateTimeField()),
            ],
            options={"db_table": 'log"."note', "managed": False},
        ),
        migrations.CreateModel(
            name="Cosignature",
            fields=[
                ("pk", models.CompositePrimaryKey("tree", "size", "witness", blank=True, editable=False, primary_key=True, serialize=False)),
                ("tree", models.CharField(max_length=6)),
                ("size", models.BigIntegerField()),
                ("witness", models.TextField()),
                ("line", models.TextField()),
                ("seen_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
            ],
            options={"db_table": 'log"."cosignature', "managed": False},
        ),
        migrations.CreateModel(
            name="Stamp",
            fields=[
                ("pk", models.CompositePrimaryKey("tree", "size", "authority", blank=True, editable=False, primary_key=True, serialize=False)),
                ("tree", models.CharField(max_length=6)),
                ("size", models.BigIntegerField()),
                ("authority", models.TextField()),
                ("token", models.BinaryField()),
                ("stamped_at", models.DateTimeField()),
            ],
            options={"db_table": 'log"."stamp', "managed": False},
        ),
        migrations.CreateModel(
            name="Alarm",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("tree", models.CharField(max_length=6)),
                ("kind", models.TextField()),
                ("source", models.TextField()),
                ("size", models.BigIntegerField()),
                ("seen_size", models.BigIntegerField()),
                ("seen_root", models.BinaryField()),
                ("first_bad", models.BigIntegerField()),
                ("stops", models.BooleanField()),
                ("recorded_at", models.DateTimeField()),
            ],
            options={"db_table": 'log"."alarm', "managed": False},
        ),
        migrations.CreateModel(
            name="Reopening",
            fields=[
                ("pk", models.CompositePrimaryKey("alarm_id", "person", blank=True, editable=False, primary_key=True, serialize=False)),
                ("alarm", models.ForeignKey("audit.Alarm", models.DO_NOTHING, related_name="+")),
                ("person", models.BigIntegerField()),
                ("seat", models.BigIntegerField()),
                ("recorded_at", models.DateTimeField()),
            ],
            options={"db_table": 'log"."reopening', "managed": False},
        ),
        migrations.CreateModel(
            name="Stop",
            fields=[("tree", models.CharField(max_length=6)), ("alarm", models.OneToOneField("audit.Alarm", models.DO_NOTHING, primary_key=True, serialize=False, related_name="+"))],
            options={"db_table": 'log"."stop', "managed": False},
        ),
    ]
