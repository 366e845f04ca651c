"""Parts of pages that reckon something before they show it: the bar of money, the mark of a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import template
from django.conf import settings
from django.template import Context

from config.templatetags.thunklang import as_day
from jobs import clock

register = template.Library()

# A thousandth of the widest bar is a hair: what is more than nothing is seen.
WHOLE, LEAST = 1000, 8
# Days ahead at which a day begins to press.
SOON = 7


@register.inclusion_tag("components/money_bar.html")
def money_bar(
    asked: int | None,
    endorsed: int | None,
    promised: int | None = None,
    paid: int | None = None,
    returned: int | None = None,
) -> dict[str, Any]:
    """Satang at each step of their way, each as a share of the largest; what is None has not come to that step.

    Nothing is stacked: paid money was promised before, and is drawn under it.
    """
    amounts = {"asked": asked, "endorsed": endorsed, "promised": promised, "paid": paid, "returned": returned}
    largest = max((amount or 0 for amount in amounts.values()), default=0)
    known = {name: (amount, share(amount, largest)) for name, amount in amounts.items() if amount is not None}
    return {"steps": known, "whole": WHOLE}


def share(part: int, of: int) -> int:
    """Thousandths, never so few that what is there looks like nothing."""
    return max(LEAST, part * WHOLE // of) if part > 0 and of > 0 else 0


@register.inclusion_tag("components/deadline.html")
def deadline(day: Any) -> dict[str, Any]:
    """A day that something is due on: late, soon or later, as a shape, a word and a colour."""
    due = as_day(day)
    return {"day": due, "kind": pressing(due) if due else ""}


@register.filter
def pressing(due: date | None) -> str:
    """late, soon (within a week) or later; what is due on no day presses nobody."""
    if due is None:
        return "later"
    left = (due - clock.today()).days
    if left < 0:
        return "late"
    return "soon" if left <= SOON else "later"


@register.simple_tag(takes_context=True)
def printed_from(context: Context) -> str:
    """Where a page that was printed is found again; "" where no page was asked for."""
    request = context.get("request")
    return f"{settings.SITE_URL}{request.path}" if request else ""
