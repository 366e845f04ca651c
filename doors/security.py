"""The security log: failed sign-ins, refusals, recoveries, exports, limits that were reached. Append-only.

It is no part of the audit trees: it tells of attempts, which changed nothing, and may be many. No name, no password, no
code, no token and no whole address stands in it: who (a number), in which seat, which page (its pattern), from which network.
"""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models import QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from doors.models import SecurityEvent
from jobs import clock

SYSTEM = "system"


class Kind(TextChoices):
    SIGNED_IN = "signed_in", _("signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("wrong password or second factor")
    SIGN_IN_LIMITED = "sign_in_limited", _("too many wrong passwords: refused")
    CODE_LIMITED = "code_limited", _("too many wrong codes: refused")
    REFUSED = "refused", _("tried what they may not do")
    CROSS_SITE = "cross_site", _("a form came from another site, or without its token")
    TOO_LARGE = "too_large", _("sent more than the page takes")
    RECOVERY = "recovery", _("was let back in, or asked for a new password")
    EXPORT = "export", _("took data away")
    IDLE_END = "idle_end", _("was signed out after a time without doing anything")
    DATA_REQUEST = "data_request", _("asked about their own data")


def note(
    kind: Kind,
    *,
    tree: str = SYSTEM,
    person_id: int | None = None,
    seat_id: int | None = None,
    route: str = "",
    network: str = "",
) -> None:
    """Write down that it happened, in `tree` (a province's code), as far as one knows by whom."""
    terms: list[Any] = [kind.value, tree, person_id, seat_id, route[:200], network[:60], clock.now()]
    with connection.cursor() as cursor:
        cursor.execute("SELECT doors.note(%s, %s, %s, %s, %s, %s, %s)", terms)


def events(tree: str | None = None) -> QuerySet[SecurityEvent]:
    """The newest first: of one province, or all of them (for the operator)."""
    found = SecurityEvent.objects.order_by("-occurred_at", "-id")
    return found if tree is None else found.filter(tree=tree)
