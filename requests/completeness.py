"""Whether a request is clear enough to leave (domain §5): in 2561 proposals got no answer because they were not.

The rules are those of `readiness`: what is shown as missing and what keeps a request from leaving cannot differ.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import ngettext

from requests import readiness
from requests.models import BudgetRequest
from requests.readiness import Gap, gaps

__all__ = ["Gap", "Incomplete", "gaps", "require"]


class Incomplete(ValidationError):
    """The request cannot leave yet; `gaps` says all of why, at once."""

    def __init__(self, gaps: list[Gap]) -> None:
        self.gaps = gaps
        count = len(gaps)
        super().__init__(
            ngettext("Not sent yet: %(n)s thing to add.", "Not sent yet: %(n)s things to add.", count) % {"n": count}
        )


def require(row: BudgetRequest) -> None:
    found = readiness.gaps(row)
    if found:
        raise Incomplete(found)
