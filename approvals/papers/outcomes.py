"""A resolution as plain data: what was decided, by how many, for which money, for what reasons."""

from __future__ import annotations

from django.utils import translation

from approvals import quorum
from approvals.frozen import Decided, DecidedMoney, Recused, Votes
from approvals.models import Interest, Motion, Outcome, Resolution
from approvals.models.decisions import ENDORSING
from approvals.papers.offices import office
from requests import decision_letters
from requests.frozen import Defect, Matter
from requests.models import BudgetRequest
from requests.papers import project


@translation.override("th")
def decided(resolution: Resolution, row: BudgetRequest | None) -> Decided:
    """What the extract, the letter and the minutes all say of a resolution, frozen once so that they agree."""
    money: DecidedMoney = _money(resolution, row) if row else {}
    return {
        "outcome": resolution.outcome,
        "conditions": resolution.motion.conditions,
        "votes": _votes(resolution),
        "quorum": {"members": resolution.members, "present": resolution.present, "needed": resolution.needed},
        "recused": _recused(resolution),
        "dissents": [],
        "reasons": {
            "facts": resolution.facts,
            "criterion": resolution.criterion,
            "consideration": resolution.consideration,
        },
        "defects": _defects(resolution.motion),
        **_asked(row),
        **money,
    }


def _votes(resolution: Resolution) -> Votes:
    return {
        "for": resolution.votes_for,
        "against": resolution.votes_against,
        "abstained": resolution.abstained,
        "unopposed": resolution.unopposed,
        "casting": resolution.casting_vote,
    }


def _recused(resolution: Resolution) -> list[Recused]:
    """Who declared an interest, by office; `stayed` when the others let them stay."""
    here = quorum.present_seats(resolution.item.meeting)
    found = Interest.objects.filter(item=resolution.item).select_related("seat__person").order_by("pk")
    return [
        {
            **office(one.seat),
            "kind": str(one.get_kind_display()),
            "was_there": one.seat_id in here,
            "stayed": one.may_stay,
            "for": one.stay_for,
            "others": one.stay_others,
        }
        for one in found
    ]


def _defects(motion: Motion) -> list[Defect]:
    return [{"where": decision_letters.place(key), "text": text} for key, text in motion.defects]


def _asked(row: BudgetRequest | None) -> Matter:
    if row is None:
        return {"title": "", "asker": "", "request_number": "", "asked": None}
    return {
        "title": project(row),
        "asker": row.organisation.name_th,
        "request_number": row.receipt_number,
        "asked": row.amount,
    }


def _money(resolution: Resolution, row: BudgetRequest) -> DecidedMoney:
    """Endorsed and granted, line by line where the committee changed or gave anything."""
    lines, motion = list(row.budgetline_set.all()), resolution.motion
    endorses = resolution.outcome in ENDORSING
    grants = {int(position): satang for position, satang in motion.grant.items() if satang}
    return {
        "endorsed": row.endorsed_amount if endorses else None,
        "lines": [
            {"no": line.position, "description": line.description, "asked": line.amount, "amount": line.endorsed or 0}
            for line in lines
            if resolution.outcome == Outcome.REDUCE
        ],
        "granted": sum(grants.values()) or None,
        "source": motion.source.name if motion.source else "",
        "grant_lines": [
            {
                "no": line.position,
                "description": line.description,
                "asked": line.amount,
                "amount": grants[line.position],
            }
            for line in lines
            if line.position in grants
        ],
    }
