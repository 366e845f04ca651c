"""Who may do what in the doors' schema."""

from audit.guards import SCHEMAS, Schema

SCHEMAS.provide(
    "doors",
    Schema(
        app_functions=(
            "doors.note(text, text, bigint, bigint, text, text, timestamptz)",
            "doors.misses(text[], timestamptz)",
            "doors.miss(text[], int[], timestamptz)",
            "doors.forget_misses(timestamptz)",
        )
    ),
    by=__name__,
)
