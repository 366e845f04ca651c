"""Job rows: work that was promised in a transaction and is done after it. The row, never a queue, is the truth."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from jobs import clock


class State(models.TextChoices):
    WAITING = "waiting", _("waiting")
    RUNNING = "running", _("under way")
    DONE = "done", _("done")
    FAILED = "failed", _("failed")
    CANCELLED = "cancelled", _("cancelled")


OPEN = (State.WAITING, State.RUNNING)
FINISHED = (State.DONE, State.FAILED, State.CANCELLED)


class JobQuerySet(models.QuerySet["Job"]):
    def due(self) -> JobQuerySet:
        """Waiting rows whose time has come by `jobs.clock`, oldest first."""
        return self.filter(state=State.WAITING, run_at__lte=clock.now()).order_by("run_at", "pk")

    def abandoned(self) -> JobQuerySet:
        """Running rows whose worker stopped renewing its lease. Leases follow the database's clock, never the injected one."""
        return self.filter(state=State.RUNNING, claimed_until__lt=Now())


class Job(models.Model):
    """One piece of work. `attempts` is also the fence: a worker that lost its lease carries an older number and cannot finish."""

    kind = models.CharField(max_length=100)
    args = models.JSONField(default=dict)
    subject = models.CharField(max_length=200, blank=True)
    dedupe_key = models.CharField(max_length=200, null=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    run_at = models.DateTimeField(default=clock.now)
    claimed_until = models.DateTimeField(null=True)
    nudged_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    progress_text = models.CharField(max_length=200, blank=True)
    last_error = models.TextField(blank=True)
    result = models.JSONField(null=True)
    created_at = models.DateTimeField(default=clock.now)
    finished_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="job_state_is_known"),
            models.CheckConstraint(condition=~Q(kind=""), name="job_has_a_kind"),
            models.CheckConstraint(
                condition=Q(state="running", claimed_until__isnull=False)
                | (~Q(state="running") & Q(claimed_until__isnull=True)),
                name="job_runs_under_a_lease",
            ),
            models.CheckConstraint(
                condition=Q(state__in=FINISHED, finished_at__isnull=False)
                | Q(state__in=OPEN, finished_at__isnull=True),
                name="job_finished_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(progress_done__lte=F("progress_total")), name="job_progress_within_total"
            ),
            # A key is free again once its work is over: what was made yesterday may be promised again.
            models.UniqueConstraint(fields=["dedupe_key"], condition=Q(state__in=OPEN), name="job_open_once_per_key"),
        ]
        # Finished rows stay ninety days and are many; those that workers and the sweep look for are few.
        indexes = [
            models.Index(fields=["run_at", "id"], condition=Q(state="waiting"), name="job_waiting"),
            models.Index(fields=["claimed_until"], condition=Q(state="running"), name="job_running"),
            models.Index(fields=["kind", "dedupe_key"], name="job_by_key"),
            models.Index(fields=["subject"], name="job_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_finished(self) -> bool:
        return self.state in FINISHED

    @property
    def percent(self) -> int:
        return 100 * self.progress_done // self.progress_total if self.progress_total else 0
