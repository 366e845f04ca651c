"""The rules of the game are evidence: which committees decide, until when, under which ceiling and customary prices."""

from audit.registry import Evidence, register
from programmes.models import Call, CostNorm, Route, RouteStage

register(
    "programmes",
    Evidence(Route),
    Evidence(RouteStage),
    Evidence(
        Call,
        changing=(
            "title",
            "purpose",
            "fiscal_year",
            "route_id",
            "opens_on",
            "closes_on",
            "ceiling",
            "envelope",
            "own_share",
            "askers",
            "dimensions",
            "demands",
        ),
        amounts=("ceiling", "envelope"),
        version=2,
    ),
    Evidence(CostNorm, changing=("cap", "regulation", "valid_from", "valid_to", "status"), amounts=("cap",), version=2),
)
