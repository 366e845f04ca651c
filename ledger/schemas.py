"""Who may do what in the ledger's schema."""

from audit.guards import SCHEMAS, Schema

SCHEMAS.provide(
    "ledger",
    Schema(
        app_functions=(
            "ledger.ledger_open_account(text, text, text, text, bigint, date)",
            "ledger.ledger_post(uuid, text, date, text, text, text, uuid, bigint[], bigint[], uuid, bigint)",
            "ledger.ledger_hold(uuid, bigint, bigint, date, text, text)",
            "ledger.ledger_resolve_hold(uuid, uuid, bigint, date, text, text)",
            "ledger.ledger_close_period(text, date)",
        )
    ),
    by=__name__,
)
