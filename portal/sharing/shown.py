"""What is told of a request, a result, a fund or a province, in whatever form: the same few words and figures everywhere."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from funds.models import Fund
from funds.reports import position
from grants.reports import with_flow
from jobs import clock
from places.models import Province
from portal import reports
from portal.models import ProvinceTotals
from requests.models import BudgetRequest
from requests.public_edition import words
from requests.workflow import State
from thai import money

KINDS = ("request", "fund", "province")


@dataclass(frozen=True)
class Figure:
    label: str
    satang: int

    @property
    def baht(self) -> str:
        return money.baht(self.satang).removesuffix(".00")


@dataclass(frozen=True)
class Shown:
    """`sort` says what it is, `page` is its address here; `figures` come in the order of the money's way."""

    kind: str
    key: str
    sort: str
    title: str
    whose: str
    page: str
    tree: str
    figures: list[Figure] = field(default_factory=list)
    state: str = ""
    look: str = ""

    @property
    def url(self) -> str:
        return f"{settings.SITE_URL.rstrip('/')}{self.page}"

    @property
    def card(self) -> str:
        return f"{settings.SITE_URL.rstrip('/')}{reverse('portal:card', args=[self.kind, self.key])}"

    @property
    def embed(self) -> str:
        return f"{settings.SITE_URL.rstrip('/')}{reverse('portal:embed', args=[self.kind, self.key])}"

    @property
    def frame(self) -> str:
        """The HTML with which another site shows the figure."""
        title = escape(self.title)
        return f'<iframe src="{self.embed}" title="{title}" width="100%" height="280" loading="lazy"></iframe>'

    @property
    def summary(self) -> str:
        """One line for whoever shows a link to it."""
        told = [self.whose, *(f"{one.label} {one.baht} {_('baht')}" for one in self.figures[:3]), self.state]
        return " · ".join(part for part in told if part)

    @property
    def post(self) -> str:
        """Ready to be pasted: what, whose, how much, how it stands, and where to read all of it."""
        amounts = [f"{one.label} {one.baht} {_('baht')}" for one in self.figures]
        stands = [_("Now: %(state)s") % {"state": self.state}] if self.state else []
        lines = [f"{self.sort}: {self.title}", self.whose, *amounts, *stands, _("Read all of it, with every paper:")]
        return "\n".join([*filter(None, lines), self.url, "#ทุนกลาง"])


def of(kind: str, key: str) -> Shown:
    """What everybody may know; a draft, and whatever else is not public, is not there (404)."""
    if kind == "request" and key.isdecimal() and len(key) < 19:
        return of_request(get_object_or_404(_requests(), pk=int(key)))
    if kind == "fund":
        return of_fund(get_object_or_404(Fund.objects.select_related("province"), code=key.replace("\0", "")))
    if kind == "province":
        return of_province(get_object_or_404(Province, code=key.replace("\0", ""), is_active=True))
    raise Http404


def _requests() -> QuerySet[BudgetRequest]:
    return with_flow(BudgetRequest.objects.public().select_related("organisation", "province"))


def of_request(row: BudgetRequest) -> Shown:
    ways = (
        (_("Asked"), row.amount),
        (_("Endorsed"), row.endorsed_amount),
        (pgettext("share", "Agreed"), getattr(row, "promised", None)),
        (_("Paid"), getattr(row, "paid", None)),
        (pgettext("share", "Returned"), getattr(row, "returned", None)),
    )
    return Shown(
        kind="request",
        key=str(row.pk),
        sort=pgettext("share", "Result") if row.state == State.CLOSED else _("Budget request"),
        title=row.open_title,
        whose=words(str(row.organisation)),
        page=reverse("portal:request", args=[row.pk]),
        tree=row.province_id,
        figures=[Figure(label, amount) for label, amount in ways if amount],
        state=str(State(row.state).label),
        look=row.tag_kind,
    )


def of_fund(fund: Fund) -> Shown:
    at = position(fund)
    return Shown(
        kind="fund",
        key=fund.code,
        sort=_("Central fund"),
        title=words(str(fund)),
        whose=str(fund.province),
        page=reverse("portal:fund", args=[fund.code]),
        tree=fund.province_id,
        figures=[
            Figure(pgettext("share", "In the bank"), at.balance),
            Figure(_("Set aside"), at.committed),
            Figure(pgettext("share", "Free"), at.available),
        ],
    )


def of_province(row: Province, sums: ProvinceTotals | None = None) -> Shown:
    """`sums`: the province's figures, when they have been read."""
    sums = sums or reports.totals([row], clock.today())[row.pk]
    ways = (
        (_("Asked"), sums.asked),
        (_("Endorsed"), sums.endorsed),
        (pgettext("share", "Agreed"), sums.promised),
        (_("Paid"), sums.paid),
    )
    return Shown(
        kind="province",
        key=row.pk,
        sort=pgettext("share", "Province"),
        title=str(row),
        whose=_("%(n)s budget requests in the open") % {"n": f"{sums.requests:,}"},
        page=reverse("portal:province", args=[row.pk]),
        tree=row.pk,
        figures=[Figure(label, amount) for label, amount in ways],
    )
