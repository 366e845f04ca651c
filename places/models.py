"""Where things happen: the provinces, districts and sub-districts of Thailand by their DOPA codes, and its holidays."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Named(models.Model):
    """A place with a Thai and an English name; `order_key` sorts it in Thai dictionary order."""

    name_th = models.CharField(_("Thai name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120)
    order_key = models.CharField(max_length=250, db_index=True, editable=False)

    class Meta:
        abstract = True
        ordering: ClassVar = ["order_key", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the page."""
        return self.name_th if (get_language() or "th").startswith("th") else self.name_en


class Province(Named):
    """A province; `is_active` says that it runs its requests here."""

    code = models.CharField(primary_key=True, max_length=2)
    is_active = models.BooleanField(default=False)

    class Meta(Named.Meta):
        pass


class District(Named):
    """An amphoe, or a khet of Bangkok."""

    code = models.CharField(primary_key=True, max_length=4)
    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="districts")

    class Meta(Named.Meta):
        pass


class Subdistrict(Named):
    """A tambon, or a khwaeng of Bangkok."""

    code = models.CharField(primary_key=True, max_length=6)
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="subdistricts")
    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="subdistricts")

    class Meta(Named.Meta):
        pass


class Tile(models.Model):
    """A place's square on the map of what it lies in: the country's (`within` is empty), a province's or an amphoe's."""

    code = models.CharField(primary_key=True, max_length=6)
    within = models.CharField(max_length=4, db_index=True, blank=True)
    column = models.PositiveSmallIntegerField()
    row = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=130, help_text="the Thai name, with a bar where a line may end")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["within", "column", "row"], name="one_place_a_tile", deferrable=models.Deferrable.DEFERRED
            )
        ]


class CustomArea(Named):
    """A working area that crosses boundaries, such as a river basin, filed under one province."""

    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="custom_areas")
    subdistricts = models.ManyToManyField(Subdistrict, related_name="custom_areas")

    class Meta(Named.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["province", "name_th"], name="custom_area_name_is_unique_in_province")
        ]


class Holiday(models.Model):
    """A day on which government offices are closed; it moves a last day to the next working day."""

    date = models.DateField(primary_key=True)
    name_th = models.CharField(_("Thai name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120)

    class Meta:
        ordering: ClassVar = ["date"]

    def __str__(self) -> str:
        return f"{self.date} {self.name_th}"
