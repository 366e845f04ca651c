from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('notices', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='mail',
            name='html',
            field=models.TextField(blank=True, default=''),
        ),
    ]
