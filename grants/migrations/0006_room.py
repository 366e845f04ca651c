from django.db import migrations


class Migration(migrations.Migration):
    """A schema for the functions that say what a fund's money may be paid on."""

    dependencies = [("grants", "0005_words_of_states"), ("funds", "0005_rooms")]

    operations = [migrations.RunSQL("CREATE SCHEMA grants;", "DROP SCHEMA grants CASCADE;")]
