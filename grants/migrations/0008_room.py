from django.db import migrations


class Migration(migrations.Migration):
    """A schema for the functions that say what a fund's money may be paid on."""

    dependencies = [("grants", "0007_refunds_have_their_day"), ("funds", "0006_rooms")]

    operations = [migrations.RunSQL("CREATE SCHEMA grants;", "DROP SCHEMA grants CASCADE;")]
