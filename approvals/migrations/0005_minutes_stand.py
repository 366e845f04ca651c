"""A closed meeting has minutes, now of parts."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("approvals", "0004_minutes_move")]

    operations = [
        migrations.RemoveField("meeting", "text"),
        migrations.AddConstraint(
            "meeting",
            models.CheckConstraint(
                condition=~Q(state="closed") | Q(minutes__isnull=False), name="a_closed_meeting_has_minutes"
            ),
        ),
    ]
