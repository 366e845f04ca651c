"""What the log does by itself: each night it compares the tables with what was told of them."""

from __future__ import annotations

from audit import tables
from jobs.registry import Result, every
from jobs.running import RunningJob


@every(tables.NIGHTLY, days=1)
def verify_tables(job: RunningJob) -> Result:
    found, erased = tables.verify()
    return tables.Verified.of(found, erased).facts
