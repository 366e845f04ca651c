import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0004_findable_by_state'),
    ]

    operations = [
        migrations.CreateModel(
            name='FindableText',
            fields=[
                ('findable', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='text', serialize=False, to='portal.findable')),
                ('key', models.TextField()),
                ('said', models.TextField()),
                ('marks', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['marks'], name='findable_by_text')],
            },
        ),
        # What was taken up before had no texts: the job takes all of it up again.
        migrations.RunSQL('DELETE FROM portal_caughtup', migrations.RunSQL.noop),
    ]
