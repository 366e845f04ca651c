"""What was typed as one text stands in the last part of the minutes; nothing typed is lost."""

from typing import Any

from django.db import migrations

from jobs import clock


def move(apps: Any, editor: Any) -> None:
    meetings = apps.get_model("approvals", "Meeting")
    for meeting in meetings.objects.filter(state="closed", minutes=None):
        made = apps.get_model("approvals", "Minutes").objects.create(
            meeting=meeting,
            began=meeting.opened_at.astimezone(clock.BANGKOK).time(),
            ended=meeting.closed_at.astimezone(clock.BANGKOK).time(),
            from_chair="–",
            last_minutes="–",
            arising="–",
            other=meeting.text,
            written_at=meeting.closed_at,
            written_by_id=meeting.closed_by_id,
        )
        meetings.objects.filter(pk=meeting.pk).update(minutes=made)


class Migration(migrations.Migration):
    dependencies = [("approvals", "0003_papers_of_committees")]
    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
