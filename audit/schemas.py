"""Who may do what in the log's own schema."""

from audit.guards import SCHEMAS, Schema

SCHEMAS.provide(
    "log",
    Schema(
        app_functions=(
            "log.append(text[], bytea[])",
            "log.erase(text, text)",
            "log.is_erased(text, text)",
            "log.verify_log(text)",
            "log.verify_projection(text)",
            "log.verify_readable(text)",
            "log.verify_rows(text, text)",
            "log.verify_vault(text)",
        ),
        signer_functions=("log.add_checkpoint(bytea, bytea, bytea)",),
        signer_tables=("log.head", "log.checkpoint", "log.signed_head"),
        hidden_tables=("log.veil",),
    ),
    by=__name__,
)
