"""Puts the organisations and their people in place, each let in by a slip, and finds who acts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

from django.contrib.auth.hashers import PBKDF2PasswordHasher

from demo.material import rows
from jobs import clock
from people import services
from people.actors import Actor
from people.models import Organisation, Person, Role, Seat

PASSWORD = "thunklang-demo"
PROVINCES = ("57", "56", "58")
QUICK_ROUNDS = 10_000


class Cast:
    """Everybody in the demo, by the short names of the data files."""

    def __init__(self, random: Random) -> None:
        self.system = Actor.system()
        self.organisations: dict[str, Organisation] = {}
        self.persons: dict[str, Person] = {}
        self._actors: dict[tuple[int, str], Actor] = {}
        self._names = _names(random)

    def raise_curtain(self) -> None:
        with _quick_passwords():
            for row in rows("organisations"):
                self._enter(row)
            for row in rows("partners"):
                for province in PROVINCES:
                    self._enter_agency(row, province)

    def _enter(self, row: dict[str, str]) -> None:
        made = services.create_organisation(
            kind=row["kind"],
            name_th=row["name_th"],
            name_en=row["name_en"],
            province_id=row["province"],
            district_id=row["district"] or None,
            subdistrict_id=row["subdistrict"] or None,
            parent=self.organisations.get(row["parent"]),
            actor=self.system,
            **_code(row),
        )
        self.organisations[row["key"]] = made
        for held in row["seats"].split():
            role, username = held.split(":")
            self._seat(made, Role(role), username)

    def _enter_agency(self, row: dict[str, str], province: str) -> None:
        """A national partner answers in each province through the same officer, who holds a seat in each."""
        made = services.create_organisation(
            kind="partner_agency",
            name_th=row["name_th"],
            name_en=row["name_en"],
            province_id=province,
            actor=self.system,
        )
        self.organisations[f"{row['key']}{province}"] = made
        self._seat(made, Role.OFFICER, row["key"], email=row["email"])

    def _seat(self, organisation: Organisation, role: Role, username: str, *, email: str = "") -> None:
        known = self.persons.get(username)
        seat = services.open_seat(organisation.pk, role=role, starts_on=clock.today(), actor=self.system)
        _invitation, code = services.invite(seat.pk, email="" if known else email, actor=self.system)
        if known:
            services.accept_invitation(code, person=known)
        else:
            made = services.accept_invitation(code, username=username, full_name=next(self._names), password=PASSWORD)
            self.persons[username] = made
            if email:
                services.confirm_address(services.ask_address(email, actor=Actor(made)), actor=Actor(made))

    def acting(self, organisation: Organisation, role: str) -> Actor:
        """Who holds `role` in the organisation."""
        key = (organisation.pk, role)
        if key not in self._actors:
            seats = Seat.objects.select_related("organisation__province", "organisation__parent", "person")
            self._actors[key] = Actor.in_seat(seats.filter(organisation=organisation, role=role).order_by("pk")[0])
        return self._actors[key]

    def forget(self) -> None:
        """What was read of seats and persons; they have changed since."""
        self._actors.clear()

    def actor(self, key: str, role: str) -> Actor:
        return self.acting(self.organisations[key], role)


def _code(row: dict[str, str]) -> dict[str, str]:
    field = "registration_no" if row["kind"] == "council" else "letter_code"
    return {field: row["code"]}


def _names(random: Random) -> Iterator[str]:
    """Invented people: first and family names that are common in the north, each pair once."""
    given = rows("names")
    pairs = [(one["first"], other["last"]) for one in given for other in given]
    random.shuffle(pairs)
    return (f"{first} {last}" for first, last in pairs)


@contextmanager
def _quick_passwords() -> Iterator[None]:
    """The demo's password is public, so its hashes take fewer rounds; Django renews them at the first sign-in."""
    usual = PBKDF2PasswordHasher.iterations
    PBKDF2PasswordHasher.iterations = QUICK_ROUNDS
    try:
        yield
    finally:
        PBKDF2PasswordHasher.iterations = usual
