"""The accounts to try the demo with, one for each thing that people do."""

from __future__ import annotations

from unicodedata import category

from demo.cast import PASSWORD
from people.models import Seat

SHOWN = (
    "doihang",
    "maekorn-chair",
    "muang57-sec",
    "board57-sec",
    "board57-chair",
    "treasurer57",
    "approver57",
    "cashier57",
    "codi",
    "audit57",
    "admin57",
    "yuam",
)


def table() -> str:
    seats = Seat.objects.filter(person__username__in=SHOWN).select_related("organisation", "person").order_by("pk")
    first = {seat.person.username: seat for seat in reversed(seats) if seat.person}
    rows = [("ชื่อผู้ใช้", "รหัสผ่าน", "บทบาท")]
    rows += [(name, PASSWORD, f"{first[name].label} · {first[name].organisation}") for name in SHOWN if name in first]
    return "\n".join(f"  {_padded(name, 16)}{_padded(password, 17)}{what}" for name, password, what in rows)


def _padded(text: str, width: int) -> str:
    """Marks above and below a Thai letter take no room of their own."""
    return text + " " * (width - sum(not category(sign).startswith("M") for sign in text))
