"""What looks like one name is one name: of who signs in, of an organisation, of who signs in two places."""

from __future__ import annotations

from itertools import count

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from documents import services as documents
from documents.models import Document, Signature
from people import services, sign_in
from people.models import Organisation, Person
from tests import factories
from tests.factories import actor
from tests.world import PASSWORD, PDF

pytestmark = pytest.mark.usefixtures("db", "at_work")
COUNCIL = "สภาองค์กรชุมชนตำบลเวียง"
_numbers = count(1)


def joins(username: str = "", full_name: str = "คนอื่น") -> Person:
    me = actor("somsri")
    seat = services.open_seat(me.organisation_id or 0, role="member", actor=me)
    _invitation, code = services.invite(seat.pk, actor=me)
    name = username or f"somebody{next(_numbers)}"
    return services.accept_invitation(code, username=name, full_name=full_name, password=PASSWORD)


@pytest.mark.parametrize(
    "username",
    [
        "treasurer ",
        "treasurer\u200b",
        "treas\u00adurer",
        "\u202etreasurer",
        "tre\u0430surer",
        "ｔreasurer",
        "treasurer\u00a0",
    ],
    ids=ascii,
)
def test_nobody_takes_a_user_name_that_looks_like_anothers(username):
    with pytest.raises(ValidationError) as refused, transaction.atomic():
        joins(username)
    assert list(refused.value.message_dict) == ["username"]


def test_thai_that_is_typed_in_another_order_is_the_same_name(client):
    somebody = joins("น้ำคำ")
    for other in ("น\u0e4d\u0e49\u0e32คํา", "น้้ำคำ", "น้ำ คำ"):
        with pytest.raises(ValidationError), transaction.atomic():
            joins(other)
    assert sign_in.find("น\u0e49\u0e4d\u0e32ค\u0e4d\u0e32") == somebody
    assert sign_in.find(" น้ำค\u0e4d\u0e32 ") == somebody
    for typed in ("น้ำคำ", "น้ำค\u0e4d\u0e32"):
        assert client.post("/accounts/login/", {"login": typed, "password": PASSWORD}).status_code == 302
        client.logout()
    Person.objects.filter(pk=somebody.pk).update(username="น\u0e49\u0e4d\u0e32ค\u0e4d\u0e32")  # as it was kept before
    assert sign_in.find("น้ำคำ") == somebody


@pytest.mark.parametrize("name", ["   ", "\u200b", "12", "с\u0430шa", "\u202e"], ids=ascii)
def test_a_name_is_one_that_can_be_read(name):
    with pytest.raises(ValidationError) as refused, transaction.atomic():
        joins(full_name=name)
    assert list(refused.value.message_dict) == ["full_name"]


def test_a_name_is_kept_without_what_nobody_sees():
    assert joins(full_name=" บุญมี\u200b \u202e คําแสน\n").full_name == "บุญมี คำแสน"
    assert joins(full_name="José O'Neill-Müller").full_name == "José O'Neill-Müller"


@pytest.mark.parametrize(
    "name",
    [
        f"{COUNCIL} ",
        f"{COUNCIL}\u200b",
        "สภาองค์กรชุมชน ตำบลเวียง",
        "สภาองค์กรชุมชนตําบลเวียง",
        "สภาองค์กรชุมชนตำบลเวีียง",
        "\u200b",
    ],
    ids=ascii,
)
def test_no_organisation_is_named_like_another_of_its_kind(name):
    with pytest.raises(ValidationError), transaction.atomic():
        services.create_organisation(
            kind="council", name_th=name, province_id="57", district_id="5701", actor=actor("secretariat")
        )
    assert Organisation.objects.filter(kind="council", province="57").count() == 2


def test_one_name_with_a_second_space_signs_no_second_place():
    row = factories.submitted()
    first, second = two_places(row.subject)
    documents.keep(first.document_id, PDF)
    who = actor("somsri")
    sha256 = Document.objects.get(pk=first.document_id).pdf_id or ""
    documents.sign(first.document_id, place=first.place, typed_name=who.by_person.full_name, sha256=sha256, actor=who)
    for name in ("สมศรี  ใจดี", "นางสมศรี ใจดี", "สมศรี\u200b ใจดี"):
        upload = factories.transfer()["file"]
        with pytest.raises(ValidationError) as refused, transaction.atomic():
            documents.attach_scan(second.document_id, upload=upload, place=second.place, typed_name=name, actor=who)
        assert "typed_name" in refused.value.message_dict


def two_places(subject: str) -> tuple[Signature, Signature]:
    """The proposal's: who proposes and who supports, of one council."""
    rows = Signature.objects.filter(document__subject=subject, document__kind="proposal")
    first, second = rows.filter(organisation=actor("somsri").organisation_id).order_by("place")
    return (first, second) if "secretary" in first.roles else (second, first)
