"""Funds, the sources their money came from, and the chart of accounts seen in real local funds (domain §6)."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ledger.door import Book
from wiring.refs import Ref
from wiring.written import Written

BANK = "10201"


class Income(models.TextChoices):
    NHSO = "40100", _("National Health Security Office")
    LOCAL_GOVERNMENT = "40200", _("Local government")
    INTEREST = "40300", _("Interest")
    OTHER = "40400", _("Other income")
    RETURNED = "40500", _("Money returned")


class Expense(models.TextChoices):
    """By support type, 10(1) to 10(5)."""

    SERVICE_UNITS = "50100", _("Support of service units")
    ORGANISATIONS = "50200", _("Support of organisations and groups of people")
    CARE_CENTRES = "50300", _("Support of care centres")
    ADMINISTRATION = "50400", _("Running the fund")
    DISASTER = "50500", _("Disasters and emergencies")


class SourceKind(models.TextChoices):
    SEED_CAPITAL = "seed_capital", _("Seed capital")
    SUBSIDY = "subsidy", _("Subsidy")
    DONATION = "donation", _("Donation")
    MATCHING_CONTRIBUTION = "matching_contribution", _("Matching contribution")
    INTEREST = "interest", _("Interest")
    OTHER = "other", _("Other")


_CODE = RegexValidator(r"^[A-Z0-9][A-Z0-9-]*$", _("Use capital letters and digits."))


class Fund(models.Model):
    """A pot of money that a board decides over; its `code` names its book in the ledger."""

    organisation = models.OneToOneField("people.Organisation", on_delete=models.PROTECT, related_name="fund")
    province = models.ForeignKey("places.Province", on_delete=models.PROTECT, related_name="funds")
    code = models.CharField(max_length=12, unique=True, validators=[_CODE])
    name_th = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    opened_on = models.DateField()

    class Meta:
        verbose_name = _("fund")

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" and self.name_en else self.name_th

    def get_absolute_url(self) -> str:
        return reverse("funds:fund", args=[self.code])

    @property
    def subject(self) -> Ref:
        return Ref("fund", self.pk)

    @cached_property
    def known_sources(self) -> list[MoneySource]:
        """Its sources, read once for all of a page."""
        found = _SOURCES(fund=self.pk)
        for source in found:
            source.fund = self
        return found

    @property
    def book(self) -> Book:
        return Book(code=self.code, tree=self.province_id, subject=self.subject)

    def account_code(self, number: str) -> str:
        return f"{self.code}/{number}"


class MoneySource(models.Model):
    """Where money of a fund came from. Each source has a bank subaccount, so that what is available is known per source."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="sources")
    code = models.CharField(max_length=12, validators=[_CODE])
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=24, choices=SourceKind)
    restricted_purpose = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["fund", "code"], name="source_code_is_unique_in_its_fund")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def bank_code(self) -> str:
        return self.account_code(BANK)

    def account_code(self, number: str) -> str:
        return f"{self.fund.code}/{number}/{self.code}"


_SOURCES = Written(lambda fund: MoneySource.objects.filter(fund=fund), fund=int)
