from django.db import migrations, models


def forget(apps, schema_editor):
    """What was kept before lived an hour and was written otherwise."""
    apps.get_model("people", "HeldForm").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("people", "0006_proved_addresses")]
    operations = [
        migrations.RunPython(forget, migrations.RunPython.noop),
        migrations.RemoveField("heldform", "token_hash"),
        migrations.AddField(
            "heldform", "key", models.CharField(max_length=43, unique=True, default=""), preserve_default=False
        ),
        migrations.AddField(
            "heldform",
            "browser_hash",
            models.CharField(max_length=64, db_index=True, default=""),
            preserve_default=False,
        ),
        migrations.AlterField("heldform", "body", models.TextField(help_text="pairs of name and value, as JSON")),
    ]
