"""Who may do what in the log's own schema."""

from audit.guards import SCHEMAS, Schema

SCHEMAS.provide(
    "log",
    Schema(
        app_functions=("log.tell(text[], bytea[])",),
        signer_functions=("log.add_checkpoint(bytea, bytea, bytea)",),
        signer_tables=("log.head", "log.checkpoint", "log.signed_head"),
    ),
    by=__name__,
)
