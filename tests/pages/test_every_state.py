"""Every verb that moves a state, tried in every state that its machine does not start it from: 409, whatever was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import models, transaction

from approvals import services as approvals
from approvals.models import AgendaItem, Meeting
from audit.errors import refusals
from audit.machine import machines
from audit.verbs import TABLES, Table
from documents import services as documents
from documents.models import HandSignature
from funds import services as funds
from funds.models import Income, MoneySource, Voucher
from grants import services as grants
from grants.models import Agreement, Instalment, Offer, Report
from jobs import clock
from people.actors import Actor
from privacy import services as privacy
from privacy.models import DataRequest
from requests import services as requests
from requests.models import BudgetRequest
from tests import factories
from tests.factories import actor
from tests.pages import unfit
from tests.pages.conftest import NOON
from tests.races import test_every_move as moves
from tests.scenes import walked


def returned() -> BudgetRequest:
    row = factories.submitted()
    return requests.return_for_revision(
        row.pk, defects=[("title", "ขาด")], version=row.version, actor=actor(unfit.AMPHOE)
    )


def not_endorsed() -> BudgetRequest:
    row = factories.in_review()
    factories.decide(factories.meeting("amphoe", row), "not_endorse")
    return factories.fresh(row)


def ended(verb: str, row: BudgetRequest, who: str) -> BudgetRequest:
    return getattr(requests, verb)(row.pk, reason="เลิก", version=row.version, actor=actor(who))


def budget_requests() -> dict[str, Any]:
    return {
        "draft": factories.draft(),
        "submitted": factories.submitted(),
        "returned": returned(),
        "in_review": factories.in_review(),
        "deferred": moves.deferred(),
        "funding": factories.funding(),
        "agreed": factories.fresh(factories.signed().budget_request),
        "active": moves.active(),
        "closing": factories.closing(),
        "closed": factories.closed(),
        "not_endorsed": not_endorsed(),
        "withdrawn": ended("withdraw", factories.draft(), unfit.SOMSRI),
        "suspended": moves.suspended(),
        "terminated": ended("terminate", moves.active(), "secretariat"),
    }


def meetings() -> dict[str, Any]:
    return {
        "planned": moves.planned(),
        "called": moves.called(),
        "open": unfit.opened(),
        "closed": factories.close(unfit.opened()),
        "cancelled": unfit.called_off(),
    }


def items() -> dict[str, Any]:
    """Matters that are no request."""
    voting = factories.the_item(unfit.opened())
    approvals.put_to_vote(voting.pk, outcome="note", version=voting.version, actor=actor(unfit.AMPHOE))
    resolved = factories.decide(unfit.opened(), "note").item
    listed = factories.the_item(unfit.opened())
    return {"listed": listed, "voting": voting, "resolved": resolved, "struck": unfit.item_after()}


def signatures_by_hand() -> dict[str, Any]:
    confirmed, refused = unfit.by_hand(), unfit.by_hand()
    codi = actor("codi")
    return {
        "awaiting": unfit.by_hand(),
        "confirmed": documents.confirm_signature(confirmed.pk, version=confirmed.version, actor=codi),
        "refused": documents.refuse_signature(refused.pk, reason="x", version=refused.version, actor=codi),
    }


def lapsed_offer() -> Offer:
    """Made first: whatever is not answered by then lapses with it."""
    lapsed = factories.offer_of(factories.funding(), CODI)
    with clock.at(NOON + timedelta(days=200)):
        grants.lapse_overdue(actor=Actor.system())
    return lapsed


def offers(funding: BudgetRequest) -> dict[str, Any]:
    """Of both agencies that a request asks: of this one, and of two more."""
    first, second = factories.funding(), factories.funding()
    declined, acknowledged = factories.offer_of(funding, CODI), factories.offer_of(first, CODI)
    grants.decline(declined.pk, reason="งบหมด", version=declined.version, actor=actor("codi"))
    grants.acknowledge(acknowledged.pk, version=acknowledged.version, actor=actor("codi"))
    asked_back = factories.offer_of(first, THPF)
    grants.ask_question(asked_back.pk, text="ทำที่ไหน", version=asked_back.version, actor=actor("thpf"))
    accepted = factories.answer(second, THPF, "thpf", {1: 1_00})
    return {
        "asked": factories.offer_of(funding, THPF),
        "acknowledged": acknowledged,
        "clarifying": asked_back,
        "offered": factories.answer(second, CODI, "codi", {3: 20_000_00}),
        "accepted": grants.accept(accepted.pk, version=accepted.version, actor=actor(unfit.SOMSRI)),
        "declined": declined,
    }


def instalments(signed: Agreement, active: Agreement) -> dict[str, Any]:
    """Of agencies that pay themselves, and one of the fund, which ended early; two are of an agreement that the fund has paid on."""
    factories.reported(factories.paid(signed), {1: 1_000_00}, by="treasurer", is_final=True)
    accepted = factories.reported(factories.paid_direct(signed, CODI, "codi"), {3: 1_000_00}, by="codi")
    requested = grants.request_payment(factories.instalment(signed, CODI, 2).pk, version=1, actor=actor(unfit.SOMSRI))
    reported = factories.paid_direct(signed, THPF, "thpf")
    grants.send_report(reported.pk, narrative="ทำแล้ว", spent={}, version=reported.version, actor=actor(unfit.SOMSRI))
    asked_for = grants.request_payment(factories.instalment(active, THPF).pk, version=1, actor=actor(unfit.SOMSRI))
    return {
        "due": factories.instalment(signed, CODI, 3),
        "requested": requested,
        "verified": grants.verify(asked_for.pk, version=asked_for.version, actor=actor("thpf")),
        "paid": factories.paid_direct(active, CODI, "codi"),
        "reported": reported,
        "accepted": accepted,
        "dropped": factories.instalment(signed, factories.FUND, 2),
    }


def vouchers() -> dict[str, Any]:
    seed = MoneySource.objects.get(code="SEED", fund__code="CR")
    paper = funds.Paper(seed, 100_00, "ร้านค้า", factories.allowed(payee="ร้านค้า").basis, clock.today())
    made = {state: funds.make_voucher(uuid4(), paper, expense="50200", actor=actor("treasurer")) for state in ROADS}
    for state, road in ROADS.items():
        for service, who, terms in road:
            made[state] = service(made[state].pk, actor=actor(who), **terms)
    return {**made, "received": Voucher.objects.filter(kind="receipt").latest("pk")}


def data_requests() -> dict[str, Any]:
    asked = {state: factories.data_request(kind=kind) for state, kind in DATA_REQUESTS.items()}
    secretariat = actor("secretariat")
    return {
        "received": asked["received"],
        "answered": privacy.answer(asked["answered"].pk, answer_text="x", version=1, actor=secretariat),
        "refused": privacy.refuse(asked["refused"].pk, answer_text="x", version=1, actor=secretariat),
    }


DATA_REQUESTS = {"received": "access", "answered": "erasure", "refused": "correction"}


def paid_out(pk: int, *, actor: Actor) -> Voucher:
    return funds.pay(pk, **factories.proof(), actor=actor)


CODI, THPF = "พอช.", "สสส."
APPROVED = (funds.approve, "approver", {})
PAID = (paid_out, "cashier", {})
ROADS: dict[str, list[tuple[Callable[..., Any], str, dict[str, Any]]]] = {
    "drafted": [],
    "approved": [APPROVED],
    "paid": [APPROVED, PAID],
    "rejected": [(funds.reject, "approver", {"reason": "ผิด"})],
    "reversed": [APPROVED, PAID, (funds.reverse, "approver", {"reason": "ผิด"})],
}
# No verb of anybody's is done to these: they move with another row.
MOVED_WITH = {Report: "its instalment"}
Rows = dict[type[models.Model], dict[str, Any]]


def give_enough() -> None:
    """So many requests at once are granted more than the world's fund has."""
    seed = MoneySource.objects.get(code="SEED", fund__code="CR")
    paper = funds.Paper(seed, 9_000_000_00, "จังหวัดเชียงราย", "หนังสือ 2", clock.today())
    proof = factories.letter()
    funds.record_receipt(uuid4(), paper, income=Income.OTHER, proof=proof, actor=actor("treasurer"))


@walked
def made() -> Rows:
    """One row of each machine in each of its states."""
    give_enough()
    lapsed, by_request = lapsed_offer(), budget_requests()
    closed, agreed = by_request["closed"].agreement, by_request["agreed"].agreement
    return {
        BudgetRequest: by_request,
        Meeting: meetings(),
        AgendaItem: items(),
        Offer: {**offers(by_request["funding"]), "lapsed": lapsed},
        Agreement: {"drafted": factories.drawn_up(), "signed": agreed, "ended": closed},
        Instalment: instalments(factories.signed(), by_request["active"].agreement),
        Voucher: vouchers(),
        DataRequest: data_requests(),
        HandSignature: signatures_by_hand(),
    }


@pytest.fixture
def rows(db: None, at_noon: None) -> Rows:
    return made()


def calls() -> dict[str, tuple[Table, str, Callable[[Any, Actor], Any]]]:
    """By verb: its table and its service, with terms that no service would take."""
    found = {f"{t.room}.{verb.name}": t for t in TABLES.values() for verb in t if t.move_of(verb)}
    made: dict[str, Callable[[Any, Actor], Any]] = {key: _of(race) for key, race in moves.RACES.items()}
    made["grants.make_voucher"] = lambda row, who: grants.make_voucher(row.pk, version=row.version, actor=who)
    made["grants.sign"] = lambda row, who: grants.sign(row.pk, typed_name="", sha256="", actor=who)
    return {key: (found[key], key.split(".")[1], call) for key, call in made.items()}


def _of(race: moves.Race) -> Callable[[Any, Actor], Any]:
    def call(row: Any, who: Actor) -> Any:
        terms = {name: blank(value) for name, value in race.terms(row).items()}
        return race.service(row.pk, version=row.version, actor=who, **terms)

    return call


def blank(value: Any) -> Any:
    return type(value)() if isinstance(value, str | list | dict) else value


CALLS = calls()


def test_every_state_of_every_machine_has_its_row(rows: Rows, db):
    assert {*rows, *MOVED_WITH} == set(machines())
    for model, made in rows.items():
        assert set(made) == {value for value, _label in model._meta.get_field("state").flatchoices}
        assert {state: fresh(row).state for state, row in made.items()} == {state: state for state in made}


def test_every_verb_that_moves_is_tried():
    """But those that no person does, and that ask for no right: the clock's, and what follows from another row's."""
    moving = {f"{t.room}.{verb.name}" for t in TABLES.values() for verb in t if t.move_of(verb) and verb.right}
    assert moving == set(CALLS)


def outcome(call: Callable[[Any, Actor], Any], row: Any, who: Actor) -> tuple[str, int]:
    try:
        with transaction.atomic():
            call(row, who)
            transaction.set_rollback(True)
    except Exception as error:
        refusal = refusals(error)[0]
        return refusal.code, refusal.status
    return "done", 200


def tried(table: Table, verb: str, row: Any, people: dict[str, Actor]) -> Iterator[tuple[Actor, bool]]:
    """Everybody who may, and three who may not: another's, a stranger, nobody."""
    may = [who for who in people.values() if not table.reason_against(verb, who, row)]
    others = [who for who in people.values() if who not in may][:1]
    yield from ((who, True) for who in may)
    yield from ((who, False) for who in (*others, people["stranger"], Actor.system()))


@pytest.mark.parametrize("key", CALLS)
def test_a_verb_is_refused_in_every_other_state(rows: Rows, db, key):
    """Who may is told of the state, before anything typed is judged; who may not is told that alone."""
    table, verb, call = CALLS[key]
    people = factories.everybody()
    for state in set(rows[table.model]) - set(table.starts_from(verb)):
        row = fresh(rows[table.model][state])
        for who, may in tried(table, verb, row, people):
            code, status = outcome(call, row, who)
            assert (status, code == "stale_version") == (409 if may else 403, False), (state, who, code)


def fresh(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)
