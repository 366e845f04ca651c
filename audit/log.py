"""Writes the audit log: every service says what happened, in the transaction in which it happened.

`record` only collects, and so does `at_its_end` for what makes its own event in the database, as money does when it
moves. The outermost `recorded` service appends everything last, so that the heads of the trees are locked for as short
as can be, always in the same order, and nothing else is locked behind them.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable, Collection, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from itertools import groupby
from typing import Any, ParamSpec, Protocol, TypeVar

from django.db import DatabaseError, connection, transaction
from django.utils.translation import gettext as _

from audit import canonical, shapes
from audit.constraints import refusal_of
from audit.errors import Invalid
from audit.events import fitting, naming
from audit.facts import Facts
from audit.models import PersonalValue
from jobs import clock

P = ParamSpec("P")
R = TypeVar("R")

SYSTEM = "system"
# 2 since a body says the version of its facts; a body of version 1 tells facts that had no shape yet. 3 since it has a nonce,
# and the rows that it tells, which the database adds.
BODY_VERSION = 3
# So many random bits are in each body that a hash which is published confirms no guess at what was hashed.
NONCE_BYTES = 16
MOST_BYTES = 65_535


class Author(Protocol):
    """Who an event names: a person acting in one seat, or neither when the system acts by itself."""

    @property
    def person_id(self) -> int | None: ...
    @property
    def seat_id(self) -> int | None: ...
    @property
    def role(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Telling:
    """An event whose facts the database knows and Python does not yet: all that is said of it beside them.

    `digests` are names of personal texts and their digests in turns, in the order of the names.
    """

    tree: str
    event: str
    version: int
    subject: str
    person: int | None
    seat: int | None
    role: str
    digests: list[str]
    happened: datetime

    # Of the arguments of one call, these stand last.
    SQL = "ROW(%s, %s, %s, %s, %s, %s, %s, %s::text[], %s::timestamptz)::log.telling"

    @property
    def arguments(self) -> list[Any]:
        return [getattr(self, name) for name in self.__slots__]


# A body that is ready, or what appends one when its turn comes.
Step = bytes | Callable[[], None]


@dataclass
class _Pending:
    steps: list[tuple[str, Step]] = field(default_factory=list)
    personal: list[PersonalValue] = field(default_factory=list)


_pending: ContextVar[_Pending | None] = ContextVar("audit_pending", default=None)


def recorded(service: Callable[P, R]) -> Callable[P, R]:
    """Run a service in one transaction, its events included: all of it happens and is on record, or none of it."""

    @wraps(service)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        pending = _pending.get()
        return _outermost(service, args, kwargs) if pending is None else _nested(pending, service, args, kwargs)

    return run


def _outermost(service: Callable[..., R], args: Any, kwargs: Any) -> R:
    pending = _Pending()
    token = _pending.set(pending)
    try:
        with transaction.atomic():
            result = service(*args, **kwargs)
            _append(pending)
            return result
    except DatabaseError as error:
        # Two at once both found a place free, and one was let in; or the log is stopped, and nothing is written at all.
        if refusal := refusal_of(error):
            raise refusal from error
        raise
    finally:
        _pending.reset(token)


def _nested(pending: _Pending, service: Callable[..., R], args: Any, kwargs: Any) -> R:
    steps, personal = len(pending.steps), len(pending.personal)
    try:
        with transaction.atomic():
            return service(*args, **kwargs)
    except BaseException:
        # The caller may catch this and go on; what was rolled back must not be told.
        del pending.steps[steps:], pending.personal[personal:]
        raise


def record(
    event: str,
    *,
    tree: str,
    subject: str,
    actor: Author,
    facts: Facts,
    personal: Mapping[str, str] | None = None,
) -> None:
    """Say that `event` (dotted past tense) happened to `subject` ("request:12").

    `tree` is a province's two-digit code, or "system". `facts` are hashed for ever and shown to auditors: no personal
    value may be among them, and of free texts only a resolution's reasons, which the law opens. The others go in
    `personal`, of which the tree keeps only salted digests.
    Raises RuntimeError outside a `recorded` service, UnknownEvent for an event that no room registers, UnfitFacts for
    facts or texts that are not those it names, Invalid for facts that are longer than the log publishes.
    """
    pending = _collecting(event)
    said = _said(personal)
    registered = fitting(event, facts, said)
    body = {
        "actor": {"person": actor.person_id, "role": actor.role, "seat": actor.seat_id},
        "entry": None,
        "event": event,
        "facts": facts,
        "facts_version": registered.version,
        "nonce": secrets.token_hex(NONCE_BYTES),
        "occurred_at": clock.now(),
        "personal": {name: _hide(pending, subject, name, value) for name, value in said.items()},
        "subject": subject,
        "tree": tree,
        "v": BODY_VERSION,
    }
    pending.steps.append((tree, _of_size(canonical.encode(body))))


def telling(
    event: str,
    *,
    tree: str,
    subject: str,
    actor: Author,
    facts: Collection[str],
    personal: Mapping[str, str] | None = None,
) -> Telling:
    """What `record` would say of an event of which the database makes the `facts` of these names. Raises as `record` does."""
    pending = _collecting(event)
    said = _said(personal)
    registered = naming(event, said)
    if not registered.by_database or {member.key for member in shapes.members(registered.facts)} != set(facts):
        raise shapes.UnfitFacts(f"{event}: its facts are not {', '.join(facts)}.")
    digests = [part for name in sorted(said) for part in (name, _hide(pending, subject, name, said[name]))]
    who = (actor.person_id, actor.seat_id, actor.role)
    return Telling(tree, event, registered.version, subject, *who, digests, clock.now())


def at_its_end(tree: str, append: Callable[[], None]) -> None:
    """Let `append` add its event to `tree` when the service's own are added, in the order in which they were said.

    What it raises ends the service as if it had been raised here; nothing of it remains.
    """
    _collecting(tree).steps.append((tree, append))


def _of_size(body: bytes) -> bytes:
    """The log publishes bodies of 65,535 bytes at the most. Rows take what room is left, or go on in events of their own."""
    if len(body) > MOST_BYTES:
        raise Invalid(_("This is too long to be put on record. Say it more briefly."), code="too_long")
    return body


def _collecting(what: str) -> _Pending:
    pending = _pending.get()
    if pending is None:
        raise RuntimeError(f"{what}: this was said outside a @recorded service.")
    return pending


def _said(personal: Mapping[str, str] | None) -> dict[str, str]:
    return {name: value for name, value in (personal or {}).items() if value}


def _hide(pending: _Pending, subject: str, name: str, value: str) -> str:
    salt = secrets.token_bytes(32)
    digest = hmac.new(salt, f"{name}|{value}".encode(), "sha256").hexdigest()
    pending.personal.append(PersonalValue(digest=digest, subject=subject, field=name, value=value, salt=salt))
    return digest


def _append(pending: _Pending) -> None:
    """Trees in one order, what was said in its own within each: two services over the same trees cannot wait in a circle."""
    if pending.personal:
        PersonalValue.objects.bulk_create(pending.personal)
    steps = sorted(pending.steps, key=lambda step: step[0])
    for _ready, group in groupby(steps, key=lambda step: isinstance(step[1], bytes)):
        _append_run(list(group))


def _append_run(steps: list[tuple[str, Step]]) -> None:
    """Bodies that stand side by side go in one statement."""
    bodies = [(tree, step) for tree, step in steps if isinstance(step, bytes)]
    if bodies:
        trees, told = zip(*bodies, strict=True)
        with connection.cursor() as cursor:
            cursor.execute("SELECT log.tell(%s::text[], %s::bytea[])", [list(trees), list(told)])
    for _tree, step in steps:
        if not isinstance(step, bytes):
            step()
