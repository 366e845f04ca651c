"""The only writer of taxonomies and plans."""

from __future__ import annotations

import json
from pathlib import Path

from audit.log import record, recorded
from people.actors import Actor
from people.models import Organisation
from plans.facts import PlanFacts, TaxonomyFacts
from plans.models import Plan, PlanItem, PlanLevel, Topic, TopicKind
from wiring.refs import Ref

DATA = Path(__file__).parent / "data" / "taxonomies.json"
ENGLISH = {
    "housing": "Housing",
    "livelihood": "Livelihood and income",
    "education": "Education",
    "environment_disaster": "Environment and disasters",
    "health": "Public health",
    "infrastructure": "Infrastructure",
    "self_management": "Community self-management",
    "community_local": "Community and local leaders",
    "state": "State agencies",
    "private_civil": "Business and civil society",
    "religious": "Religious organisations",
}


def _rows(province: str) -> list[tuple[str, str, str]]:
    given = json.loads(DATA.read_text(encoding="utf-8"))
    own = given["provinces"].get(province, {})
    rows = [(TopicKind.DIMENSION.value, code, name) for code, name in given["dimensions"]]
    rows += [(TopicKind.SECTOR.value, code, name) for code, name in given["sectors"]]
    for kind, key in ((TopicKind.STRATEGIC_ISSUE, "strategic_issues"), (TopicKind.STRATEGY, "strategies")):
        rows += [(kind.value, f"{number:02d}", name) for number, name in enumerate(own.get(key, []), 1)]
    return rows


@recorded
def load_taxonomies(province: str, *, actor: Actor) -> int:
    """Give a province the published taxonomies; entries it already has keep their wording. Returns how many are new."""
    known = set(Topic.objects.filter(province=province).values_list("kind", "code"))
    new = [
        Topic(province_id=province, kind=kind, code=code, name_th=name, name_en=ENGLISH.get(code, ""), position=n)
        for n, (kind, code, name) in enumerate(_rows(province), 1)
        if (kind, code) not in known
    ]
    Topic.objects.bulk_create(new)
    if new:
        record(
            "taxonomy.loaded",
            tree=province,
            subject=Ref("province", int(province)),
            actor=actor,
            facts=TaxonomyFacts(entries=len(new)),
        )
    return len(new)


@recorded
def add_plan(
    province: str,
    *,
    name: str,
    level: PlanLevel,
    from_year: int,
    to_year: int,
    items: list[tuple[str, str, int]],
    organisation: Organisation | None = None,
    actor: Actor,
) -> Plan:
    """Enter a plan with its items, each (code, title, fiscal year B.E.)."""
    plan = Plan(
        province_id=province, organisation=organisation, level=level, name=name, from_year=from_year, to_year=to_year
    )
    plan.full_clean(exclude=["organisation"])  # may be nobody's but the province's
    plan.save()
    PlanItem.objects.bulk_create(PlanItem(plan=plan, code=c, title=t, fiscal_year=y) for c, t, y in items)
    record("plan.added", tree=province, subject=Ref("plan", plan.pk), actor=actor, facts=PlanFacts(name=name))
    return plan
