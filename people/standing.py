"""Who somebody is to the others: which seats they may hold together, and who may speak for whom.

Everything here compares persons, never seats: a second seat makes nobody a second person.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from audit.errors import Invalid
from jobs import clock
from people.kinds import ASKERS, EXCLUDES, MONEY_ROLES, OFFICIALS, OrganisationKind, Role, Weight, Within
from people.models import Invitation, Organisation, Person, Recognition, Seat
from people.models.seats import SeatQuerySet
from places.calendar import fiscal_year, fiscal_year_bounds

_AUDITING = (OrganisationKind.AUDIT_OFFICE, OrganisationKind.GOVERNANCE_BOARD)
_AUDITED = (*ASKERS, OrganisationKind.CENTRAL_FUND, OrganisationKind.FUND_BOARD)


def require_free_for(person: Person, seat: Seat) -> None:
    """Refuse a seat that one person does not hold beside another that they hold. Locks the person.

    Two seats taken at once meet at that lock: the second sees the first.
    """
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if other := next((one for one in _seats_of(person).exclude(pk=seat.pk or 0) if excludes(seat, one)), None):
        raise Invalid(
            _("One person does not hold both this seat and “%(seat)s”.") % {"seat": other},
            code="seats_exclude_each_other",
        )


def _seats_of(person: Person) -> SeatQuerySet:
    return Seat.objects.filter(person=person).select_related("organisation")


def excludes(one: Seat, other: Seat) -> bool:
    """Whether the table keeps these two from being held by one person."""
    within = EXCLUDES.get(frozenset({one.post, other.post}))
    if within is None or _is_stand_in_and_board(one, other):
        return False
    if within == Within.ORGANISATION:
        return one.organisation_id == other.organisation_id and _touch((one.starts_on, one.ends_on), other)
    same = one.organisation.province_id == other.organisation.province_id
    return same and _touch(_years_of(one), other, whole_years=True)


def _is_stand_in_and_board(one: Seat, other: Seat) -> bool:
    named = one.stand_in_year or other.stand_in_year
    return bool(named) and OrganisationKind.GOVERNANCE_BOARD in (one.organisation.kind, other.organisation.kind)


def _years_of(seat: Seat) -> tuple[date, date | None]:
    """The fiscal years that a term touches, whole."""
    first, _end = fiscal_year_bounds(fiscal_year(seat.starts_on))
    last = fiscal_year_bounds(fiscal_year(seat.ends_on))[1] if seat.ends_on else None
    return first, last


def _touch(span: tuple[date, date | None], other: Seat, *, whole_years: bool = False) -> bool:
    first, last = _years_of(other) if whole_years else (other.starts_on, other.ends_on)
    return (last is None or span[0] <= last) and (span[1] is None or first <= span[1])


def weighs(person: Person) -> bool:
    """Whether letting them back in takes two others and a day: any seat that is more than a council's own, or a recognition."""
    today = clock.today()
    # `all()`, so that a page of many seats reads them beforehand.
    lasting = [seat for seat in person.seats.all() if seat.ends_on is None or seat.ends_on >= today]
    return person.is_recognised or any(seat.weight != Weight.ORDINARY for seat in lasting)


def rests_on(person_id: int, on: int) -> bool:
    """Whether a person's recognition comes from `on` alone, over however many steps."""
    found = Recognition.objects.filter(person=person_id).select_related("first", "second").first()
    if found is None or found.first is None or found.second is None:
        return False
    return all(who == on or rests_on(who, on) for who in (found.first.official_id, found.second.official_id))


def is_beneath(person: Person, other: Person) -> bool:
    """Whether `person` audits or pays `other`: then the one does not depend on what the other says.

    An auditor audits the funds, boards and councils of the province; whoever handles money, or answers for an agency,
    pays its councils.
    """
    for seat in _seats_of(person).lasting():
        kinds = _AUDITED if seat.organisation.kind in _AUDITING else _paid_by(seat)
        there = Seat.objects.lasting().filter(person=other, organisation__province=seat.organisation.province_id)
        if there.filter(organisation__kind__in=kinds).exists():
            return True
    return False


def _paid_by(seat: Seat) -> tuple[OrganisationKind, ...]:
    return ASKERS if seat.role in (*MONEY_ROLES, Role.OFFICER) else ()


def colleagues_of(person: Person) -> QuerySet[Person]:
    """Everybody else with a seat in one of a person's organisations, and in the board of a fund of theirs."""
    own = Organisation.objects.filter(seats__in=Seat.objects.lasting().filter(person=person))
    near = Q(seats__organisation__in=own) | Q(seats__organisation__parent__in=own)
    now = Seat.objects.current().filter(person__isnull=False)
    return Person.objects.filter(near, seats__in=now).exclude(pk=person.pk).distinct()


def asked_for_words(seat: Seat) -> QuerySet[Person]:
    """Whom to tell that somebody holds a seat of money or oversight now: recognised people of the offices and its board."""
    place = Q(organisation__kind__in=OFFICIALS) | Q(organisation__parent=seat.organisation_id)
    heads = Seat.objects.current().filter(place, organisation__province=seat.organisation.province_id, shut_at=None)
    heads = heads.exclude(role=Role.MEMBER)
    return Person.objects.filter(is_recognised=True, seats__in=heads).exclude(pk=seat.person_id or 0).distinct()


def stands_in(person_id: int | None, province: str | None) -> bool:
    """Whether a person is the third in a fund of the province in this fiscal year: then they do not audit it."""
    year = fiscal_year(clock.today())
    rows = Seat.objects.filter(person=person_id, stand_in_year=year, organisation__province=province)
    return rows.exists()


def is_let_in_from_within(seat: Seat, asking: int) -> bool:
    """Whether a seat was opened, or its slip printed, by who asks or by another of the same organisation.

    Else a secretary would open a member's seat, join as somebody invented, and be two.
    """
    printed = Invitation.objects.filter(seat=seat, used_at__isnull=False, person=None)
    by = {seat.opened_by_id, *printed.values_list("created_by", flat=True)} - {None}
    own = Seat.objects.filter(organisation=seat.organisation_id, person__in=by)
    return asking in by or own.exists()


def was_let_in_by(person_id: int, by: int) -> bool:
    """Whether `by` opened a seat of a person, or printed the slip: the two may be one."""
    opened = Q(opened_by=by) | Q(invitations__created_by=by, invitations__used_by=person_id)
    return Seat.objects.filter(opened, person=person_id).exists()


def hands_behind(persons: Iterable[int]) -> dict[int, frozenset[int]]:
    """Who may be acting through each account: its person, and while nobody recognised them whoever let them in, and so on.

    Let in is who got the account by somebody's slip, or got back into it by one. One query a step; the first finds nobody
    where all are recognised.
    """
    found = set(persons)
    let_in: defaultdict[int, set[int]] = defaultdict(set)
    asked = found
    while asked:
        _read_who_let_in(asked, let_in)
        asked = {by for one in asked for by in let_in.get(one, ())} - let_in.keys() - found
        found = found | asked
    return {one: _reach(one, let_in) for one in found}


def _read_who_let_in(asked: set[int], let_in: defaultdict[int, set[int]]) -> None:
    rows = Invitation.objects.filter(used_by__in=asked, used_by__is_recognised=False).order_by("used_at", "pk")
    begun: set[int] = set()
    for used_by, created_by, back_in in rows.values_list("used_by", "created_by", "person"):
        # Of several seats the first one's slip made the account.
        if created_by and (back_in or used_by not in begun):
            let_in[used_by].add(created_by)
        begun.add(used_by)


def _reach(one: int, let_in: defaultdict[int, set[int]]) -> frozenset[int]:
    reached, waiting = {one}, [one]
    while waiting:
        further = let_in.get(waiting.pop(), set()) - reached
        reached |= further
        waiting.extend(further)
    return frozenset(reached)


def may_be_one(person: int, others: Iterable[int]) -> bool:
    """Whether an account may be in the same hands as one of the others: then its word is none beside theirs."""
    others = set(others) - {0}
    hands = hands_behind({person, *others})
    return any(hands[person] & hands[other] for other in others)
