from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0003_finding'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='findable',
            index=models.Index(fields=['kind', 'state', 'day', 'id'], name='findable_by_state'),
        ),
    ]
