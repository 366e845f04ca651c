"""The refusals of services: one family, each with a code for programs, a sentence for people, and the field it is about.

What stands against the person is `PermissionDenied` (403), against what was typed `Invalid` (422), against the moment
`Conflict` (409): the row has moved on. Nobody branches on the text of a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import django_fsm
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class Invalid(ValidationError):
    """What was typed cannot be; said beside its `field`, or of the whole when that is empty."""

    def __init__(self, sentence: Text, *, code: str, field: str = "") -> None:
        told = ValidationError(str(sentence), code=code)
        super().__init__({field: told} if field else told)


class Conflict(Exception):
    """What was asked no longer fits the row's present state; answered with 409 and the present state."""

    def __init__(self, sentence: Text, *, code: str) -> None:
        self.sentence, self.code = sentence, code
        super().__init__(sentence)


class StaleVersion(Conflict):
    """Somebody changed the row after the page was shown."""

    def __init__(self) -> None:
        sentence = _("Somebody changed this after you opened the page. Look at the present state and try again.")
        super().__init__(sentence, code="stale_version")


class TransitionNotAllowed(Conflict, django_fsm.TransitionNotAllowed):
    """The row's machine has no such move from its present state."""

    def __init__(self, row: models.Model, verb: str) -> None:
        self.verb, self.state = verb, str(getattr(row, "state", ""))
        label = getattr(row, "get_state_display", lambda: self.state)()
        sentence = _("This is not possible now: the present state is “%(state)s”.") % {"state": label}
        Conflict.__init__(self, sentence, code="wrong_state")


class LogStopped(Conflict):
    """Nothing is written to a tree that is not what was seen of it; two persons have to open it again."""

    def __init__(self) -> None:
        sentence = _(
            "Nothing can be recorded in this province now: its log is not what was signed of it, as after an old backup was"
            " put back. The province's auditors and secretariat see what is missing, and open the log again."
        )
        super().__init__(sentence, code="log_stopped")


@dataclass(frozen=True, slots=True)
class Refusal:
    """One refusal as a page or a program reads it; `status` is that of HTTP."""

    code: str
    sentence: str
    field: str
    status: int


def refusals(error: Exception) -> list[Refusal]:
    """What a service refused, one by one; an error of another family is none of ours and raised again."""
    if isinstance(error, PermissionDenied):
        return [Refusal("not_allowed", str(error), "", 403)]
    if isinstance(error, Conflict):
        return [Refusal(error.code, str(error), "", 409)]
    if isinstance(error, ValidationError):
        return list(_invalid(error))
    raise error


def _invalid(error: ValidationError) -> Iterator[Refusal]:
    by_field = error.error_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.error_list}
    for name, errors in by_field.items():
        field = "" if name == NON_FIELD_ERRORS else name
        for one in errors:
            yield Refusal(one.code or "invalid", one.messages[0], field, 422)
