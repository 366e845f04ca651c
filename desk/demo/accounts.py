"""The accounts to try the demo with, one for each thing that people do."""

from __future__ import annotations

from desk.demo.cast import PASSWORD
from people.models import Seat

SHOWN = (
    "doihang", "maekorn-chair", "muang57-sec", "board57-sec", "board57-chair", "treasurer57", "approver57", "cashier57",
    "codi", "audit57", "admin57", "yuam",
)  # fmt: skip


def table() -> str:
    seats = Seat.objects.filter(person__username__in=SHOWN).select_related("organisation", "person").order_by("pk")
    first = {seat.person.username: seat for seat in reversed(seats) if seat.person}
    rows = [(name, f"{first[name].label} · {first[name].organisation.name_th}") for name in SHOWN if name in first]
    head = f"  {'ชื่อผู้ใช้':<24}{'รหัสผ่าน':<21}บทบาท"
    return "\n".join([head, *(f"  {name:<16}{PASSWORD:<17}{what}" for name, what in rows)])
