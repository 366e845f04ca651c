"""Who takes part: persons, the organisations they sit in, and the seats that carry every right.

A right belongs to a seat, never to a person: a person acts in one seat at a time, and every event names it.
"""

from __future__ import annotations

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from jobs import clock


class OrganisationKind(models.TextChoices):
    COUNCIL = "council", _("Tambon community organisation council")
    WORKING_GROUP = "working_group", _("Working group over several tambons")
    NETWORK = "network", _("Provincial network")
    TAMBON_COMMITTEE = "tambon_committee", _("Tambon committee")
    AMPHOE_COMMITTEE = "amphoe_committee", _("Amphoe committee")
    PROVINCE_COMMITTEE = "province_committee", _("Province committee")
    FUND_BOARD = "fund_board", _("Fund board")
    CENTRAL_FUND = "central_fund", _("Provincial central fund")
    PARTNER_AGENCY = "partner_agency", _("Partner agency")
    AUDIT_OFFICE = "audit_office", _("Audit office")
    SECRETARIAT = "secretariat", _("Provincial secretariat")


ASKERS = (OrganisationKind.COUNCIL, OrganisationKind.WORKING_GROUP, OrganisationKind.NETWORK)
COMMITTEES = (
    OrganisationKind.TAMBON_COMMITTEE,
    OrganisationKind.AMPHOE_COMMITTEE,
    OrganisationKind.PROVINCE_COMMITTEE,
    OrganisationKind.FUND_BOARD,
)
FUNDERS = (OrganisationKind.CENTRAL_FUND, OrganisationKind.PARTNER_AGENCY)


class Role(models.TextChoices):
    SECRETARY = "secretary", _("Secretary")
    CHAIR = "chair", _("Chair")
    VICE_CHAIR = "vice_chair", _("Vice-chair")
    MEMBER = "member", _("Member")
    TREASURER = "treasurer", _("Treasurer")
    APPROVER = "approver", _("Approver")
    CASHIER = "cashier", _("Cashier")
    OFFICER = "officer", _("Officer")
    AUDITOR = "auditor", _("Auditor")
    SECRETARIAT = "secretariat", _("Secretariat")


VOTERS = (Role.CHAIR, Role.VICE_CHAIR, Role.MEMBER)
MFA_ROLES = (Role.TREASURER, Role.APPROVER, Role.CASHIER, Role.SECRETARIAT, Role.AUDITOR)


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, username: str, password: str | None = None, **fields: str) -> Person:
        person = self.model(username=username, **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Somebody who can sign in. Many have no e-mail address; the user name is what they sign in with."""

    username = models.CharField(max_length=60, unique=True)
    full_name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(default=clock.now)

    objects = PersonManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["email"], condition=~Q(email=""), name="one_person_an_email_address"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @cached_property
    def seats_today(self) -> list[Seat]:
        """The seats this person may act in today, oldest first; read once a request."""
        return list(Seat.objects.of_today(self.pk))


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
            models.UniqueConstraint(
                fields=["province", "kind", "name_th"], name="one_organisation_of_a_kind_and_name_in_a_province"
            ),
            models.CheckConstraint(
                condition=~Q(kind="fund_board") | Q(parent__isnull=False), name="a_fund_board_decides_for_a_fund"
            ),
        ]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" and self.name_en else self.name_th

    @property
    def is_asker(self) -> bool:
        return self.kind in ASKERS

    @property
    def is_committee(self) -> bool:
        return self.kind in COMMITTEES

    @property
    def is_funder(self) -> bool:
        return self.kind in FUNDERS


class SeatQuerySet(models.QuerySet["Seat"]):
    def current(self, day: date | None = None) -> SeatQuerySet:
        """Seats whose term covers `day` (today in Thailand by default)."""
        day = day or clock.today()
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)

    def of_today(self, person_id: int) -> SeatQuerySet:
        """The seats that a person may act in today, oldest first, each with the person and the organisation."""
        current = self.current().filter(person=person_id, organisation__is_active=True)
        return current.select_related("organisation__province", "person").order_by("pk")

    def voting(self) -> SeatQuerySet:
        return self.filter(role__in=VOTERS)


class Seat(models.Model):
    """A place in an organisation, held by a person for a term. Nobody holds it until an invitation is taken up."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="seats")
    role = models.CharField(max_length=12, choices=Role)
    title = models.CharField(max_length=120, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="seats")
    starts_on = models.DateField(default=clock.today)
    ends_on = models.DateField(null=True, blank=True)
    follows = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        help_text="the seat that was handed over to this one",
    )

    objects = SeatQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["organisation", "role"]), models.Index(fields=["person"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="a_term_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} · {self.organisation}"

    @property
    def label(self) -> str:
        return self.title or str(Role(self.role).label)

    @property
    def needs_mfa(self) -> bool:
        return self.role in MFA_ROLES


class Invitation(models.Model):
    """A way into a seat: a code, mailed or printed on a slip. Only its hash is kept.

    `person` is set when the slip lets a known person back in (lost phone, forgotten password) instead of a new one.
    """

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    code_hash = models.CharField(max_length=64, unique=True)
    email = models.EmailField(blank=True)
    created_at = models.DateTimeField(default=clock.now)
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(used_at__isnull=True, used_by__isnull=True)
                | Q(used_at__isnull=False, used_by__isnull=False),
                name="an_invitation_used_has_its_user",
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.used_at is None and self.revoked_at is None and self.expires_at > clock.now()


class HeldForm(models.Model):
    """What somebody had typed when their sign-in lapsed: kept one hour, for that browser and that person only."""

    token_hash = models.CharField(max_length=64, unique=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    path = models.CharField(max_length=500)
    body = models.TextField()
    created_at = models.DateTimeField(default=clock.now)
