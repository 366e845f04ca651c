from django.db import migrations


class Migration(migrations.Migration):
    """An address is one that its holder has proved. Those from before were typed by who invited: nobody proved them."""

    dependencies = [("people", "0005_identities")]

    operations = [migrations.RunSQL("UPDATE people_person SET email = '' WHERE email <> '';", migrations.RunSQL.noop)]
