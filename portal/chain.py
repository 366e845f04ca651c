"""The public pages of money and decisions: a fund, what moved in it, agreements, resolutions, meetings."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from funds.models import Fund
from funds.reports import position
from jobs import clock
from portal import following
from portal.kept import kept
from portal.sharing import shown
from requests.gate import payee, persons_of, typed, typed_of


@require_safe
@kept(following.trees_of_fund)
def fund(request: HttpRequest, code: str) -> HttpResponse:
    row = get_object_or_404(Fund.objects.select_related("province"), code=code)
    page = following.movements(row, request.GET)
    context = {
        "fund": row,
        "share": shown.of_fund(row),
        "position": position(row),
        "months": following.months(row, clock.today()),
        "page": page,
        "moved": [(one, payee(one.payee)) for one in page],
    }
    return _page(request, "fund", row.province, context)


@require_safe
@kept(following.trees_of_voucher)
def voucher(request: HttpRequest, pk: int) -> HttpResponse:
    row = following.voucher(pk)
    allowed = following.allowed_by(row)
    asked = allowed["instalment"] and allowed["instalment"].agreement.budget_request
    memo = typed(row.memo, asked, row.payee)
    context = {"voucher": row, "payee": payee(row.payee), "memo": memo, **allowed}
    return _page(request, "voucher", row.fund.province, context)


@require_safe
@kept(following.trees_of_agreement)
def agreement(request: HttpRequest, pk: int) -> HttpResponse:
    row = following.agreement(pk)
    context = {"agreement": row, "instalments": following.instalments(row)}
    return _page(request, "agreement", row.budget_request.province, context)


@require_safe
@kept(following.trees_of_resolution)
def resolution(request: HttpRequest, pk: int) -> HttpResponse:
    row = following.resolution(pk)
    wrote = (row.facts, row.criterion, row.consideration, row.motion.conditions)
    persons = persons_of(row.item.budget_request, row.item.meeting.committee_id)
    said = [typed_of(text, persons, row.motion.payee) for text in wrote]
    reasons = dict(zip(("facts", "criterion", "consideration", "conditions"), said, strict=True))
    context = {"resolution": row, "payee": payee(row.motion.payee), **reasons, **following.followed(row)}
    return _page(request, "resolution", row.item.meeting.committee.province, context)


@require_safe
@kept(following.trees_of_meeting)
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    row = following.meeting(pk)
    context = {"meeting": row, "came": following.came(row), "matters": following.matters(row)}
    return _page(request, "meeting", row.committee.province, context)


def _page(request: HttpRequest, name: str, province: Any, context: dict[str, Any]) -> HttpResponse:
    return render(request, f"portal/{name}.html", {**context, "province": province, "nav": "public"})
