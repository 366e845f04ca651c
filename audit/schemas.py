"""Who may do what in the log's own schema."""

from audit.guards import SCHEMAS, Schema

SCHEMAS.provide(
    "log",
    Schema(
        app_functions=(
            "log.erase(text, text)",
            "log.is_erased(text, text)",
            "log.tell(text[], bytea[])",
            "log.leaves(text, bigint, bigint)",
            "log.reopen(bigint, bigint, bigint)",
            "log.text_of(text, text)",
            "log.verify_log(text)",
            "log.verify_projection(text)",
            "log.verify_readable(text)",
            "log.verify_rows(text, text)",
            "log.verify_vault(text)",
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
        hidden_tables=("log.veil",),
    ),
    by=__name__,
)
