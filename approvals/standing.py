"""Whether money may follow from a resolution: who presided has confirmed it, and no objection waits for an answer.

A meeting is not one hand's: where who presided recorded it too, another member who was there confirms it as well. An
account that nobody recognised counts as the hand that let it in (`people.standing.hands_behind`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext as _

from approvals.models import AgendaItem, Attendance, Confirmation, Interest, Minutes, Objection, Resolution
from approvals.quorum import HERE
from approvals.workflow import MeetingState
from documents.models import Method, Signature
from people.models import Person, Role
from people.standing import hands_behind, may_be_one
from wiring.written import Written


@dataclass(frozen=True, slots=True)
class Standing:
    """One resolution, with the persons who answer for it.

    `recorded` ran the meeting or wrote the result down; `apart` are those of the others who cannot be one of them.
    `chair` presided over the meeting, if not over every item: whose hand its minutes bear.
    """

    resolution: Resolution
    meeting: int
    has_closed: bool
    presided: int
    chair: int
    chair_name: str
    recorded: frozenset[int]
    apart: frozenset[int]
    confirmed: frozenset[int]
    here: frozenset[int]
    unknown: frozenset[int]  # of all these, whom nobody recognised
    on_paper: bool
    is_objected_to: bool

    @property
    def is_confirmed(self) -> bool:
        if self.on_paper:
            return True
        return self.presided in self.confirmed and bool(self.confirmed & self.apart)

    @property
    def lets_money_go(self) -> bool:
        return self.is_confirmed and not self.is_objected_to


def who_confirms(one: Standing) -> frozenset[int]:
    """The persons whose word is still wanted."""
    if one.is_confirmed:
        return frozenset()
    if not one.has_closed:
        return frozenset()
    if one.presided not in one.confirmed:
        return frozenset({one.presided})
    return (one.here & one.apart) - one.confirmed


def of(resolutions: Iterable[Resolution]) -> list[Standing]:
    """One query; one more where somebody is recognised by nobody, and two for those that no account confirmed."""
    rows = {one.pk: one for one in resolutions}
    told = _apart([_of(rows[found["pk"]], found) for found in _ASKED(pks=list(rows))])
    unsure = {one.meeting for one in told if not one.is_confirmed}
    papers = _signed_minutes(unsure) if unsure else {}
    return [_with_paper(one, papers.get(one.meeting)) for one in told]


_PERSONS = {
    "presided": "presided_by__person",
    "resolved": "resolved_by__person",
    "counted": "motion__counted_by__person",
    "opened": "item__meeting__opened_by__person",
    "chair": "item__meeting__presided_by__person",
}
_KNOWN = {f"{who}_is_known": F(f"{_PERSONS[who]}__is_recognised") for who in ("resolved", "counted", "opened")}


def _asked(pks: Any) -> QuerySet[Resolution, Any]:
    """The persons of each as keys, in arrays where they are many: rows of seven tables are not made to read their keys."""
    meeting = OuterRef("item__meeting")
    present = Attendance.objects.filter(meeting=meeting, presence__in=HERE)
    said = Confirmation.objects.filter(meeting=meeting)
    return (
        Resolution.objects.filter(pk__among=pks)
        .annotate(
            confirmed=ArraySubquery(said.values("person")),
            here=ArraySubquery(present.values("person")),
            # Their word on the rest of the meeting is none on this.
            gone=ArraySubquery(Interest.objects.filter(item=OuterRef("item"), may_stay=False).values("person")),
            objected=Exists(Objection.objects.filter(resolution=OuterRef("pk"), answered_at=None)),
            unknown_here=ArraySubquery(present.filter(person__is_recognised=False).values("person")),
            unknown_said=ArraySubquery(said.filter(person__is_recognised=False).values("person")),
        )
        .order_by("item__position", "pk")
        .values(
            "pk",
            "confirmed",
            "here",
            "gone",
            "objected",
            "unknown_here",
            "unknown_said",
            **{who: F(path) for who, path in _PERSONS.items()},
            **_KNOWN,
            meeting=F("item__meeting"),
            state=F("item__meeting__state"),
            chair_name=F("item__meeting__presided_by__person__full_name"),
        )
    )


_ASKED = Written(_asked, pks=list)


def _of(resolution: Resolution, found: Mapping[str, Any]) -> Standing:
    # A casting vote ends what another counted; unopposed, nobody counted and who resolved wrote it down.
    wrote = "counted" if found["counted"] else "resolved"
    unknown = {found[who] or 0 for who in ("opened", wrote) if not found[f"{who}_is_known"]}
    gone = frozenset(found["gone"])
    return Standing(
        resolution=resolution,
        meeting=found["meeting"],
        has_closed=found["state"] == MeetingState.CLOSED,
        presided=found["presided"] or 0,
        chair=found["chair"] or 0,
        chair_name=found["chair_name"] or "",
        recorded=frozenset({found["opened"] or 0, found[wrote] or 0}),
        apart=frozenset(),
        confirmed=frozenset(found["confirmed"]) - gone,
        here=frozenset(found["here"]) - gone,
        unknown=frozenset(unknown.union(found["unknown_here"], found["unknown_said"])),
        on_paper=False,
        is_objected_to=found["objected"],
    )


def _apart(told: list[Standing]) -> list[Standing]:
    """Each with those whose word is one beside the recorders'; nothing is asked while all of them are recognised."""
    hands = hands_behind({person for one in told for person in one.unknown})
    behind = [_hands_of(one.recorded, hands) for one in told]
    return [
        replace(
            one, apart=frozenset(who for who in one.here | one.confirmed if not _hands_of({who}, hands) & recorders)
        )
        for one, recorders in zip(told, behind, strict=True)
    ]


def _hands_of(persons: Iterable[int], hands: dict[int, frozenset[int]]) -> frozenset[int]:
    """Who is recognised is no hand but their own."""
    return frozenset().union(*(hands.get(person, {person}) for person in persons))


def _with_paper(one: Standing, paper: Signature | None) -> Standing:
    return replace(one, on_paper=paper is not None and _counts(paper, one))


def _signed_minutes(meetings: set[int]) -> dict[int, Signature]:
    """The place of who checks the minutes, by meeting, where it is signed."""
    rounds = Minutes.objects.filter(meeting__in=meetings, document_id__isnull=False)
    papers = dict(rounds.values_list("document_id", "meeting"))  # corrected later, they were signed all the same
    places = Signature.objects.filter(document__in=papers, signed_at__isnull=False, roles__contains=Role.CHAIR)
    return {papers[place.document_id]: place for place in places.select_related("signed_by", "confirmed_by")}


def _counts(paper: Signature, one: Standing) -> bool:
    """The minutes that who presided signed: in the system by themselves, or by hand and confirmed by somebody else.

    They cover what the meeting's own chair presided over; who stood in for one item confirms that one.
    """
    if not one.chair or one.presided != one.chair:
        return False
    signer = paper.signed_by.person_id if paper.signed_by else None
    if paper.method == Method.ELECTRONIC:
        return signer == one.presided and not may_be_one(one.presided, one.recorded)
    confirmer = paper.confirmed_by.person_id if paper.confirmed_by else None
    said = [who for who in (signer, confirmer) if who]
    return paper.typed_name == one.chair_name and not all(may_be_one(who, one.recorded) for who in said)


def what_waits(told: Iterable[Standing]) -> list[tuple[Standing, list[Person]]]:
    """What holds money back, and the persons who have it now; empty where nothing does."""
    held = [one for one in told if not one.lets_money_go]
    wanted = {pk for one in held for pk in who_confirms(one)}
    names = Person.objects.in_bulk(wanted) if wanted else {}
    return [(one, [names[pk] for pk in sorted(who_confirms(one)) if pk in names]) for one in held]


def in_words(resolutions: Iterable[Resolution]) -> str:
    """Why payment waits and who has it, one sentence a result; "" where nothing holds it back."""
    return " ".join(_in_words(one, persons) for one, persons in what_waits(of(resolutions)))


def _in_words(one: Standing, persons: list[Person]) -> str:
    number = {"number": one.resolution.label, "committee": one.resolution.item.meeting.committee}
    if one.is_objected_to:
        return _("A member objected to resolution %(number)s of %(committee)s; its chair answers first.") % number
    if not one.has_closed:
        return _("The meeting of %(committee)s with resolution %(number)s has not closed.") % number
    if not persons:
        return _("Resolution %(number)s of %(committee)s waits for its signed minutes, with a confirmed scan.") % number
    who = ", ".join(str(person) for person in persons)
    return _(
        "Resolution %(number)s of %(committee)s waits for confirmation by %(who)s, or for its minutes signed by hand."
    ) % {**number, "who": who}


def lock(resolutions: Iterable[Resolution]) -> None:
    """Hold their items until the transaction ends, in order: an objection comes before a payment or after it."""
    pks = [one.item_id for one in resolutions]
    list(AgendaItem.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk"))
