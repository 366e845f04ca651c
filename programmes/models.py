"""What a province offers and follows: calls, routes with their stages, and cost norms. All of it is data."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from people.models import OrganisationKind


class Route(models.Model):
    """One version of the way requests take through a province's committees."""

    province = models.ForeignKey("places.Province", on_delete=models.PROTECT, related_name="routes")
    version = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    valid_from = models.DateField()
    intake_days = models.PositiveSmallIntegerField(default=7)
    revision_days = models.PositiveSmallIntegerField(default=30)
    offer_days = models.PositiveSmallIntegerField(default=30)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["province", "version"], name="one_route_a_version")]

    def __str__(self) -> str:
        return f"{self.name} ({self.version})"


class RouteStage(models.Model):
    """One step of a route: which kind of committee decides, and within how many days."""

    route = models.ForeignKey(Route, on_delete=models.PROTECT, related_name="stages")
    position = models.PositiveSmallIntegerField()
    name_th = models.CharField(max_length=120)
    name_en = models.CharField(max_length=120)
    committee_kind = models.CharField(max_length=20, choices=OrganisationKind)
    days = models.PositiveSmallIntegerField(default=30)
    may_reduce = models.BooleanField(default=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["route", "position"], name="one_stage_a_position"),
            models.CheckConstraint(
                condition=Q(
                    committee_kind__in=["tambon_committee", "amphoe_committee", "province_committee", "fund_board"]
                ),
                name="a_stage_is_a_committees",
            ),
        ]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name_th


SET_WHILE_OPEN = frozenset({"title", "purpose", "closes_on", "envelope"})
SET_BEFORE = frozenset({"fiscal_year", "route", "opens_on", "ceiling", "own_share", "askers", "dimensions", "demands"})


class Call(models.Model):
    """A round in which a province takes requests for one fiscal year."""

    province = models.ForeignKey("places.Province", on_delete=models.PROTECT, related_name="calls")
    fiscal_year = models.PositiveSmallIntegerField(help_text="B.E.")
    title = models.CharField(max_length=160)
    route = models.ForeignKey(Route, on_delete=models.PROTECT, related_name="+")
    opens_on = models.DateField()
    closes_on = models.DateField()
    ceiling = models.BigIntegerField(null=True, blank=True, help_text="satang a request")
    demands = models.JSONField(default=list, blank=True, help_text="kinds of attachment that must be there")
    purpose = models.TextField(blank=True, max_length=4_000)
    envelope = models.BigIntegerField(null=True, blank=True, help_text="satang for the whole round")
    own_share = models.PositiveSmallIntegerField(
        default=0, help_text="percent of the whole that its council gives at least, in money or in kind"
    )
    askers = models.JSONField(default=list, blank=True, help_text="kinds of organisations; none: all that may ask")
    dimensions = models.JSONField(default=list, blank=True, help_text="codes of topics; none: all of them")
    copied_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="a_call_closes_after_it_opens"),
            models.CheckConstraint(condition=Q(ceiling__isnull=True) | Q(ceiling__gt=0), name="a_ceiling_is_positive"),
            models.CheckConstraint(
                condition=Q(envelope__isnull=True) | Q(envelope__gt=0), name="an_envelope_is_positive"
            ),
            models.CheckConstraint(condition=Q(own_share__lte=90), name="an_own_share_is_at_most_ninety_percent"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"/calls/{self.pk}/"

    @property
    def asker_words(self) -> list[str]:
        """Who may ask, where not all may."""
        return [str(OrganisationKind(kind).label) for kind in self.askers if kind in OrganisationKind.values]

    def may_change(self, day: date) -> frozenset[str]:
        """What of it is still to be set: all before it opens, then only what takes nothing from those who have written."""
        return SET_BEFORE | SET_WHILE_OPEN if day < self.opens_on else SET_WHILE_OPEN

    def is_open(self, day: date) -> bool:
        return self.opens_on <= day <= self.closes_on


class NormStatus(models.TextChoices):
    """How sure a figure is."""

    SET = "set", _("set by the province")
    WAITS = "needs_confirmation", _("the figure is not known yet")
    PUBLISHED = "published_excerpt", _("published")
    PRACTICE = "practice", _("customary")
    UNVERIFIED = "unverified", _("not looked up yet")
    EXPIRED = "expired", _("ended")


class CostNorm(models.Model):
    """A customary price. Going over it asks for a reason and never blocks. Without a cap it waits for an administrator.

    `words` are those by which a line of a budget is known to be about it, one of them is enough; a norm of one `funder` or of one
    `call` counts for what is asked of that one, or in it.
    """

    province = models.ForeignKey("places.Province", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    code = models.CharField(max_length=40)
    name_th = models.CharField(max_length=160)
    cap = models.BigIntegerField(null=True, blank=True, help_text="satang")
    unit = models.CharField(max_length=40)
    regulation = models.CharField(max_length=160)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    status = models.CharField(max_length=24)
    words = models.CharField(max_length=200, blank=True, help_text="parted by commas")
    funder = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    call = models.ForeignKey(Call, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["province", "code", "valid_from", "funder", "call"],
                nulls_distinct=False,
                name="one_norm_a_code_and_date",
            ),
        ]

    def __str__(self) -> str:
        return self.name_th

    def get_absolute_url(self) -> str:
        return f"/norms/{self.pk}/"

    @property
    def waits(self) -> bool:
        """Whether its figure is not known yet, so that nothing is over it."""
        return self.cap is None

    @property
    def own_words(self) -> list[str]:
        return [word for word in (part.strip() for part in self.words.split(",")) if word]

    @property
    def status_word(self) -> str:
        return str(dict(NormStatus.choices).get(self.status, self.status))

    def holds_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)
