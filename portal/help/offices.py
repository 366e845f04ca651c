"""Where a province's secretariat is reached: what stands on its letters, as far as it is an office's and nobody's own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from documents.models import Letterhead
from people.kinds import OrganisationKind
from people.models import Organisation

# 02, 03x, 04x, 05x, 07x stand on a desk; 06, 08, 09 are in somebody's pocket. What cannot be told is not shown.
_DESK = re.compile(r"0[2-57][\d \-]{6,12}(?: ?(?:ต่อ|ext\.?) ?\d{1,5})?")
_OFFICIAL = re.compile(r"[^@\s]+@[\w.-]+\.(?:go|or|ac)\.th", re.IGNORECASE)


class Office(NamedTuple):
    organisation: Organisation
    unit: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""


def of(provinces: Sequence[str]) -> list[Office]:
    """The secretariats of these provinces, in the order of their names."""
    rows = Organisation.objects.filter(province__in=provinces, kind=OrganisationKind.SECRETARIAT, is_active=True)
    found = rows.select_related("province", "letterhead").order_by("province__order_key", "pk")
    return [_office(one) for one in found]


def _office(organisation: Organisation) -> Office:
    head: Letterhead | None = getattr(organisation, "letterhead", None)
    if head is None:
        return Office(organisation)
    phone = head.phone if _DESK.fullmatch(head.phone) else ""
    email = head.email if _OFFICIAL.fullmatch(head.email) else ""
    return Office(organisation, head.unit, head.address, phone, email)
