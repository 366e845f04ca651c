"""Plays any sequence of what people do to seats and to one another, as hostile as they may be, and knows who acts as whom.

Whoever prints a slip uses it, and whoever asks for a recovery is the attacker: the worst that each verb lets happen.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from hypothesis import strategies as st

from audit.errors import Conflict
from funds import services as funds
from funds.models import Expense, MoneySource
from jobs import clock
from people import services
from people.actors import Actor
from people.kinds import MONEY_ROLES, Weight
from people.models import Organisation, Person, Recovery, Seat, Unseating
from people.standing import weighs

REFUSED = (PermissionDenied, ValidationError, Conflict, DatabaseError, Person.DoesNotExist)
VERBS = (
    "open",
    "join",
    "join_as_myself",
    "recognise",
    "confirm",
    "slip",
    "ask",
    "vouch",
    "stop",
    "come_back",
    "reopen",
    "hand_over",
    "resign",
    "ask_to_end",
    "agree_to_end",
    "name_stand_in",
    "expire",
)
STEPS = st.lists(
    st.tuples(st.sampled_from(VERBS), st.integers(0, 60), st.integers(0, 60), st.integers(0, 12)),
    min_size=4,
    max_size=25,
)
PASSWORD = "ดอกปีบบานเช้า-57"


class Play:
    def __init__(self) -> None:
        self.now = clock.now()
        self.codes: list[tuple[str, str]] = []  # of recoveries: whose, and what opens it
        self.taken_over: dict[int, str] = {}  # persons whom somebody else has become, and how
        self.made_up = 0

    def run(self, steps: list[tuple[str, int, int, int]]) -> None:
        for verb, who, what, more in steps:
            with clock.at(self.now):
                try:
                    with transaction.atomic():
                        getattr(self, verb)(self._actor(who), what, more)
                except REFUSED:
                    continue

    def _actor(self, number: int) -> Actor:
        """Somebody in one of their seats; also one that is inert, for a page may be old."""
        seats = Seat.objects.filter(person__isnull=False, organisation__province="57")
        rows = list(seats.select_related("organisation__province", "person").order_by("pk"))
        return Actor.in_seat(rows[number % len(rows)])

    def _pick(self, rows: Any, number: int) -> Any:
        found = list(rows.order_by("pk"))
        if not found:
            raise Conflict("there is none", code="none")
        return found[number % len(found)]

    def _seat(self, number: int) -> Seat:
        seat: Seat = self._pick(Seat.objects.filter(organisation__province="57"), number)
        return seat

    def open(self, who: Actor, what: int, more: int) -> None:
        place = self._pick(Organisation.objects.filter(province="57"), what)
        roles = (
            "treasurer",
            "approver",
            "cashier",
            "auditor",
            "secretariat",
            "chair",
            "secretary",
            "member",
            "officer",
        )
        services.open_seat(place.pk, role=roles[more % len(roles)], actor=who)

    def join(self, who: Actor, what: int, _more: int) -> None:
        """As somebody made up, with a slip that `who` prints."""
        seat = self._pick(Seat.objects.filter(person=None, organisation__province="57"), what)
        _invitation, code = services.invite(seat.pk, actor=who)
        name = f"made_up_{self.made_up}"
        services.accept_invitation(code, username=name, full_name=f"คนสมมติ {name}", password=PASSWORD)
        self.made_up += 1

    def join_as_myself(self, who: Actor, what: int, _more: int) -> None:
        seat = self._pick(Seat.objects.filter(person=None, organisation__province="57"), what)
        _invitation, code = services.invite(seat.pk, actor=who)
        services.accept_invitation(code, person=who.person)

    def recognise(self, who: Actor, what: int, _more: int) -> None:
        """The secretariat says whatever helps it; the others tell the truth: whom somebody made up shows no card."""
        seat = self._seat(what)
        if seat.person is None:
            return
        is_false = seat.person.username.startswith("made_up") or seat.person.pk in self.taken_over
        if not is_false or who.by_person.username == "secretariat":
            services.recognise(seat.pk, card="identity", is_namesake=True, actor=who)

    def confirm(self, who: Actor, what: int, _more: int) -> None:
        services.confirm_seat(self._seat(what).pk, basis="มติ 1", actor=who)

    def slip(self, who: Actor, what: int, _more: int) -> None:
        seat = self._seat(what)
        _invitation, code = services.let_back_in(seat.pk, actor=who)
        assert seat.person is not None and not weighs(seat.person), "a slip for somebody whose seats weigh"
        services.accept_invitation(code, password=PASSWORD)
        self.taken_over[seat.person.pk] = "slip"

    def ask(self, _who: Actor, what: int, _more: int) -> None:
        person = self._pick(Person.objects.filter(seats__organisation__province="57").distinct(), what)
        self.codes.append((person.username, services.ask_recovery(person.username)[1]))

    def vouch(self, who: Actor, what: int, _more: int) -> None:
        services.vouch(self._pick(Recovery.objects.all(), what).pk, how_known="x", actor=who)

    def stop(self, who: Actor, what: int, _more: int) -> None:
        services.stop(self._pick(Recovery.objects.all(), what).pk, actor=who)

    def come_back(self, _who: Actor, what: int, _more: int) -> None:
        if not self.codes:
            return
        _name, code = self.codes[what % len(self.codes)]
        person = services.come_back(code, password=PASSWORD)
        self.taken_over[person.pk] = "recovery"
        row = person.recoveries.get(used_at__isnull=False, used_at=clock.now())
        words = list(row.words.all())
        assert len({word.said_by_id for word in words} - {person.pk}) == 2
        assert len({word.organisation_id for word in words}) == 2
        assert row.used_at - max(word.said_at for word in words) >= timedelta(days=1)
        acting = [seat for seat in Seat.objects.lasting().filter(person=person) if not seat.why_inert]
        assert not [seat for seat in acting if seat.is_guarded], "a seat of money or oversight came along"

    def reopen(self, who: Actor, what: int, _more: int) -> None:
        seat = services.reopen_seat(self._pick(Seat.objects.exclude(shut_at=None), what).pk, actor=who)
        assert who.person_id != seat.person_id

    def hand_over(self, who: Actor, _what: int, more: int) -> None:
        services.hand_over(who.by_seat.pk, ends_on=clock.today() + timedelta(days=more), actor=who)

    def resign(self, who: Actor, _what: int, more: int) -> None:
        services.resign(who.by_seat.pk, ends_on=clock.today() + timedelta(days=more), actor=who)

    def ask_to_end(self, who: Actor, what: int, _more: int) -> None:
        services.ask_to_end(self._seat(what).pk, ends_on=clock.today(), basis="มติ 1", actor=who)

    def agree_to_end(self, who: Actor, what: int, _more: int) -> None:
        row = services.agree_to_end(self._pick(Unseating.objects.all(), what).pk, actor=who)
        assert len({row.asked_by_id, row.agreed_by_id, row.seat.person_id}) == 3

    def name_stand_in(self, who: Actor, what: int, more: int) -> None:
        fund = Organisation.objects.get(kind="central_fund", province="57")
        person = self._pick(Person.objects.filter(seats__organisation__province="57").distinct(), what)
        role = MONEY_ROLES[more % len(MONEY_ROLES)]
        services.name_stand_in(fund.pk, role=role, person_id=person.pk, year=2569, actor=who)

    def expire(self, _who: Actor, _what: int, more: int) -> None:
        self.now += timedelta(days=more, hours=1)

    def check(self) -> None:
        with clock.at(self.now):
            acting = self._of_the_fund()
            for seat in acting:
                self._check_seat(seat)
            self._pay(acting)

    def _of_the_fund(self) -> list[Seat]:
        rows = Seat.objects.current().filter(organisation__kind="central_fund", organisation__province="57")
        held = rows.filter(person__isnull=False).select_related("organisation__province", "person").order_by("pk")
        return [seat for seat in held if not seat.why_inert]

    def _check_seat(self, seat: Seat) -> None:
        assert seat.weight == Weight.MONEY and seat.person is not None and seat.person.is_recognised
        assert not seat.person.username.startswith("made_up")
        assert seat.confirmed_for_id not in (None, seat.organisation_id, seat.opened_for_id)
        assert seat.confirmed_by_id not in (None, seat.person_id, seat.opened_by_id)

    def _pay(self, acting: list[Seat]) -> None:
        """Whoever sits in the fund tries every step; what is paid went through three recognised persons."""
        paper = funds.Paper(MoneySource.objects.get(code="SEED"), 1_00, "x", "letter:1", clock.today())
        actors = [Actor.in_seat(seat) for seat in acting]
        for maker in actors:
            try:
                with transaction.atomic():
                    voucher = funds.make_voucher(uuid4(), paper, expense=Expense.ORGANISATIONS, actor=maker)
            except REFUSED:
                continue
            for step, terms in (("approve", {}), ("pay", {"evidence": "payee_receipt", "evidence_reference": "1"})):
                for who in actors:
                    try:
                        with transaction.atomic():
                            voucher = getattr(funds, step)(voucher.pk, version=voucher.version, actor=who, **terms)
                    except REFUSED:
                        continue
            voucher.refresh_from_db()
            if voucher.state == "paid":
                persons = {voucher.made_by, voucher.approved_by, voucher.paid_by}
                assert len(persons) == 3 and all(person and person.is_recognised for person in persons)
