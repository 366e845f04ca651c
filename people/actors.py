"""Who acts: one person in one seat. Rights are asked of the actor, and the log names both."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from people.kinds import OVERSEERS, WHOLE_PROVINCE
from people.models import Organisation, Person, Role, Seat


@dataclass(frozen=True, slots=True)
class Actor:
    """A person acting in one of their seats; neither, for what the clock does by itself."""

    person: Person | None = None
    seat: Seat | None = None

    @classmethod
    def system(cls) -> Actor:
        return cls()

    @classmethod
    def in_seat(cls, seat: Seat) -> Actor:
        return cls(person=seat.person, seat=seat)

    @property
    def is_system(self) -> bool:
        return self.person is None

    @property
    def person_id(self) -> int | None:
        return self.person.pk if self.person else None

    @property
    def seat_id(self) -> int | None:
        return self.seat.pk if self.seat else None

    @property
    def by_person(self) -> Person:
        """Who did it, for verbs that only a person does."""
        if self.person is None:
            raise PermissionDenied(_("Only a person who is signed in may do this."))
        return self.person

    @property
    def by_seat(self) -> Seat:
        """The seat it was done in, for verbs that only a seat's holder does."""
        if self.seat is None:
            raise PermissionDenied(_("You hold no seat today."))
        return self.seat

    @property
    def role(self) -> str:
        return self.seat.role if self.seat else ("" if self.person else "system")

    @property
    def organisation(self) -> Organisation | None:
        return self.seat.organisation if self.seat else None

    @property
    def organisation_id(self) -> int | None:
        return self.seat.organisation_id if self.seat else None

    @property
    def kind(self) -> str:
        return self.seat.organisation.kind if self.seat else ""

    @property
    def province_id(self) -> str | None:
        return self.seat.organisation.province_id if self.seat else None

    @property
    def why_inert(self) -> str:
        """Why nobody may act in this seat now, in words; "" when its holder may. No right outweighs it."""
        return self.seat.why_inert if self.seat else ""

    @property
    def why_not_binding(self) -> str:
        """Why nothing said in this seat binds its organisation; "" when it does."""
        return self.seat.why_not_binding if self.seat else ""

    def holds(self, *roles: Role) -> bool:
        return self.role in roles

    @property
    def reads_province(self) -> bool:
        """Whether every request of the province comes before the actor's office, or lies open to it."""
        return self.kind in WHOLE_PROVINCE

    @property
    def oversees(self) -> bool:
        """May read everything in the province: the secretariat, auditors and the governance board."""
        return self.kind in OVERSEERS
