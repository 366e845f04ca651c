"""The budget request itself: whose it is, where it stands, and the parts that are single answers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from people.actors import Actor
from people.models import FUNDERS, Organisation, OrganisationKind, Seat
from programmes.models import RouteStage
from programmes.routing import stages_column
from publishing.fields import OpenTextField
from requests.models.content import MoneyPart
from requests.models.proposal import Proposal
from requests.readers import sent_to
from requests.workflow import DRAFT, ENDED, RequestWorkflow, State
from wiring.refs import Ref

TAGS = {
    State.DRAFT: "draft",
    State.RETURNED: "waits",
    State.DEFERRED: "stopped",
    State.CLOSED: "done",
    State.NOT_ENDORSED: "stopped",
    State.WITHDRAWN: "stopped",
    State.SUSPENDED: "wrong",
    State.TERMINATED: "wrong",
}


def _before(actor: Actor) -> Q:
    """Of whom requests come before the actor's office: of its province, its amphoe or its tambon; of nobody else."""
    own = actor.organisation
    if own is None:
        return NOBODY
    if actor.reads_province:
        return Q(province=own.province_id)
    if own.kind == OrganisationKind.AMPHOE_COMMITTEE and own.district_id:
        return Q(organisation__in=Organisation.objects.filter(district=own.district_id).values("pk"))
    if own.kind == OrganisationKind.TAMBON_COMMITTEE and own.subdistrict_id:
        return Q(organisation__in=Organisation.objects.filter(subdistrict=own.subdistrict_id).values("pk"))
    return NOBODY


def _ways_to(actor: Actor) -> list[Q]:
    """How a request comes into the actor's hands, wherever it is from: it waits there, or a room above says so."""
    ways = [Q(owner=actor.organisation_id), *sent_to(actor)]
    if actor.organisation and actor.organisation.is_funder:
        ways.append(Q(pk__in=MoneyPart.objects.filter(funder=actor.organisation_id).values("budget_request")))
    return ways


NOBODY = Q(pk__in=())


class BudgetRequestQuerySet(models.QuerySet["BudgetRequest"]):
    def visible_to(self, actor: Actor) -> BudgetRequestQuerySet:
        """A draft is its organisation's own and its helper's. What was sent is open, whole, to the committees on its way, the
        offices of its province and the funders it asks; everybody else reads the open edition.
        """
        if actor.seat is None:
            return self.none()
        own = Q(organisation=actor.organisation_id) | Q(filed_by__organisation=actor.organisation_id)
        sent = _before(actor)
        for way in _ways_to(actor):
            sent |= way
        return self.filter(own | (sent & Q(receipt_number__gt="")))

    def lists_of(self, actor: Actor) -> list[BudgetRequestQuerySet]:
        """What `visible_to` holds, in parts that indexes can be walked by, for lists that are cut. A row may be in two."""
        if actor.seat is None or actor.organisation is None:
            return [self.none()]
        parts = [self.filter(_before(actor), receipt_number__gt=""), self.filter(organisation=actor.organisation_id)]
        if not actor.organisation.is_asker:
            helped = Seat.objects.filter(organisation=actor.organisation_id).values("pk")
            parts.append(self.filter(filed_by__in=helped))
            # Each way apart: one OR of them all is a walk through the requests of the country.
            parts += [self.filter(way, receipt_number__gt="") for way in _ways_to(actor)]
        return parts

    def with_stages(self) -> BudgetRequestQuerySet:
        """Each with the stages of its route as `route_stages`, for a page that shows its way."""
        return self.annotate(route_stages=stages_column("call__route"))

    def public(self) -> BudgetRequestQuerySet:
        return self.filter(receipt_number__gt="")


class BudgetRequest(RequestWorkflow, Proposal):
    """What an organisation asks for. `owner` has to act next, until `due_on`; both are empty only at the end."""

    province = models.ForeignKey("places.Province", on_delete=models.PROTECT, related_name="budget_requests")
    organisation = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="budget_requests")
    call = models.ForeignKey("programmes.Call", on_delete=models.PROTECT, related_name="budget_requests")
    filed_by = models.ForeignKey("people.Seat", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    receipt_number = models.CharField(max_length=24, blank=True)
    # As the open edition of what was sent last says it: what is typed meanwhile is nobody's yet.
    open_title = OpenTextField(max_length=300, blank=True)
    received_on = models.DateField(null=True, blank=True)
    stage = models.ForeignKey(RouteStage, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    owner = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due_on = models.DateField(null=True, blank=True)
    amount = models.BigIntegerField(default=0, help_text="satang; the sum of the budget lines, as they were sent last")
    endorsed_amount = models.BigIntegerField(null=True, blank=True, help_text="satang")
    endorsed_basis = models.CharField(max_length=80, blank=True)
    # The page that wrote this last, as it named itself, its how manieth save that was, and what version came of it: a
    # page that is left saves without hearing the answer, and must not be in its own way afterwards.
    written_page = models.CharField(max_length=40, blank=True)
    written_turn = models.PositiveIntegerField(default=0)
    written_version = models.PositiveIntegerField(default=0)
    unread_lines = models.TextField(
        blank=True, max_length=100_000, help_text="pasted, and not yet made into budget lines; no part of the request"
    )
    # What its council says of its own words: those that the gate hides and that name nobody, and those that nobody else shall
    # read. They stand in the open edition once it is sent.
    words_shown = models.JSONField(default=list, blank=True)
    words_withheld = models.JSONField(default=list, blank=True)
    is_invented = models.BooleanField(default=False, help_text="demo data whose project is made up")

    objects = BudgetRequestQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["province", "state"]),
            models.Index(fields=["organisation"]),
            # The lists of a province, the newest first: whoever signed in sees them by when they were begun, the public by
            # when they were received.
            models.Index(
                fields=["province", "created_at", "id"], condition=~Q(receipt_number=""), name="requests_by_beginning"
            ),
            models.Index(
                fields=["province", "received_on", "id"], condition=~Q(receipt_number=""), name="requests_by_receipt"
            ),
            # What waits and what is overdue; a request that has ended has no owner and is not among them.
            models.Index(fields=["owner", "due_on"], condition=Q(owner__isnull=False), name="waiting_requests"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["receipt_number"], condition=~Q(receipt_number=""), name="one_request_a_receipt_number"
            ),
            models.CheckConstraint(
                condition=Q(state=DRAFT) | ~Q(receipt_number="") | Q(state=State.WITHDRAWN),
                name="what_was_submitted_has_a_receipt_number",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ENDED) | Q(owner__isnull=False, due_on__isnull=False),
                name="what_waits_has_an_owner_and_a_due_date",
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="a_request_amount_is_not_negative"),
        ]

    def __str__(self) -> str:
        return self.title or self.receipt_number

    def get_absolute_url(self) -> str:
        return f"/requests/{self.pk}/"

    @property
    def subject(self) -> Ref:
        return Ref("request", self.pk)

    @property
    def tag_kind(self) -> str:
        """How its state looks in `components/state_tag.html`."""
        return TAGS.get(State(self.state), "moving")

    @property
    def is_editable(self) -> bool:
        return self.state in (State.DRAFT, State.RETURNED)

    @property
    def is_being_rewritten(self) -> bool:
        """Whether its texts and lines may be others than those that were sent last: what was typed since was sent to nobody.

        It may also be withdrawn in the middle of it; what was endorsed before stands as it was sent.
        """
        is_withdrawn = self.state == State.WITHDRAWN and self.endorsed_amount is None
        return bool(self.receipt_number) and (self.state == State.RETURNED or is_withdrawn)

    def title_for(self, actor: Actor) -> str:
        """Its title: what is typed is read by its own people, what was sent by everybody else."""
        is_own = self.organisation_id == actor.organisation_id
        return self.open_title if self.is_being_rewritten and not is_own else self.title

    def written_amount(self) -> int:
        """Satang; the sum of the lines as they are typed, while `amount` is that of what was sent."""
        return sum(line.amount for line in self.budgetline_set.all())

    def reckon(self) -> None:
        self.amount = self.written_amount()

    @cached_property
    def possible_funders(self) -> list[Organisation]:
        """Whom it may ask for money: the active funders of its province."""
        rows = Organisation.objects.filter(kind__in=FUNDERS, is_active=True, province=self.province_id)
        return list(rows.order_by("kind", "name_th"))
