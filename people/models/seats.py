"""Seats, which carry every right, and the codes by which they are taken up."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from jobs import clock
from people.kinds import (
    BINDING,
    COMMITTEES,
    GUARDED,
    LEADERS,
    MFA_ROLES,
    MONEY_ROLES,
    OVERSEERS,
    OVERSIGHT_ROLES,
    VOTERS,
    OrganisationKind,
    Role,
    Weight,
    post_of,
    weight_of,
)
from people.models.organisations import Organisation
from people.models.persons import Person
from wiring.written import Written

if TYPE_CHECKING:
    from people.models.standing import Unseating


class SeatQuerySet(models.QuerySet["Seat"]):
    def current(self, day: date | None = None) -> SeatQuerySet:
        """Seats whose term covers `day` (today in Thailand by default)."""
        day = day or clock.today()
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)

    def held_on(self, day: date, person_id: int) -> SeatQuerySet:
        """The seats that a person may act in on `day`, oldest first, each with the person and the organisation."""
        current = self.current(day).filter(person=person_id, organisation__is_active=True)
        return current.select_related("organisation__province", "person").order_by("pk")

    def spoken_for(self) -> SeatQuerySet:
        """Those whose holders wait for others' words: to be confirmed, or recognised."""
        roles = (*MONEY_ROLES, *OVERSIGHT_ROLES)
        return self.filter(Q(role__in=roles) | Q(organisation__kind__in=(*OVERSEERS, *BINDING)))

    def to_confirm(self) -> SeatQuerySet:
        """Those of them that another organisation has yet to confirm."""
        own_word = OrganisationKind.FUND_BOARD
        return self.spoken_for().exclude(organisation__kind=own_word).filter(confirmed_at=None)

    def touching(self, first: date, last: date | None) -> SeatQuerySet:
        """Seats whose terms have a day in common with that span; without `last` it does not end."""
        rows = self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=first))
        return rows.filter(starts_on__lte=last) if last else rows

    def lasting(self, day: date | None = None) -> SeatQuerySet:
        """Seats whose terms are not over: of today and to come."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day or clock.today()))

    def voting_on(self, day: date, committee_id: int) -> SeatQuerySet:
        """Those of a committee that somebody votes in on that day."""
        return self.current(day).voting().filter(organisation=committee_id, person__isnull=False)

    def voting(self) -> SeatQuerySet:
        return self.filter(role__in=VOTERS)


class Seat(models.Model):
    """A place in an organisation, held by a person for a term. Nobody holds it until an invitation is taken up.

    One of money or oversight is inert until another organisation than that which opened it has confirmed it and its
    person is recognised; any seat is, while it is shut. One of an agency, likewise, and of a fund's board, once its person
    is recognised, binds the organisation from then on.
    """

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
    stand_in_year = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="of a governance board's person as third in a fund: the fiscal year, B.E."
    )
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    opened_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_for = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    confirmed_on_basis = models.CharField(max_length=120, blank=True)
    shut_at = models.DateTimeField(null=True, blank=True)
    shut_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="who was let back in"
    )

    objects = SeatQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["organisation", "role"]), models.Index(fields=["person"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="a_term_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True, confirmed_for__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False, confirmed_for__isnull=False),
                name="a_confirmation_has_who_and_for_whom",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_for__isnull=True)
                | ~Q(confirmed_for=F("organisation")) & (Q(opened_for=None) | ~Q(confirmed_for=F("opened_for"))),
                name="another_organisation_confirms_a_seat",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | (Q(person=None) | ~Q(confirmed_by=F("person")))
                & (Q(opened_by=None) | ~Q(confirmed_by=F("opened_by"))),
                name="another_person_confirms_a_seat",
            ),
            models.CheckConstraint(
                condition=Q(shut_at__isnull=True, shut_by__isnull=True)
                | Q(shut_at__isnull=False, shut_by__isnull=False),
                name="a_seat_is_shut_for_somebody",
            ),
            models.CheckConstraint(
                condition=Q(stand_in_year=None) | Q(role__in=MONEY_ROLES, ends_on__isnull=False),
                name="a_stand_in_handles_money_for_a_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} · {self.organisation}"

    def get_absolute_url(self) -> str:
        return self.organisation.get_absolute_url()

    @property
    def label(self) -> str:
        return self.title or str(Role(self.role).label)

    @property
    def open_unseating(self) -> Unseating | None:
        """`all()`, so that a page of many seats reads them beforehand."""
        return next((one for one in self.unseatings.all() if one.is_open), None)

    @property
    def weight(self) -> Weight:
        return weight_of(self.organisation.kind, self.role)

    @property
    def is_guarded(self) -> bool:
        return self.weight in GUARDED

    @property
    def is_confirmed_by_another(self) -> bool:
        """Whether another organisation says who holds it: money, oversight, and who speaks for an agency."""
        return self.is_guarded or self.organisation.kind == OrganisationKind.PARTNER_AGENCY

    @property
    def post(self) -> str:
        return post_of(self.organisation.kind, self.role)

    @property
    def why_inert(self) -> str:
        """Why nobody may act in it, in words; "" when its holder may."""
        if self.shut_at:
            return _(
                "This seat is shut since its holder was let back in. Somebody else of its organisation opens it again."
            )
        return self._why_unproved if self.is_guarded else ""

    @property
    def why_not_binding(self) -> str:
        """Why nothing that its holder says binds the organisation, in words; "" when it does.

        Whoever opens an agency's seat could else promise and sign in its name as somebody invented; whoever opens seats
        of a fund's board could vote in each.
        """
        return self.why_inert or (self._why_unproved if self.organisation.kind in BINDING else "")

    @property
    def _why_unproved(self) -> str:
        if self.is_confirmed_by_another and not self.confirmed_at:
            return _("Another organisation has yet to confirm who holds this seat.")
        if not (self.person and self.person.is_recognised):
            return _("Two officials have yet to say that they saw the holder's card.")
        return ""

    @property
    def needs_mfa(self) -> bool:
        """Money and oversight, whatever the seat is called, and who leads a committee: they confirm, recognise and sign."""
        leads = self.organisation.kind in COMMITTEES and self.role in LEADERS
        return self.role in MFA_ROLES or self.is_guarded or leads


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


_HELD_ON = Written(lambda day, person: Seat.objects.held_on(day, person), day=date, person=int)


def seats_of_today(person_id: int) -> list[Seat]:
    """As `SeatQuerySet.held_on`: every page of who is signed in asks for them."""
    return _HELD_ON(day=clock.today(), person=person_id)
