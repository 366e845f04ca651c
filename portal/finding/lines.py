"""How each kind of public row reads as one line of a list, and by which words it is found.

Whatever is written here may be shown to anybody: titles are those of the open edition, other words pass the gate.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from approvals.models import Meeting
from approvals.workflow import MeetingState
from funds.models import Fund
from grants.models import Offer
from jobs import clock
from people.models import Organisation
from places.models import District, Province, Subdistrict
from portal import following
from portal.finding.asking import number
from portal.finding.kinds import Kind
from portal.models import Findable, FindableWords
from requests.groups import GROUP_OF
from requests.models import BudgetRequest
from requests.models.content import MoneyPart
from requests.public_edition import words
from thai import letters

Line = tuple[Findable, FindableWords]
_MOST = 400  # letters of a line by which it is found


def of_requests(pks: list[int]) -> Iterator[Line]:
    rows = BudgetRequest.objects.public().filter(pk__in=pks)
    joined = rows.select_related(
        "organisation__district", "organisation__subdistrict", "province", "call", "dimension", "strategic_issue"
    ).defer("situation", "cause", "consequence", "method", "outputs", "outcomes", "beneficiaries", "risks")
    funders = _funders(pks)
    for row in joined:
        place, own = row.organisation, row.open_title
        tags = [*_where(place), f"y{row.call.fiscal_year}", f"s{GROUP_OF[row.state]}"]
        tags += [f"d{row.dimension.code}"] if row.dimension else []
        tags += [f"i{row.strategic_issue.code}"] if row.strategic_issue else []
        tags += [f"f{pk}" for pk in sorted(funders[row.pk])]
        line = Findable(
            subject=row.subject,
            kind=Kind.REQUEST,
            province_id=row.province_id,
            day=row.received_on or clock.day_of(row.created_at),
            number=row.receipt_number,
            title=own,
            whose=words(place.name_th)[:300],
            amount=row.amount,
            state=row.state,
            due_on=row.due_on if row.owner_id else None,
            tags=tags,
        )
        yield _found_by(line, [own, *_names(place)])


def _funders(pks: list[int]) -> dict[int, set[int]]:
    """Who was asked, or gives."""
    found: dict[int, set[int]] = defaultdict(set)
    asked = MoneyPart.objects.filter(budget_request__in=pks, funder__isnull=False)
    answers = Offer.objects.filter(budget_request__in=pks)
    for rows in (asked, answers):
        for pk, funder in rows.order_by().values_list("budget_request", "funder"):
            found[pk].add(funder)
    return found


def of_agreements(pks: list[int]) -> Iterator[Line]:
    for row in following.agreements().filter(pk__in=pks):
        asked = row.budget_request
        line = Findable(
            subject=row.subject,
            kind=Kind.AGREEMENT,
            province_id=asked.province_id,
            day=clock.day_of(row.drawn_up_at),
            number=row.number,
            title=asked.open_title,
            whose=words(asked.organisation.name_th)[:300],
            amount=row.amount,
            state=row.state,
            tags=[f"p{asked.province_id}"],
        )
        yield _found_by(line, [asked.open_title, words(asked.organisation.name_th)])


def of_resolutions(pks: list[int]) -> Iterator[Line]:
    for row in following.resolutions().filter(pk__in=pks):
        committee, asked = row.item.meeting.committee, row.item.budget_request
        title = asked.open_title if asked else row.motion.get_outcome_display()
        line = Findable(
            subject=f"resolution:{row.pk}",
            kind=Kind.RESOLUTION,
            province_id=committee.province_id,
            day=clock.day_of(row.resolved_at),
            number=row.label,
            title=title[:300],
            whose=words(committee.name_th)[:300],
            amount=row.motion.payment,
            state=row.outcome,
            tags=[f"p{committee.province_id}"],
        )
        yield _found_by(line, [title, words(committee.name_th)])


def of_meetings(pks: list[int]) -> Iterator[Line]:
    closed = Meeting.objects.filter(pk__in=pks, state=MeetingState.CLOSED)
    for row in closed.select_related("committee__province"):
        name = words(row.committee.name_th)[:300]
        line = Findable(
            subject=row.subject,
            kind=Kind.MEETING,
            province_id=row.committee.province_id,
            day=row.day,
            number=row.label,
            title=name,
            state=row.state,
            tags=[f"p{row.committee.province_id}"],
        )
        yield _found_by(line, [name])


def of_funds(pks: list[int]) -> Iterator[Line]:
    for row in Fund.objects.filter(pk__in=pks).select_related("province"):
        line = Findable(
            subject=f"fund:{row.code}",
            kind=Kind.FUND,
            province_id=row.province_id,
            day=row.opened_on,
            title=words(row.name_th)[:300],
            whose=row.province.name_th,
            tags=[f"p{row.province_id}"],
        )
        yield _found_by(line, [words(row.name_th), words(row.name_en), row.code])


def of_places(province: str) -> Iterator[Line]:
    """The province, its amphoe and its tambons; each leads to the list of what was asked there."""
    whole = Province.objects.get(pk=province)
    yield _place(f"p{province}", province, whole, "จังหวัด", "")
    for district in District.objects.filter(province=province):
        yield _place(f"a{district.pk}", province, district, "อำเภอ", f"จังหวัด{whole.name_th}")
    for one in Subdistrict.objects.filter(province=province).select_related("district"):
        yield _place(f"t{one.pk}", province, one, "ตำบล", f"อำเภอ{one.district.name_th} จังหวัด{whole.name_th}")


def _place(tag: str, province: str, row: Any, sort: str, within: str) -> Line:
    line = Findable(
        subject=f"place:{tag[1:]}",
        kind=Kind.PLACE,
        province_id=province,
        day=clock.today(),
        title=f"{sort}{row.name_th}",
        whose=within,
        tags=[f"p{province}"],
    )
    return _found_by(line, [f"{sort}{row.name_th}", row.name_en])


def _where(place: Organisation) -> list[str]:
    tags = [f"p{place.province_id}"]
    tags += [f"a{place.district_id}"] if place.district_id else []
    return tags + ([f"t{place.subdistrict_id}"] if place.subdistrict_id else [])


def _names(place: Organisation) -> list[str]:
    """Of the council and of where it is, as people write them."""
    names = [words(place.name_th)]
    names += [f"ตำบล{place.subdistrict.name_th}"] if place.subdistrict else []
    names += [f"อำเภอ{place.district.name_th}"] if place.district else []
    return [*names, f"จังหวัด{place.province.name_th}"]


def _found_by(line: Findable, said: list[str]) -> Line:
    # A sign between two texts: no three letters reach from one into the next.
    keys = [letters.fold(text) for text in said if text]
    key = " ".join(dict.fromkeys(keys))[:_MOST]
    marks = [gram for part in key.split() for gram in letters.grams(part)]
    marks += [f"={line.kind}", *(f"={tag}" for tag in line.tags)]
    marks += [number(line.number)] if line.number else []
    return line, FindableWords(key=key, marks=list(dict.fromkeys(marks)))


OF: dict[str, Callable[[list[int]], Iterator[Line]]] = {
    Kind.REQUEST: of_requests,
    Kind.AGREEMENT: of_agreements,
    Kind.RESOLUTION: of_resolutions,
    Kind.MEETING: of_meetings,
    Kind.FUND: of_funds,
}
