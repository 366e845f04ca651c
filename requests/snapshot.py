"""A request's content as plain data: what a revision freezes and what its proposal document prints."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from requests import norms
from requests.frozen import After, Content, Indicator, Line, Money, Norm, PlanLink, What, Who, Why
from requests.models import BudgetLine, BudgetRequest
from requests.whole import with_rows


def digest(content: Content) -> str:
    """SHA-256 over the canonical JSON of `content`."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def facts(row: BudgetRequest, *, revision: int) -> Content:
    """Everything the proposal says, in the shape `documents/proposal.html` reads; amounts in satang, dates ISO.

    The rows are read once, and are those that the request has at this moment from then on.
    """
    with_rows(row)
    return {
        "number": row.receipt_number,
        "title": row.title,
        "revision": revision,
        "province": {"code": row.province_id, "name_th": row.province.name_th},
        "fiscal_year": row.call.fiscal_year,
        "submitted_on": _iso(row.received_on),
        **_who(row),
        **_why(row),
        **_what(row),
        **_money(row),
        **_after(row),
    }


def _who(row: BudgetRequest) -> Who:
    asker = row.organisation
    return {
        "council": {
            "name": asker.name_th,
            "registration_no": asker.registration_no,
            "subdistrict": asker.subdistrict.name_th if asker.subdistrict else "",
            "district": asker.district.name_th if asker.district else "",
            "province": row.province.name_th,
        },
        "groups": row.groups,
        "council_resolution": {
            "number": row.resolution_number,
            "date": _iso(row.resolution_on),
            "attendance": row.resolution_attendance,
        },
        "contacts": [
            {"name": name, "position": position, "phone": phone}
            for name, position, phone in (
                (row.contact_name, row.contact_position, row.contact_phone),
                (row.second_name, row.second_position, row.second_phone),
            )
            if name
        ],
        "recipient": {
            "name": row.recipient_name,
            "kind": str(row.get_recipient_kind_display()),
            "code": row.recipient_kind,
            "account_note": "",
        },
        "signatures": [
            {"role": role, "name": name, "position": position}
            for role, name, position in (
                ("ผู้เสนอ", row.proposer_name, row.proposer_position),
                ("ผู้เห็นชอบ", row.supporter_name, row.supporter_position),
                ("ผู้อนุมัติ", "", ""),
            )
        ],
    }


def _why(row: BudgetRequest) -> Why:
    plan: PlanLink = {"outside_reason": row.outside_plan_reason}
    if row.plan_item:
        plan = {"plan": row.plan_item.plan.name, "item": f"{row.plan_item.code} {row.plan_item.title}"}
    return {
        "plan_link": plan,
        "dimension": row.dimension.name_th if row.dimension else "",
        "strategic_issue": row.strategic_issue.name_th if row.strategic_issue else "",
        "sector": row.sector.name_th if row.sector else "",
        "rationale": {
            "situation": row.situation,
            "figure": row.figure,
            "figure_source": row.figure_source,
            "cause": row.cause,
            "consequence": row.consequence,
        },
        "objectives": [
            {"text": objective.text, "indicators": _indicators(row, objective.position)}
            for objective in row.objective_set.all()
        ],
    }


def _indicators(row: BudgetRequest, objective: int) -> list[Indicator]:
    return [
        {
            "kind": i.kind,
            "text": i.text,
            "statement": i.text,
            "baseline": i.baseline,
            "target": i.target,
            "unit": i.unit,
            "source": i.source,
            "levels": i.levels,
            "evidence": i.evidence,
        }
        for i in row.indicator_set.all()
        if i.objective == objective
    ]


def _what(row: BudgetRequest) -> What:
    return {
        "target_groups": [
            {"name": g.name, "direct": g.direct, "indirect": g.indirect} for g in row.targetgroup_set.all()
        ],
        "villages": row.villages,
        "method": row.method,
        "activities": [
            {
                "name": a.name,
                "starts_on": _iso(a.starts_on),
                "ends_on": _iso(a.ends_on),
                "place": a.place,
                "who": a.who,
                "output": a.output,
            }
            for a in row.activity_set.all()
        ],
        "starts_on": _iso(row.starts_on),
        "ends_on": _iso(row.ends_on),
        "multi_year": row.multi_year,
    }


def _money(row: BudgetRequest) -> Money:
    activities = {activity.position: activity.name for activity in row.activity_set.all()}
    over = {line.pk: norms.frozen(norm) for line, norm in norms.over(row)}
    return {
        "lines": [
            _line(line, activities.get(line.activity or 0, ""), over.get(line.pk)) for line in row.budgetline_set.all()
        ],
        "total": row.written_amount(),
        "sources": [
            {"kind": part.kind, "name": part.funder.name_th if part.funder else part.name, "amount": part.amount}
            for part in row.moneypart_set.all()
        ],
    }


def _line(line: BudgetLine, activity: str, norm: Norm | None) -> Line:
    told: Line = {
        "no": line.position,
        "activity": activity,
        "category": line.category,
        "category_name": str(line.get_category_display()),
        "description": line.description,
        "factors": line.factors,
        "rate": line.rate,
        "amount": line.amount,
        "over_norm_reason": line.over_norm_reason,
    }
    return {**told, "norm": norm} if norm else told


def _after(row: BudgetRequest) -> After:
    return {
        "outputs": row.outputs,
        "outcomes": row.outcomes,
        "beneficiaries": row.beneficiaries,
        "risks": row.risks,
        "follow_up": {"method": row.follow_up_method, "who": row.follow_up_who, "when": row.follow_up_when},
        "sustainability": row.sustainability,
        "attachments": [{"title": a.title, "sha256": a.sha256} for a in row.attachments.all() if a.removed_at is None],
    }


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None
