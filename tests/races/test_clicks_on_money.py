"""Two clicks on one button of money, from two browsers at once, through the whole site: one counts, none is an error of ours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from funds.models import MoneySource, Voucher
from people.models import Person
from tests.factories import one_of_its_own
from tests.races import race
from tests.races import test_every_move as moves

ONE_KEY, ONE_FILE = str(uuid4()), one_of_its_own()


def receipt() -> dict[str, Any]:
    source = MoneySource.objects.get(code="SEED", fund__code="CR")
    return {
        "key": ONE_KEY,
        "source": source.pk,
        "amount": "1,000.00",
        "payee": "จังหวัดเชียงราย",
        "evidence": "letter",
        "evidence_reference": "ชร 0017/9",
        "file": SimpleUploadedFile("letter.pdf", ONE_FILE),
        "date": "1/2/2569",
        "income": "40100",
    }


def source() -> dict[str, Any]:
    return {"code": "GIFT", "name": "เงินบริจาค", "kind": "donation"}


def of(row: Any, **terms: Any) -> dict[str, Any]:
    return {"version": row.version, **terms}


# What: (who presses, the rows it needs, the address, what is sent)
PRESSED: dict[str, tuple[str, Callable[[], Any], Callable[[Any], str], Callable[[Any], dict[str, Any]]]] = {
    "record a receipt": ("treasurer", dict, lambda _r: "/funds/CR/record-receipt/", lambda _r: receipt()),
    "open a source": ("treasurer", dict, lambda _r: "/funds/CR/open-source/", lambda _r: source()),
    "approve": ("approver", moves.drafted, lambda row: f"/vouchers/{row.pk}/approve/", of),
    "reject": ("approver", moves.drafted, lambda row: f"/vouchers/{row.pk}/reject/", lambda r: of(r, reason="ผิด")),
    "reverse": (
        "approver",
        moves.paid_voucher,
        lambda row: f"/vouchers/{row.pk}/reverse/",
        lambda r: of(r, reason="ผิด"),
    ),
    "accept an offer": ("somsri", moves.offered, lambda row: f"/offers/{row.pk}/accept/", of),
}


def browser(who: str) -> Client:
    made = Client(raise_request_exception=False)
    made.force_login(Person.objects.get(username=who))
    return made


@pytest.mark.parametrize("what", PRESSED)
def test_one_counts_and_the_other_is_told(fresh_database, at_work, what):
    who, made, place, sent = PRESSED[what]
    row = made()
    address, before = place(row), Voucher.objects.count()
    browsers = [browser(who) for _ in range(3)]
    answers = race(*[lambda each=each: each.post(address, sent(row)).status_code for each in browsers])
    assert set(answers) <= {200, 302, 409, 422} and 302 in answers, (what, answers)
    assert Voucher.objects.count() - before <= 1


def test_the_same_form_sent_again_later_is_no_error_either(fresh_database, at_work):
    row = moves.drafted()
    first = browser("approver")
    answers = [first.post(f"/vouchers/{row.pk}/approve/", {"version": row.version}, follow=True) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert Voucher.objects.get(pk=row.pk).state == "approved"
