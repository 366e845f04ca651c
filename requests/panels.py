"""What rooms show of themselves on the page of a request: a panel each, in one order for everybody."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from documents import subjects
from requests.models import Attachment, BudgetLine, BudgetRequest, MoneyPart, Revision
from requests.services.intake import open_defects
from requests.verbs import VERBS
from requests.workflow import State
from wiring.ports import Port
from wiring.written import Written


@dataclass(frozen=True, slots=True)
class Panel:
    """`context(row, actor)` is what the template shows; panels stand by `place`, the lowest first."""

    template: str
    context: Callable[[BudgetRequest, Any], dict[str, Any]]
    place: int


PANELS: Port[Panel] = Port(
    "requests.panels", "Read by the page of a request: each room's part of it, in the order of places."
)


def shown(request: HttpRequest, row: BudgetRequest) -> list[SafeString]:
    """Every panel of this request for its reader."""
    ordered = sorted(PANELS.values(), key=lambda panel: panel.place)
    return [
        render_to_string(one.template, {"budget_request": row, **one.context(row, request.actor)}, request)
        for one in ordered
    ]


_LINES = Written(lambda row: BudgetLine.objects.filter(budget_request=row), row=int)
_PARTS = Written(lambda row: MoneyPart.objects.filter(budget_request=row).select_related("funder"), row=int)
_ATTACHED = Written(
    lambda row: Attachment.objects.filter(budget_request=row, removed_at=None).select_related("opened"), row=int
)


_SENT = Written(lambda row: Revision.objects.filter(budget_request=row).order_by("-number"), row=int)


def content(row: BudgetRequest, _actor: Any = None) -> dict[str, Any]:
    """What was sent last, as it was frozen, and its lines with what was endorsed of each; a draft is read where it is written."""
    sent = next(iter(_SENT(row=row.pk)), None) if row.receipt_number else None
    sources = sent.content["sources"] if sent else [_source(part) for part in _PARTS(row=row.pk)]
    lines = sent_lines(sent.content) if sent and row.is_being_rewritten else _LINES(row=row.pk)
    return {"told": sent and sent.content, "lines": lines, "sources": sources}


def sent_lines(told: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The lines as they were sent; nothing of them is endorsed yet."""
    return [{**line, "position": line["no"], "endorsed": None} for line in told["lines"]]


def _source(part: MoneyPart) -> dict[str, Any]:
    return {"kind": part.kind, "name": part.funder.name_th if part.funder else part.name, "amount": part.amount}


# Who finds a request complete settles every defect: later there are none to ask for.
_BEFORE_INTAKE = (State.SUBMITTED, State.RETURNED)


def _defects(row: BudgetRequest, actor: Any) -> dict[str, Any]:
    return {
        "defects": open_defects(row).select_related("defect_list") if row.state in _BEFORE_INTAKE else [],
        "may_write": VERBS.may("write", actor, row),
    }


def attached(row: BudgetRequest, actor: Any) -> list[Attachment]:
    """The files that belong to it; what its council adds while it rewrites it is read by nobody else before it is sent."""
    files = list(_ATTACHED(row=row.pk))
    if not row.is_being_rewritten or row.organisation_id == actor.organisation_id:
        return files
    sent = next(iter(_SENT(row=row.pk)), None)
    told = {(one["title"], one["sha256"]) for one in sent.content["attachments"]} if sent else set()
    return [one for one in files if (one.title, one.sha256) in told]


def _papers(row: BudgetRequest, actor: Any) -> dict[str, Any]:
    papers = subjects.papers_of(actor, row.subject).select_related("replaced_by").order_by("-pk")
    documents = list(papers.defer("facts"))
    sent = sum(one.kind == "proposal" for one in documents)
    return {
        "documents": documents,
        "changes": {"before": sent - 1, "after": sent} if sent > 1 else None,
        "attachments": attached(row, actor),
        "may_take_back": VERBS.may("take_back_file", actor, row),
    }


PANELS.provide("defects", Panel("requests/_defects.html", _defects, place=10), by=__name__)
PANELS.provide("proposal", Panel("requests/_sent.html", content, place=20), by=__name__)
PANELS.provide("papers", Panel("requests/_papers.html", _papers, place=90), by=__name__)
