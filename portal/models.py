"""What the public pages keep so as not to count the country anew for each visitor. All of it can be counted again."""

from __future__ import annotations

from django.db import models


class ProvinceTotals(models.Model):
    """A province in figures: satang, and how many requests. `at` says which events, and which day, they stand for."""

    province = models.OneToOneField("places.Province", on_delete=models.CASCADE, primary_key=True, related_name="+")
    at = models.CharField(max_length=80)
    asked = models.BigIntegerField()
    endorsed = models.BigIntegerField()
    promised = models.BigIntegerField()
    paid = models.BigIntegerField()
    requests = models.IntegerField()
    overdue = models.IntegerField()

    def __str__(self) -> str:
        return self.province_id
