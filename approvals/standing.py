"""Whether money may follow from a resolution: who presided has confirmed it, and no objection waits for an answer.

A meeting is not one hand's: where who presided recorded it too, another member who was there confirms it as well. An
account that nobody recognised counts as the hand that let it in (`people.standing.hands_behind`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from approvals.models import AgendaItem, Attendance, Confirmation, Interest, Meeting, Minutes, Objection, Resolution
from approvals.quorum import HERE
from approvals.workflow import MeetingState
from documents.models import Method, Signature
from people.models import Person, Role
from people.standing import hands_behind, may_be_one


@dataclass(frozen=True, slots=True)
class Standing:
    """One resolution, with the persons who answer for it.

    `recorded` ran the meeting or wrote the result down; `apart` are those of the others who cannot be one of them.
    """

    resolution: Resolution
    presided: int
    recorded: frozenset[int]
    apart: frozenset[int]
    confirmed: frozenset[int]
    here: frozenset[int]
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
    if one.resolution.item.meeting.state != MeetingState.CLOSED:
        return frozenset()
    if one.presided not in one.confirmed:
        return frozenset({one.presided})
    return (one.here & one.apart) - one.confirmed


def of(resolutions: Iterable[Resolution]) -> list[Standing]:
    """Two queries, and two for those that nobody confirmed from an account; however many there are."""
    told = _apart([_of(one) for one in _asked([one.pk for one in resolutions])])
    unsure = {one.resolution.item.meeting for one in told if not one.is_confirmed}
    papers = _signed_minutes(unsure) if unsure else {}
    return [_with_paper(one, papers.get(one.resolution.item.meeting_id)) for one in told]


def _asked(pks: list[int]) -> QuerySet[Resolution]:
    """With the persons of each, as arrays: a prefetch would ask for every table by itself."""
    related = (
        "presided_by",
        "resolved_by",
        "motion__counted_by",
        "item__meeting__opened_by",
        "item__meeting__presided_by__person",
        "item__meeting__committee",
    )
    meeting = OuterRef("item__meeting")
    present = Attendance.objects.filter(meeting=meeting, presence__in=HERE)
    return (
        Resolution.objects.filter(pk__in=pks)
        .select_related(*related)
        .annotate(
            confirmed=ArraySubquery(Confirmation.objects.filter(meeting=meeting).values("person")),
            here=ArraySubquery(present.values("person")),
            # Their word on the rest of the meeting is none on this.
            gone=ArraySubquery(Interest.objects.filter(item=OuterRef("item"), may_stay=False).values("person")),
            objected=Exists(Objection.objects.filter(resolution=OuterRef("pk"), answered_at=None)),
        )
    )


def _of(one: Any) -> Standing:
    opened = one.item.meeting.opened_by
    return Standing(
        resolution=one,
        presided=one.presided_by.person_id or 0,
        recorded=frozenset({opened.person_id if opened else 0, _who_counted(one)}),
        apart=frozenset(),
        confirmed=frozenset(one.confirmed) - frozenset(one.gone),
        here=frozenset(one.here) - frozenset(one.gone),
        on_paper=False,
        is_objected_to=one.objected,
    )


def _apart(told: list[Standing]) -> list[Standing]:
    """Each with those whose word is one beside the recorders': one query for all, while all of them are recognised."""
    hands = hands_behind({person for one in told for person in one.recorded | one.here | one.confirmed})
    behind = [frozenset().union(*(hands[person] for person in one.recorded)) for one in told]
    return [
        replace(one, apart=frozenset(who for who in one.here | one.confirmed if not hands[who] & recorders))
        for one, recorders in zip(told, behind, strict=True)
    ]


def _with_paper(one: Standing, paper: Signature | None) -> Standing:
    counts = paper is not None and _counts(paper, one.resolution.item.meeting, one.presided, one.recorded)
    return replace(one, on_paper=counts)


def _who_counted(one: Resolution) -> int:
    """A casting vote ends what another counted; unopposed, nobody counted and who resolved wrote it down."""
    return (one.motion.counted_by or one.resolved_by).person_id or 0


def _signed_minutes(meetings: set[Meeting]) -> dict[int, Signature]:
    """The place of who checks the minutes, by meeting, where it is signed."""
    rounds = Minutes.objects.filter(meeting__in=meetings, document_id__isnull=False)
    papers = dict(rounds.values_list("document_id", "meeting"))  # corrected later, they were signed all the same
    places = Signature.objects.filter(document__in=papers, signed_at__isnull=False, roles__contains=Role.CHAIR)
    return {papers[place.document_id]: place for place in places.select_related("signed_by", "confirmed_by")}


def _counts(paper: Signature, meeting: Meeting, presided: int, recorded: frozenset[int]) -> bool:
    """The minutes that who presided signed: in the system by themselves, or by hand and confirmed by somebody else.

    They cover what the meeting's own chair presided over; who stood in for one item confirms that one.
    """
    if meeting.presided_by is None or presided != meeting.presided_by.person_id:
        return False
    signer = paper.signed_by.person_id if paper.signed_by else None
    if paper.method == Method.ELECTRONIC:
        return signer == presided and not may_be_one(presided, recorded)
    chair = meeting.presided_by.person
    confirmer = paper.confirmed_by.person_id if paper.confirmed_by else None
    is_theirs = chair is not None and paper.typed_name == chair.full_name
    said = [who for who in (signer, confirmer) if who]
    return is_theirs and not all(may_be_one(who, recorded) for who in said)


def what_waits(resolutions: Iterable[Resolution]) -> list[tuple[Standing, list[Person]]]:
    """What holds money back, and the persons who have it now; empty where nothing does."""
    held = [one for one in of(resolutions) if not one.lets_money_go]
    wanted = {pk for one in held for pk in who_confirms(one)}
    names = Person.objects.in_bulk(wanted) if wanted else {}
    return [(one, [names[pk] for pk in sorted(who_confirms(one)) if pk in names]) for one in held]


def in_words(resolutions: Iterable[Resolution]) -> str:
    """Why payment waits and who has it, one sentence a result; "" where nothing holds it back."""
    return " ".join(_in_words(one, persons) for one, persons in what_waits(resolutions))


def _in_words(one: Standing, persons: list[Person]) -> str:
    number = {"number": one.resolution.label, "committee": one.resolution.item.meeting.committee}
    if one.is_objected_to:
        return _("A member objected to resolution %(number)s of %(committee)s; its chair answers first.") % number
    if one.resolution.item.meeting.state != MeetingState.CLOSED:
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
