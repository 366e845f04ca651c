"""Who may pay on an instalment or a resolution, and set money aside for an offer."""

from audit.guards import SCHEMAS, Schema

SCHEMAS.provide(
    "grants",
    Schema(
        app_functions=(
            "grants.pay_instalment(bigint, uuid, date, log.telling)",
            "grants.pay_resolution(bigint, uuid, date, log.telling)",
            "grants.set_aside(bigint, uuid, bigint, date, text, log.telling)",
            "grants.release(bigint, uuid, uuid, bigint, date, text, text, log.telling)",
        )
    ),
    by=__name__,
)
