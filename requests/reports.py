"""Reads about requests: lists, what waits for whom, the way through the route."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from audit.reports import Told
from jobs import clock
from people.actors import Actor
from people.models import ASKERS, Organisation, OrganisationKind, Role
from people.paging import Slice, sliced
from plans.models import Topic
from programmes import routing
from programmes.models import Call, RouteStage
from programmes.reports import is_calling
from requests import completeness, sections
from requests.filters import Filters
from requests.groups import GROUPS, Group
from requests.models import Attachment, BudgetRequest, MoneyPart
from requests.models.budget_request import BudgetRequestQuerySet
from requests.whole import with_rows as with_rows
from requests.workflow import State
from wiring.written import Written


def listing(actor: Actor, asked: Mapping[str, str]) -> Slice:
    """What the actor may see and the filters of the address let through, the newest first."""
    return sliced(listed(), asked, by="created_at", parts=_parts(actor, asked), written=LISTED)


def listed_keys(actor: Actor, asked: Mapping[str, str], most: int) -> list[int]:
    """The same of all pages, for a file."""
    parts = [
        part.order_by("-created_at", "-id").values_list("created_at", "id")[:most] for part in _parts(actor, asked)
    ]
    found = parts[0].union(*parts[1:]).order_by("-created_at", "-id")[:most] if parts[1:] else parts[0]
    return [pk for _at, pk in found]


def wanted_of(actor: Actor, asked: Mapping[str, str]) -> Filters:
    """`state` may be a group of states or one state."""
    return Filters.read(asked, actor.province_id or "", (*Group.values, *State.values))


def _parts(actor: Actor, asked: Mapping[str, str]) -> list[BudgetRequestQuerySet]:
    wanted = wanted_of(actor, asked)
    fits = _filtered(wanted) & _worded(actor, wanted.q.split()[:5])
    return [part.filter(fits) for part in BudgetRequest.objects.lists_of(actor)]


def _filtered(wanted: Filters) -> Q:
    """Keys, not subqueries, wherever a filter names rows of another table: see `_worded`."""
    fits = Q(state__in=_states(wanted.state)) if wanted.state else Q()
    places = {"subdistrict": wanted.tambon} if wanted.tambon else {"district": wanted.amphoe}
    if any(places.values()):
        fits &= Q(organisation__in=_keys(Organisation.objects.filter(**places)))
    if wanted.year:
        fits &= Q(call__in=_keys(Call.objects.filter(fiscal_year=wanted.year)))
    for name, code in (("dimension", wanted.dimension), ("strategic_issue", wanted.issue)):
        fits &= Q(**{f"{name}__in": _keys(Topic.objects.filter(kind=name, code=code))}) if code else Q()
    if wanted.funder:
        fits &= Q(pk__in=MoneyPart.objects.filter(funder=int(wanted.funder)).values("budget_request"))
    if wanted.late:
        fits &= Q(due_on__lt=clock.today(), owner__isnull=False)
    fits &= Q(amount__gte=wanted.low) if wanted.low is not None else Q()
    return fits & (Q(amount__lte=wanted.high) if wanted.high is not None else Q())


def _states(asked: str) -> tuple[State, ...]:
    """Of a group, or the one state that is asked for."""
    return GROUPS[Group(asked)] if asked in Group.values else (State(asked),)


def _keys(rows: QuerySet[Any]) -> list[int]:
    return list(rows.values_list("pk", flat=True))


def _worded(actor: Actor, words: list[str]) -> Q:
    """Each word in the title, the receipt number or the name of the organisation."""
    fits = Q()
    for word in words:
        # Thai has no capitals: to fold what cannot differ takes five times as long.
        holds = "contains" if word.upper() == word.lower() else "icontains"
        # Their keys, not a subquery: of that one the planner believes that half of all requests fit, and reads them all.
        here = Organisation.objects.filter(province=actor.province_id, **{f"name_th__{holds}": word})
        named = _keys(here)
        texts = Q(**{f"title__{holds}": word}) & _reads_title(actor) | Q(**{f"receipt_number__{holds}": word})
        fits &= texts | Q(organisation__in=named)
    return fits


def _reads_title(actor: Actor) -> Q:
    """The title of one that is being put right is found by those who write it: others know it as it was sent."""
    return ~Q(state=State.RETURNED) | Q(organisation=actor.organisation_id)


def listed() -> QuerySet[BudgetRequest]:
    """Requests as a line of a list shows them, without their texts."""
    rows = BudgetRequest.objects.select_related("organisation", "owner")
    own = ("title", "open_title", "receipt_number", "amount", "endorsed_amount", "state", "due_on", "version")
    whose = ("organisation_id", "owner_id")
    names = [f"{who}__{name}" for who in ("organisation", "owner") for name in ("name_th", "name_en")]
    return rows.only(*own, *whose, *names)


LISTED = Written(lambda pks: listed().filter(pk__among=pks), pks=list)


def sees(actor: Actor, row: BudgetRequest) -> bool:
    """As `visible_to`, of one that was read; of its own council and the offices of its province nothing is asked."""
    if actor.seat is None:
        return False
    is_here = actor.reads_province and row.province_id == actor.province_id and bool(row.receipt_number)
    is_own = row.organisation_id == actor.organisation_id
    return is_here or is_own or BudgetRequest.objects.visible_to(actor).filter(pk=row.pk).exists()


def may_begin(actor: Actor) -> bool:
    return is_calling(actor.province_id or "") and organisations_for(actor).exists()


def organisations_for(actor: Actor) -> QuerySet[Organisation]:
    """For whom the actor may begin a request: their own, or those they may file for."""
    askers = Organisation.objects.filter(kind__in=ASKERS, is_active=True, province=actor.province_id)
    if actor.organisation and actor.organisation.is_asker and actor.holds(Role.SECRETARY, Role.CHAIR):
        return askers.filter(pk=actor.organisation.pk)
    if actor.kind == OrganisationKind.SECRETARIAT:
        return askers.order_by("name_th")
    if actor.kind in _HELPERS and actor.holds(Role.SECRETARY):
        return _helped(actor, askers).order_by("name_th")
    return askers.none()


_HELPERS = (OrganisationKind.TAMBON_COMMITTEE, OrganisationKind.AMPHOE_COMMITTEE)


def _helped(actor: Actor, askers: QuerySet[Organisation]) -> QuerySet[Organisation]:
    own = actor.organisation
    assert own is not None
    if own.kind == OrganisationKind.TAMBON_COMMITTEE:
        return askers.filter(subdistrict=own.subdistrict_id)
    return askers.filter(district=own.district_id)


@dataclass(frozen=True, slots=True)
class Step:
    """One stage of a request's way, for the eye."""

    name: str
    is_done: bool
    is_now: bool
    on: datetime | None = None


def way(row: BudgetRequest, told: Iterable[Told] = ()) -> list[Step]:
    """Sent → each stage of its route → funders → work → closed; `row` was read `with_stages`.

    `told` is its history, oldest first: each step behind it bears the day on which it was done.
    """
    column = row.route_stages  # type: ignore[attr-defined]  # not a field: a column that `with_stages` adds
    stages = routing.on_the_way(column, row.organisation)
    now = _where(row, stages)
    names = [pgettext("step", "Checked for completeness"), *(str(stage) for stage in stages)]
    names += [pgettext("step", "Funders answer"), pgettext("step", "Agreement signed")]
    names += [pgettext("step", "The work"), pgettext("step", "Closed")]
    days = _days(told, len(stages))
    return [Step(name, n < now, n == now, days[n] if n < now else None) for n, name in enumerate(names)]


_DONE = ("request.agreed", "request.activated", "request.closing_begun", "request.closed")


def _days(told: Iterable[Told], stages: int) -> list[datetime | None]:
    """When each step was done: the last sending, the last endorsement of as many as there are stages, and what followed."""
    when: dict[str, list[datetime]] = {}
    for event in told:
        when.setdefault(event.event, []).append(event.occurred_at)
    endorsed: list[datetime | None] = [*when.get("request.endorsed", [])[-stages:]]
    endorsed += [None] * (stages - len(endorsed))
    first: datetime | None = next(iter(when.get("request.admitted", when.get("request.submitted", []))), None)
    after = [when[name][-1] if name in when else None for name in _DONE]
    return [first, *endorsed, after[0], after[1], after[3], after[3]]


def _where(row: BudgetRequest, stages: list[RouteStage]) -> int:
    last = len(stages)
    if row.state in (State.DRAFT, State.WITHDRAWN):
        return -1
    if row.state == State.SUBMITTED or row.stage_id is None:
        return 0
    after = {State.FUNDING: 1, State.AGREED: 2, State.ACTIVE: 3, State.SUSPENDED: 3, State.CLOSING: 3, State.CLOSED: 5}
    if row.state in after:
        return last + after[State(row.state)]
    return 1 + next((n for n, stage in enumerate(stages) if stage.pk == row.stage_id), 0)


def papers_of(row: BudgetRequest) -> list[Attachment]:
    """The files that belong to it, of a request that was read with its rows."""
    return [one for one in row.attachments.all() if one.removed_at is None]


@dataclass(frozen=True, slots=True)
class Part:
    """One section of a request and what it still lacks."""

    section: sections.Section
    gaps: list[str]


def parts(row: BudgetRequest) -> list[Part]:
    found = completeness.gaps(row)
    return [Part(section, [gap.text for gap in found if gap.section == section.key]) for section in sections.ALL]


_NEXT = {
    State.DRAFT: _("The council writes it and sends it."),
    State.SUBMITTED: _("The committee's secretary checks that everything is there."),
    State.RETURNED: _("The council puts right what is on the list and sends it again."),
    State.IN_REVIEW: _("The committee decides in a meeting."),
    State.DEFERRED: _("The committee takes it up again."),
    State.FUNDING: _("Each funder answers; then the council accepts."),
    State.AGREED: _("Every party has signed; the first instalment can be asked for."),
    State.ACTIVE: _("Instalments are paid against reports."),
    State.CLOSING: _("What was not spent comes back; then it is closed."),
}


def next_text(row: BudgetRequest) -> str:
    return str(_NEXT.get(State(row.state), ""))
