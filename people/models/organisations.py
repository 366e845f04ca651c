"""Organisations: a council, committee, agency, fund or office; a committee is one too."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language

from people.kinds import ASKERS, COMMITTEES, FUNDERS, OrganisationKind


class Organisation(models.Model):
    """A council, committee, agency, fund or office. `parent` ties a fund board to the fund it decides for."""

    kind = models.CharField(max_length=20, choices=OrganisationKind)
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    province = models.ForeignKey("places.Province", on_delete=models.PROTECT, related_name="organisations")
    district = models.ForeignKey("places.District", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    subdistrict = models.ForeignKey(
        "places.Subdistrict", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    registration_no = models.CharField(max_length=60, blank=True)
    letter_code = models.CharField(max_length=20, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            # A second board of the same fund would confirm what the first one does not.
            models.UniqueConstraint(
                fields=["parent"], condition=Q(kind="fund_board", is_active=True), name="one_board_a_fund"
            ),
            models.UniqueConstraint(
                fields=["province", "kind", "name_th"], name="one_organisation_of_a_kind_and_name_in_a_province"
            ),
            models.CheckConstraint(
                condition=~Q(kind="fund_board") | Q(parent__isnull=False), name="a_fund_board_decides_for_a_fund"
            ),
        ]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" and self.name_en else self.name_th

    def get_absolute_url(self) -> str:
        return reverse("people:organisation_of", args=[self.pk])

    @property
    def is_asker(self) -> bool:
        return self.kind in ASKERS

    @property
    def is_committee(self) -> bool:
        return self.kind in COMMITTEES

    @property
    def is_funder(self) -> bool:
        return self.kind in FUNDERS
