"""The cells of the matrix: who × which address × whose row × how asked, with what each has to be answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from django.urls import reverse

from approvals.models import Meeting
from audit.verbs import Verb
from desk.verbs import PROVINCE
from funds.models import Fund
from people.actors import Actor
from people.models import Seat
from programmes.models import Call, CostNorm
from requests.models import Batch, Demand
from requests.verbs import VERBS as REQUESTS
from tests.pages import unfit
from tests.pages.test_every_state import Rows
from tests.pages.test_roles import PUBLIC, ROWS, VERB
from tests.prove import oracle

# Literals of the everyday rows that name a row of the scene after all.
NAMED = {
    "=CR": lambda side, _name: side.fund,
    "=57": lambda side, _name: side.council.province,
    "=request:1": lambda side, _name: side.submitted,
    "=1": lambda side, name: {
        "people:agree_to_end": side.unseating,
        "people:drop_end": side.unseating,
        "documents:scan": side.scanned,
        "desk:reopen_log": side.alarm,
    }.get(name, side.recovery),
}


@dataclass(frozen=True)
class Target:
    """One row behind one address; `row` is None where there is none."""

    name: str
    url: str
    row: Any
    whose: str
    is_there: bool = True
    rest: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Looker:
    """Somebody in one of their seats, with a session of that."""

    name: str
    who: Actor
    key: str
    marks: frozenset[int] = field(default_factory=frozenset)  # which planted words they may read


def targets(sides: dict[str, Any], rows: Rows) -> Iterator[Target]:
    for name, (parts, _wanted) in ROWS.items():
        for whose, side in sides.items():
            yield _target(name, parts.split(), side, whose)
            if not parts:
                break
        if parts:
            yield _absent(name, parts.split(), sides["own"])
            yield from _in_every_state(name, parts.split(), sides["own"], rows)


def _target(name: str, parts: list[str], side: Any, whose: str) -> Target:
    if name == "documents:scan":
        side = SimpleNamespace(**{**vars(side), "document": side.scanned.document})
    found = [_part(part, side, name) for part in parts]
    row, *rest = found or [None]
    args = [_argument(name, one) for one in found]
    return Target(name, reverse(name, args=args), None if isinstance(row, str) else row, whose, rest=tuple(rest))


def _part(part: str, side: Any, name: str) -> Any:
    if part[0] != "=":
        return getattr(side, part)
    is_named = part in NAMED and name != "privacy:edition"
    return NAMED[part](side, name) if is_named else part[1:]


def _argument(name: str, row: Any) -> Any:
    if name == "documents:ask_for_zip":
        return row.subject
    return row if isinstance(row, str) else row.code if isinstance(row, Fund) else row.pk


def _absent(name: str, parts: list[str], side: Any) -> Target:
    """The address of a row that nobody has made."""
    first = _part(parts[0], side, name)
    words = first if isinstance(first, str) else "request:987654" if name.endswith("zip") else None
    absent = words or ("NONE" if isinstance(first, Fund) or isinstance(first.pk, str) else 987654)
    args = [absent, *(_argument(name, _part(part, side, name)) for part in parts[1:])]
    is_there = isinstance(first, str)
    return Target(name, reverse(name, args=args), None, "none", is_there=is_there)


def _in_every_state(name: str, parts: list[str], side: Any, rows: Rows) -> Iterator[Target]:
    """Own rows in each state of their machine; seats in each of theirs."""
    first = _part(parts[0], side, name)
    literal = [part for part in parts[1:] if part[0] == "=" and part not in NAMED]
    if name == "documents:ask_for_zip" or len(literal) != len(parts) - 1:
        return
    found = seats() if isinstance(first, Seat) else rows.get(type(first), {})
    for state, row in found.items():
        args = [row.pk, *(part[1:] for part in literal)]
        yield Target(name, reverse(name, args=args), row, state, rest=tuple(part[1:] for part in literal))


def seats() -> dict[str, Seat]:
    names = ["over", "to_come", "shut", "unconfirmed", "unrecognised", "treasurer", "auditor", "codi", "governor"]
    found = {name: unfit.of(name) for name in names}
    return {**found, "free": Seat.objects.filter(person=None).earliest("pk")}


# -- pages that are no verb's: what GET answers to whoever sees the row --------------------------------------------------


def _if(seen: bool, status: int = 200, other: int = 404) -> set[int]:
    return {status} if seen else {other}


def _of_request(who: Actor, row: Any) -> set[int]:
    if oracle.sees(row, who):
        return {200}
    seats = who.person.seats_today if who.person else []
    if any(oracle.sees(row, Actor.in_seat(seat)) for seat in seats):
        return {403}
    return {302} if row.receipt_number else {404}


def _written(who: Actor, row: Any) -> set[int]:
    """As the screens that it leads to."""
    if not oracle.sees(row, who):
        return {404}
    right = not REQUESTS.reason_against("write", who, row)
    return {403} if not right else {200} if REQUESTS.fits(REQUESTS["write"], row) else {409}


def _of_item(who: Actor, row: Any) -> set[int]:
    """A page that leads there: who may read it in another seat of theirs is told so."""
    seats = who.person.seats_today if who.person else []
    seen_elsewhere = any(oracle.sees(row, Actor.in_seat(seat)) for seat in seats)
    return _if(oracle.sees(row, who), other=403 if seen_elsewhere else 404)


def _parcel(who: Actor, row: Any) -> set[int]:
    return {404} if not oracle.sees(row, who) else {200} if who.oversees else {403}


def _entries(who: Actor, row: Any) -> set[int]:
    """Of one's own province's log, who may take the whole of it away; nobody of another's."""
    return _if(who.oversees and not PROVINCE.reason_against("ask_for_bundle", who, row), other=403)


def _is_of_province(who: Actor, row: Any) -> bool:
    return who.province_id is not None and who.province_id == row.province_id


def _funds(who: Actor, _row: Any) -> set[int]:
    return {302} if sum(oracle.sees(fund, who) for fund in Fund.objects.all()) == 1 else {200}


def _has_evidence(who: Actor, row: Any) -> set[int]:
    return _if(oracle.sees(row, who) and row.evidence_blob_id is not None)


Rule = Callable[[Actor, Any], set[int]]
PLAIN: Rule = lambda _who, _row: {200}  # noqa: E731
ASKED_AGAIN: Rule = lambda _who, _row: {302}  # noqa: E731
NOWHERE: Rule = lambda _who, _row: {404}  # noqa: E731
SEEN: Rule = lambda who, row: _if(oracle.sees(row, who))  # noqa: E731
OF_PROVINCE: Rule = lambda who, row: _if(_is_of_province(who, row))  # noqa: E731
OVERSEES: Rule = lambda who, _row: _if(who.oversees, other=403)  # noqa: E731
PAGES: dict[str, Rule] = {
    **dict.fromkeys(("people:seats", "people:me", "people:prove_address", "privacy:mine", "desk:home"), PLAIN),
    **dict.fromkeys(("requests:list", "requests:export", "requests:begin", "approvals:list"), PLAIN),
    **dict.fromkeys(("programmes:norms", "programmes:export", "programmes:calls", "requests:demands"), PLAIN),
    **dict.fromkeys(("people:address", "people:identity", "people:codes", "people:held"), ASKED_AGAIN),
    **dict.fromkeys(("people:identity_back", "documents:emblem"), NOWHERE),
    "requests:batch": NOWHERE,
    "requests:many_form": lambda who, row: {200, 403, 404},
    "people:organisation": lambda who, _row: _if(who.organisation is not None),
    "people:words": lambda who, _row: _if(who.kind in oracle.OFFICES),
    "funds:list": _funds,
    "funds:evidence": _has_evidence,
    "grants:evidence": _has_evidence,
    "grants:refund_evidence": NOWHERE,  # nothing has come back to an agency yet
    "approvals:item": _of_item,
    "desk:budget_request": _of_request,
    "requests:questions": _written,
    "requests:sent": lambda who, row: _if(oracle.sees(row, who) and bool(row.receipt_number)),
    "people:organisation_of": _of_item,
    "desk:audit": OVERSEES,
    "desk:entries": _entries,
    "desk:security": OVERSEES,
    "documents:parcel": _parcel,
    "documents:parcel_file": _parcel,
    "documents:set_letterhead": OF_PROVINCE,
    "documents:specimen": OF_PROVINCE,
    "documents:document": lambda who, row: {200, 202} if oracle.sees(row, who) else {404},
}
BOTH = {"people:prove_address", "privacy:mine", "requests:begin", "people:held", "documents:set_letterhead"}
BOTH |= {"people:address", "people:codes", "funds:export_books"}  # pages with a form that is no verb's


# A second row is looked for before the right is asked: minutes to adopt, the resolution that somebody differs with.
HAS_A_SECOND_ROW = {"approvals:adopt_corrected", "approvals:dissent", "approvals:let_stay", "approvals:adopt"}


NEW_NORMS = {"programmes:set_norm", "programmes:import_norms", "programmes:add_call"}  # of no row yet


def expected(target: Target, looker: Looker, method: str, *, is_fair: bool) -> tuple[set[int], bool]:
    """The answers that are right, and whether anything may change."""
    verb = oracle.verb_of(target.name, _verbs_row(target, looker.who))
    posts_only = ROWS[target.name][1] == VERB
    if (posts_only and method != "POST") or (method == "HEAD" and _has_form(target.name, verb)):
        return {405}, False  # nobody asks for the head of a form
    if verb is None or oracle.sort_of(target.name, verb[1]) == "page":
        return _page(target, looker.who, method, posts_only=posts_only)
    if not looker.key:  # what was typed is kept for who signs in, or shown at once
        return {302, 403} if method == "POST" and is_fair else {302}, False
    if not target.is_there or not _finds(target, looker.who):
        return {404}, False
    row = _verbs_row(target, looker.who)
    right = not verb[0].reason_against(verb[1].name, looker.who, row)
    fits = verb[0].fits(verb[1], row)
    if method == "POST":
        answers, may = _posted(oracle.sort_of(target.name, verb[1]), right=right, fits=fits, is_fair=is_fair)
        return (answers | {404} if target.name in HAS_A_SECOND_ROW else answers), may
    if target.name == "approvals:plan":
        fits = True
    answers = {403} if not right else {200} if fits else {409}
    return (answers | {404} if target.name in HAS_A_SECOND_ROW and answers == {200} else answers), False


def _has_form(name: str, verb: tuple[Any, Verb] | None) -> bool:
    return name in BOTH or (verb is not None and oracle.sort_of(name, verb[1]) == oracle.FORM)


def _verbs_row(target: Target, who: Actor) -> Any:
    if target.name in NEW_NORMS:
        made = Call if target.name == "programmes:add_call" else CostNorm
        return made(province_id=who.province_id)
    if target.name == "requests:bring_many":
        return Batch(call=Call(province_id=who.province_id))
    if target.name == "requests:set_demand":
        return Demand(province_id=who.province_id, rule="title")
    if target.name == "approvals:plan":
        return Meeting(committee=who.organisation)
    if target.name == "documents:sign" and target.row is not None:
        return target.row.signatures.first()
    return target.row


def _finds(target: Target, who: Actor) -> bool:
    """Whether the room's `find` leads there; a second row has to belong to the first."""
    if target.name == "approvals:plan":
        return True
    if target.name in NEW_NORMS or target.name in ("requests:set_demand", "requests:bring_many"):
        return who.organisation is not None
    return oracle.sees(target.row, who)


def _page(target: Target, who: Actor, method: str, *, posts_only: bool) -> tuple[set[int], bool]:
    if method == "POST" and not posts_only and target.name not in BOTH:
        return {405}, False
    if who.person is None:
        return {302, 403}, False
    if not target.is_there and target.name not in ("approvals:agenda",):
        return {404}, False
    if method == "POST":
        return _posted_to_page(target, who)
    if target.name == "approvals:agenda":
        leads = who.kind in ("amphoe_committee", "tambon_committee", "province_committee", "fund_board")
        return _if(leads and who.role in ("secretary", "chair", "vice_chair"), other=403), False
    rule = PAGES.get(target.name, SEEN)
    return rule(who, target.row), False


def _posted_to_page(target: Target, who: Actor) -> tuple[set[int], bool]:
    if target.name == "people:act":
        return _if(target.row.pk in [seat.pk for seat in who.by_person.seats_today], 302), False
    if target.name == "people:end_session":
        return {404}, False
    if target.name == "documents:ask_for_zip":
        return ({302, 422, 409}, True) if oracle.sees(target.row, who) else ({404}, False)
    if target.name == "documents:set_letterhead":
        return ({200, 302, 403, 422}, True) if _is_of_province(who, target.row) else ({404}, False)
    if target.name == "funds:export_books":
        return ({302, 422}, True) if oracle.sees(target.row, who) else ({404}, False)
    return {200, 302, 403, 409, 422}, True


def _posted(sort: str, *, right: bool, fits: bool, is_fair: bool) -> tuple[set[int], bool]:
    """A page pressed too late leads back with a red word (302); a form says what is wrong beside it (422, 409)."""
    if not right and sort == oracle.PRESS:
        return ({403} if is_fair else {302, 403}), False
    if not right:
        return ({403} if sort == oracle.FORM else {403, 409, 422}), False
    if not fits:
        return {302, 409, 422} if is_fair else {200, 302, 409, 422}, False  # without a word the form is shown
    return {200, 302, 403, 409, 422}, True


def public_targets(side: Any) -> Iterator[tuple[str, int]]:
    for name, (parts, status) in PUBLIC.items():
        yield _target(name, parts.split(), side, "open").url, status
