"""What happens to a request once its funders answer; called by `grants`, which holds the reasons."""

from __future__ import annotations

from datetime import date

from audit.log import recorded
from people.actors import Actor
from people.models import Organisation
from requests import effects
from requests.facts import ResolvedFacts
from requests.models import BudgetRequest
from requests.services.rows import done, locked, moved
from requests.verbs import VERBS

AGREEMENT_DAYS = 30


@recorded
def wait_for(pk: int, *, owner: Organisation, due_on: date, actor: Actor) -> BudgetRequest:
    """Say who has to act next, and until when, without a change of state."""
    row = locked(pk)
    row.owner, row.due_on = owner, due_on
    return done(row, "request.handed_on", actor)


@recorded
def agree(pk: int, *, basis: str, owner: Organisation, due_on: date, actor: Actor) -> BudgetRequest:
    """The agreement is signed."""
    row = locked(pk)
    row.agree()
    row.owner, row.due_on = owner, due_on
    return done(row, "request.agreed", actor, ResolvedFacts({**moved(row), "basis": basis}))


@recorded
def activate(pk: int, *, basis: str, owner: Organisation, due_on: date, actor: Actor) -> BudgetRequest:
    """The first money has gone out."""
    row = locked(pk)
    row.activate()
    row.owner, row.due_on = owner, due_on
    return done(row, "request.activated", actor, ResolvedFacts({**moved(row), "basis": basis}))


@recorded
def begin_closing(pk: int, *, basis: str, owner: Organisation, due_on: date, actor: Actor) -> BudgetRequest:
    """The closing report is in; what was not spent comes back before the request is closed."""
    row = locked(pk)
    row.begin_closing()
    row.owner, row.due_on = owner, due_on
    return done(row, "request.closing_begun", actor, ResolvedFacts({**moved(row), "basis": basis}))


@recorded
def close(pk: int, *, basis: str, actor: Actor) -> BudgetRequest:
    """Everything is reported and nothing is owed."""
    row = locked(pk)
    row.close()
    row.owner = row.due_on = None
    return done(row, "request.closed", actor, ResolvedFacts({**moved(row), "basis": basis}))


@recorded
def suspend(pk: int, *, reason: str, version: int, actor: Actor) -> BudgetRequest:
    """Stop payments for a while, with a reason."""
    row = locked(pk, version=version)
    VERBS.require("suspend", actor, row)
    row.suspend()
    return done(row, "request.suspended", actor, personal={"reason": reason})


@recorded
def take_up_again(pk: int, *, version: int, actor: Actor) -> BudgetRequest:
    """End a suspension."""
    row = locked(pk, version=version)
    VERBS.require("take_up_again", actor, row)
    row.take_up_again()
    return done(row, "request.taken_up_again", actor)


@recorded
def terminate(pk: int, *, reason: str, version: int, actor: Actor) -> BudgetRequest:
    """End a request before its time; what was paid and not spent falls due for return."""
    row = locked(pk, version=version)
    VERBS.require("terminate", actor, row)
    row.terminate()
    row.owner = row.due_on = None
    effects.after_end(row, actor)
    return done(row, "request.terminated", actor, personal={"reason": reason})
