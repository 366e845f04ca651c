from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("grants", "0002_waiting")]

    operations = [
        migrations.AddIndex(
            model_name="instalment",
            index=models.Index(
                condition=models.Q(("state__in", ("requested", "verified", "reported"))),
                fields=["offer"],
                name="instalments_to_pay",
            ),
        ),
    ]
