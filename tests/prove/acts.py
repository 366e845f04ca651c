"""What is done again and again while processes are killed, each act under a key of its own.

An act yields its steps and is sent the row that each one answered. Whoever begins an act again goes through it from the
start, past what the journal says is done.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core.files.uploadedfile import SimpleUploadedFile

from approvals import minutes
from approvals import services as approvals
from approvals.models import AgendaItem, Meeting, Resolution
from funds import services as funds
from funds.models import Income, MoneySource, Paper, Proof, Voucher
from jobs import clock
from programmes.models import Call
from requests import services as requests
from requests.models import BudgetRequest
from tests.factories import MEMBERS, REASONS, actor, sections
from tests.world import PDF

WORKERS = ("somsri", "boonmee", "other")  # whose requests each of them writes: an empty draft is its seat's


@dataclass(frozen=True)
class Do:
    """`service` is called with the version that `read` had before the step; `read` is the row, None before it is made."""

    verb: str
    service: Callable[[int], Any]
    read: Callable[[], Any]
    is_before_the_hour: bool = False


Act = Generator[Do, int, None]


def form_key(key: str) -> UUID:
    return uuid5(NAMESPACE_URL, key)


def number_of(key: str) -> int:
    """That no other act has: of a receipt, of a page."""
    _kind, worker, number = key.split("-")
    return 1_000 + int(number) * 10 + int(worker)


def receive(key: str) -> Act:
    """A thousand baht that came with a letter."""
    letter = f"ชร 0017/{number_of(key)}"
    paper = Paper(_seed(), 1_000_00, key, letter, clock.today(), key)
    proof = Proof("letter", letter, _file(key))
    terms: dict[str, Any] = {"income": Income.OTHER, "proof": proof, "actor": actor("treasurer")}
    yield Do("receive", lambda _: funds.record_receipt(form_key(key), paper, **terms), _voucher(key))


def pay(key: str) -> Act:
    """A meeting of the fund's board lets the fund pay once, closes and is confirmed; three persons pay."""
    meeting = yield from _prepared(key)
    yield from _held(key, meeting)
    basis = Resolution.objects.get(item__meeting=meeting).basis
    paper, read = Paper(_seed(), 500_00, key, basis, clock.today(), key), _voucher(key)
    treasurer, approver, cashier = actor("treasurer"), actor("approver"), actor("cashier")
    made = partial(funds.make_voucher, form_key(key), paper, expense="50400", actor=treasurer)
    pk = yield Do("make", lambda _: made(), read)
    yield Do("approve", lambda version: funds.approve(pk, version=version, actor=approver), read)
    proof = {"evidence": "payee_receipt", "evidence_reference": f"{number_of(key)}/2569", "file": _file(key)}
    yield Do("pay", lambda version: funds.pay(pk, **proof, version=version, actor=cashier), read)


def _prepared(key: str) -> Generator[Do, int, int]:
    """The meeting, told from others by its place, called with one matter on its agenda."""
    secretary = actor("board_sec")
    terms = {"scheduled_at": clock.now(), "place": key, "is_urgent": True, "urgent_reason": "น้ำท่วม", "actor": secretary}
    read = Meeting.objects.filter(place=key).first
    plan = partial(approvals.plan, secretary.organisation_id or 0, **terms)
    pk = yield Do("plan", lambda _: plan(), read, is_before_the_hour=True)
    item = AgendaItem.objects.filter(meeting=pk).first
    yield Do("list", lambda _: approvals.list_item(pk, kind="payment", title=key, actor=secretary), item)
    call = partial(approvals.call, pk, actor=secretary)
    yield Do("call", lambda version: call(version=version), read, is_before_the_hour=True)
    return pk


def _held(key: str, pk: int) -> Act:
    """Opened, resolved without a voice against it, closed with minutes, confirmed by its chair."""
    secretary, chair = actor("board_sec"), actor("board_chair")
    read, item = Meeting.objects.filter(pk=pk).first, AgendaItem.objects.filter(meeting=pk).first
    here: dict[int, dict[str, str]] = {actor(name).seat_id or 0: {"presence": "present"} for name in MEMBERS["board"]}
    opened = partial(approvals.open_meeting, pk, present=here, presided_by=chair.seat_id or 0, actor=secretary)
    yield Do("open", lambda version: opened(version=version), read)
    matter = AgendaItem.objects.get(meeting=pk).pk
    motion: dict[str, Any] = {"outcome": "allow", "payment": 500_00, "payee": key, "source": _seed()}
    voted = partial(approvals.put_to_vote, matter, **motion, actor=secretary)
    yield Do("put_to_vote", lambda version: voted(version=version), item)
    resolved = partial(approvals.resolve_unopposed, matter, reasons=REASONS, actor=secretary)
    yield Do("resolve", lambda version: resolved(version=version), item)
    parts = minutes.draft(Meeting.objects.get(pk=pk))
    yield Do("close", lambda version: approvals.close(pk, parts=parts, version=version, actor=secretary), read)
    yield Do("confirm", lambda version: approvals.confirm(pk, version=version, actor=chair), read)


def ask(key: str) -> Act:
    """A request, from its empty draft to the committee's desk."""
    who = actor(WORKERS[int(key.split("-")[1])])
    empty = BudgetRequest.objects.filter(filed_by=who.seat, state="draft", title="", version=1).first
    call, organisation = Call.objects.get(province="57"), who.organisation_id or 0
    pk = yield Do("begin", lambda _: requests.begin(call.pk, organisation_id=organisation, actor=who), empty)
    read = BudgetRequest.objects.filter(pk=pk).first
    for name, fields, rows in sections(BudgetRequest.objects.get(pk=pk)):
        said = {**fields, "title": key} if name == "title" else fields
        write = partial(requests.write, pk, name, fields=said, rows=rows, actor=who)
        yield Do(f"write {name}", lambda version, write=write: write(version=version), read)
    file = {"kind": "minutes", "title": "มติสภา", "data": PDF, "content_type": "application/pdf"}
    yield Do("attach", lambda version: requests.attach(pk, **file, version=version, actor=who), read)
    yield Do("submit", lambda version: requests.submit(pk, version=version, actor=who), read)


ACTS: dict[str, Callable[[str], Act]] = {"receive": receive, "pay": pay, "ask": ask}


def _seed() -> MoneySource:
    return MoneySource.objects.select_related("fund").get(code="SEED", fund__code="CR")


def _voucher(key: str) -> Callable[[], Voucher | None]:
    return Voucher.objects.filter(key=form_key(key)).first


def _file(key: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("paper.pdf", PDF.replace(b"[0 0 9 9]", b"[0 0 9 %d]" % number_of(key)))
