"""Takes personal values out of the log's vault when the law or the person asks for it; the trees stay whole."""

from __future__ import annotations

from audit.facts import ErasedFacts
from audit.log import Author, record, recorded
from audit.models import PersonalValue
from jobs import clock


@recorded
def erase(subject: str, *, tree: str, reason_code: str, actor: Author, fields: list[str] | None = None) -> int:
    """Forget the personal values that events of `subject` spoke of; answers how many."""
    rows = PersonalValue.objects.filter(subject=subject, erased_at=None)
    if fields is not None:
        rows = rows.filter(field__in=fields)
    count = rows.update(value=None, salt=None, erased_at=clock.now())
    facts = ErasedFacts(count=count, reason_code=reason_code, fields=sorted(fields or []))
    record("personal.erased", tree=tree, subject=subject, actor=actor, facts=facts)
    return count
