from pathlib import Path

import django.contrib.postgres.fields
from django.db import migrations, models

SQL = Path(__file__).resolve().parent.parent / "sql"


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.RunSQL((SQL / "log.sql").read_text(encoding="utf-8"), "DROP SCHEMA log CASCADE"),
        migrations.CreateModel(
            name="Checkpoint",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("body", models.BinaryField()),
                ("signature", models.BinaryField()),
                ("key", models.BinaryField()),
                ("recorded_at", models.DateTimeField()),
            ],
            options={
                "db_table": 'log"."checkpoint',
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "tree",
                        "seq",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("tree", models.CharField(max_length=6)),
                ("seq", models.BigIntegerField()),
                ("body", models.BinaryField()),
                ("leaf", models.BinaryField()),
                ("event", models.CharField(max_length=100)),
                ("subject", models.CharField(max_length=100)),
                ("occurred_at", models.DateTimeField()),
                ("recorded_at", models.DateTimeField()),
                ("entry_id", models.UUIDField(null=True)),
            ],
            options={
                "db_table": 'log"."log',
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="Head",
            fields=[
                (
                    "tree",
                    models.CharField(max_length=6, primary_key=True, serialize=False),
                ),
                ("size", models.BigIntegerField()),
                (
                    "frontier",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BinaryField(), size=None),
                ),
            ],
            options={
                "db_table": 'log"."head',
                "managed": False,
            },
        ),
        migrations.CreateModel(
            name="PersonalValue",
            fields=[
                (
                    "digest",
                    models.CharField(max_length=64, primary_key=True, serialize=False),
                ),
                ("subject", models.CharField(db_index=True, max_length=100)),
                ("field", models.CharField(max_length=60)),
                ("value", models.TextField(null=True)),
                ("salt", models.BinaryField(null=True)),
                ("erased_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "audit_vault",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("erased_at", None),
                                ("salt__isnull", False),
                                ("value__isnull", False),
                            ),
                            models.Q(
                                ("erased_at__isnull", False),
                                ("salt", None),
                                ("value", None),
                            ),
                            _connector="OR",
                        ),
                        name="value_and_salt_go_together_when_erased",
                    )
                ],
            },
        ),
    ]
