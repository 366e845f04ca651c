"""Who may do what in the log's own schema."""

from audit.guards import SCHEMAS, Schema

SCHEMAS.provide(
    "log",
    Schema(
        app_functions=(
            "log.tell(text[], bytea[])",
            "log.leaves(text, bigint, bigint)",
            "log.reopen(bigint, bigint, bigint)",
        ),
        signer_functions=(
            "log.add_checkpoint(bytea, bytea, bytea)",
            "log.add_cosignature(text, bigint, text, text, timestamptz)",
            "log.add_note(text, bigint, bytea, text, bytea, bytea)",
            "log.add_stamp(text, bigint, text, bytea, timestamptz)",
            "log.leaves(text, bigint, bigint)",
            "log.raise_alarm(text, text, text, bigint, bigint, bytea, bigint, boolean)",
        ),
        signer_tables=(
            "log.alarm",
            "log.checkpoint",
            "log.cosignature",
            "log.head",
            "log.note",
            "log.reopening",
            "log.signed_head",
            "log.stamp",
            "log.stop",
        ),
    ),
    by=__name__,
)
