"""Who may do what in the ledger's schema."""

from audit.guards import SCHEMAS, Schema

SCHEMAS.provide(
    "ledger",
    Schema(
        app_functions=(
            "ledger.open_account(text, text, text, text, bigint, date)",
            "ledger.post(uuid, text, date, text, text, text, uuid, text[], bigint[], uuid, bigint, text[], log.telling)",
            "ledger.set_aside(uuid, text, bigint, date, text, text, text[], log.telling)",
            "ledger.release(uuid, uuid, bigint, date, text, text, log.telling)",
            "ledger.close_period(text, date, log.telling)",
        )
    ),
    by=__name__,
)
