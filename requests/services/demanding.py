"""What a province, or a funder in it, demands of requests; from now on, and on record."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from audit.errors import Invalid
from audit.log import record, recorded
from jobs import clock
from people.actors import Actor
from requests.facts import DemandFacts
from requests.models import AttachmentKind, Demand
from requests.models.demands import Strength
from requests.readiness import rules
from requests.verbs import DEMANDS
from wiring.refs import Ref


@recorded
def set_demand(
    province: str,
    rule: str,
    *,
    strength: str,
    limit: int | None = None,
    papers: Sequence[str] = (),
    said: str = "",
    funder_id: int | None = None,
    actor: Actor,
) -> Demand:
    """Say how strongly a rule counts. Requests that are being written follow it at once; what was sent was sent.

    Invalid for a rule that is fixed, for a threshold outside its bounds, and for a funder's rule without the funder.
    """
    row = Demand(
        province_id=province,
        funder_id=funder_id,
        rule=rule,
        strength=strength,
        limit=limit,
        papers=list(papers),
        said=said.strip(),
        set_at=clock.now(),
        set_by=actor.by_person,
    )
    DEMANDS.require("set_demand", actor, row)
    _require_sound(row)
    row.full_clean()
    row.save()
    facts = DemandFacts(rule=rule, strength=strength, limit=limit, funder=funder_id)
    record("demand.set", tree=province, subject=Ref("demand", row.pk), actor=actor, facts=facts)
    return row


def _require_sound(row: Demand) -> None:
    known = rules.BY_KEY.get(row.rule)
    is_funders = row.rule in rules.FUNDERS
    if not (known or is_funders) or (is_funders and row.funder_id is None):
        raise Invalid(_("There is no such rule here."), code="no_such_rule")
    if known and known.fixed:
        raise Invalid(_("This rule holds everywhere and cannot be changed."), code="rule_is_fixed")
    bounds = (1, 1_000_000_000) if row.rule == rules.CEILING else None
    if known and known.limit:
        bounds = (known.limit.least, known.limit.most)
    if bounds and row.limit is not None and not bounds[0] <= row.limit <= bounds[1]:
        raise Invalid(
            _("Between %(least)s and %(most)s.") % {"least": bounds[0], "most": bounds[1]},
            code="limit_out_of_bounds",
            field="limit",
        )
    if row.rule == rules.CEILING and row.limit is None and row.strength != Strength.OFF:
        raise Invalid(_("Say how much it gives at most."), code="no_limit", field="limit")
    if set(row.papers) - set(AttachmentKind.values):
        raise Invalid(_("There is no such kind of paper."), code="no_such_paper", field="papers")
