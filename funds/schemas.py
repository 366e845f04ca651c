"""Who may move a fund's money: each act by its own function, and nobody around them."""

from audit.guards import SCHEMAS, Schema

SCHEMAS.provide(
    "funds",
    Schema(
        app_functions=(
            "funds.receive_voucher(bigint, uuid, date, log.telling)",
            "funds.reverse_voucher(bigint, uuid, date, text, log.telling)",
            "funds.open_fund(bigint, text[], log.telling)",
            "funds.open_source(bigint, text[], log.telling)",
            "funds.close_period(bigint, date, log.telling)",
        )
    ),
    by=__name__,
)
