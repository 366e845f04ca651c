"""A province's own plan belongs to no organisation."""

from __future__ import annotations

from people.actors import Actor
from plans import services
from plans.models import PlanLevel


def test_a_plan_needs_no_organisation(db):
    plan = services.add_plan(
        "57",
        name="แผน 10 ปี",
        level=PlanLevel.PROVINCE,
        from_year=2566,
        to_year=2575,
        items=[("01", "ป่าต้นน้ำ", 2569)],
        actor=Actor.system(),
    )
    assert plan.organisation is None and plan.items.get().title == "ป่าต้นน้ำ"
