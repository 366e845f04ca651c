"""Minutes become rows of parts; resolutions know their papers; rules know the days of an appeal."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

SEAT = "people.seat"


class Migration(migrations.Migration):
    dependencies = [("approvals", "0002_initial"), ("people", "0001_initial")]

    operations = [
        migrations.AddField("committeerules", "appeal_days", models.PositiveSmallIntegerField(default=15)),
        migrations.AddField(
            "committeerules", "answer_days",
            models.PositiveSmallIntegerField(default=30, help_text="to answer an appeal"),
        ),
        migrations.AddField(
            "committeerules", "superior_days",
            models.PositiveSmallIntegerField(default=30, help_text="for whoever stands above, when it goes on"),
        ),
        migrations.AddField("resolution", "extract_id", models.BigIntegerField(blank=True, null=True)),
        migrations.AddField("resolution", "letter_id", models.BigIntegerField(blank=True, null=True)),
        migrations.CreateModel(
            name="Minutes",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("meeting", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="rounds", to="approvals.meeting")),
                ("round", models.PositiveSmallIntegerField(default=1)),
                ("began", models.TimeField()),
                ("ended", models.TimeField()),
                ("attending", models.TextField(blank=True, help_text="who came beside the members, one a line", max_length=5000)),
                ("from_chair", models.TextField(max_length=20000)),
                ("last_minutes", models.TextField(max_length=20000)),
                ("arising", models.TextField(max_length=20000)),
                ("discussion", models.JSONField(blank=True, default=dict)),
                ("other", models.TextField(max_length=20000)),
                ("corrections", models.TextField(blank=True, help_text="what this round puts right, and why", max_length=5000)),
                ("document_id", models.BigIntegerField(blank=True, null=True)),
                ("written_at", models.DateTimeField()),
                ("written_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=SEAT)),
                ("adopted_in", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="adopted", to="approvals.meeting")),
                ("adopted_at", models.DateTimeField(blank=True, null=True)),
                ("adopted_by", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=SEAT)),
            ],
            options={
                "ordering": ["meeting", "round"],
                "constraints": [
                    models.UniqueConstraint(fields=["meeting", "round"], name="one_round_of_minutes_a_number"),
                    models.CheckConstraint(
                        condition=~Q(from_chair="") & ~Q(last_minutes="") & ~Q(arising="") & ~Q(other=""),
                        name="no_agenda_of_the_minutes_is_blank",
                    ),
                    models.CheckConstraint(
                        condition=Q(round=1) | (~Q(corrections="") & Q(adopted_in__isnull=False)),
                        name="later_minutes_say_what_they_correct",
                    ),
                    models.CheckConstraint(
                        condition=Q(adopted_in=None, adopted_at=None, adopted_by=None)
                        | Q(adopted_in__isnull=False, adopted_at__isnull=False, adopted_by__isnull=False),
                        name="minutes_adopted_have_who_when_and_where",
                    ),
                    models.CheckConstraint(
                        condition=Q(adopted_in=None) | ~Q(adopted_in=F("meeting")),
                        name="no_meeting_adopts_its_own_minutes",
                    ),
                ],
            },
        ),
        migrations.RemoveConstraint("meeting", "a_closed_meeting_has_minutes"),
        migrations.RenameField("meeting", "minutes", "text"),
        migrations.AddField(
            "meeting", "minutes",
            models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="stands_for", to="approvals.minutes"),
        ),
    ]
