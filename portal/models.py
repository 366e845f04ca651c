"""What the public pages keep so as not to count the country anew for each visitor. All of it can be counted again."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from publishing.fields import OpenTextField


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


class PlaceTotals(models.Model):
    """An amphoe or a tambon in figures, by its code: satang, and how many requests. An amphoe has its tambons' in it.

    What belongs to no one amphoe, as of a network of the province, stands under the code of the province.
    """

    code = models.CharField(primary_key=True, max_length=6)
    province = models.ForeignKey("places.Province", on_delete=models.CASCADE, related_name="+")
    asked = models.BigIntegerField(default=0)
    endorsed = models.BigIntegerField(default=0)
    promised = models.BigIntegerField(default=0)
    paid = models.BigIntegerField(default=0)
    returned = models.BigIntegerField(default=0)
    requests = models.IntegerField(default=0)
    waiting = models.IntegerField(default=0)
    overdue = models.IntegerField(default=0)

    def __str__(self) -> str:
        return self.code


class PlacesCounted(models.Model):
    """For which events, and which day, the places of a province were counted last; how many tambons money has reached."""

    province = models.OneToOneField("places.Province", on_delete=models.CASCADE, primary_key=True, related_name="+")
    at = models.CharField(max_length=80, blank=True)
    tambons = models.IntegerField(default=0)
    reached = models.IntegerField(default=0)

    def __str__(self) -> str:
        return self.province_id


class KeptFigures(models.Model):
    """The figures of one picture of a province (of the country where `scope` is empty), as they were asked last."""

    scope = models.CharField(max_length=2, blank=True)
    picture = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField(help_text="fiscal year, B.E.; 0 of a picture that is of no year")
    at = models.CharField(max_length=80)
    told = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "picture", "year"], name="one_edition_of_figures_a_picture")
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.picture} {self.year}"


class Findable(models.Model):
    """Something public as a list and a search show it: the words of the open edition, and what filters ask for.

    `day` orders lists. `due_on` is there while somebody has it. `tags` are what filters ask: "p57", "a5701", "y2569".
    """

    subject = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=12)
    province = models.ForeignKey("places.Province", on_delete=models.CASCADE, related_name="+", db_index=False)
    day = models.DateField()
    number = models.CharField(max_length=60, blank=True)
    title = OpenTextField(max_length=300)
    whose = models.CharField(max_length=300, blank=True)
    amount = models.BigIntegerField(null=True)
    state = models.CharField(max_length=20, blank=True)
    due_on = models.DateField(null=True)
    tags = ArrayField(models.CharField(max_length=48))

    class Meta:
        indexes = [
            # The lists: of the country and of a province, the newest first; and what lists are cut by where a walk
            # through the newest would find too little.
            models.Index(fields=["kind", "day", "id"], name="findable_by_day"),
            models.Index(fields=["province", "kind", "day", "id"], name="findable_of_a_province"),
            models.Index(fields=["kind", "amount", "id"], name="findable_by_amount"),
            models.Index(fields=["kind", "state", "day", "id"], name="findable_by_state"),
            models.Index(
                fields=["kind", "due_on", "id"], condition=models.Q(due_on__isnull=False), name="findable_by_due_day"
            ),
        ]

    def __str__(self) -> str:
        return self.subject


class FindableWords(models.Model):
    """By which letters a `Findable` is found: `key` are its words folded, `marks` every three letters of them, its tags, its number.

    A table of its own: lists walk past thousands of `Findable` and read none of this.
    """

    findable = models.OneToOneField(Findable, on_delete=models.CASCADE, primary_key=True, related_name="words")
    key = models.TextField()
    marks = ArrayField(models.TextField())

    class Meta:
        indexes = [GinIndex(fields=["marks"], name="findable_by_marks")]

    def __str__(self) -> str:
        return self.key


class FindableText(models.Model):
    """What a `Findable` says at length, as everybody reads it: `said` to show of it, `key` folded, `marks` as its words have them.

    A table of its own: a search by the words of the line alone reads none of this.
    """

    findable = models.OneToOneField(Findable, on_delete=models.CASCADE, primary_key=True, related_name="text")
    key = models.TextField()
    said = models.TextField()
    marks = ArrayField(models.TextField())

    class Meta:
        indexes = [GinIndex(fields=["marks"], name="findable_by_text")]

    def __str__(self) -> str:
        return self.said[:80]


class CaughtUp(models.Model):
    """Until which event of a tree `Findable` stands for what happened there."""

    tree = models.CharField(max_length=6, primary_key=True)
    size = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.tree}: {self.size}"
