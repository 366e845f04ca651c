"""The council looks at what everybody will read before it sends: it opens what names nobody, and hides what the gate has missed."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from audit.errors import Conflict, Invalid
from requests import closed, services
from requests.models import BudgetRequest
from tests import factories
from tests.factories import actor

TITLE = "ส่งเสริมสวนนางบัวลอยปลอดสาร"
SITUATION = "ป้าติ๋มกับโจ้ช่วยกันปลูก โทร 081-234-5678 ต้นนางจันทร์ผา ตายไปกว่าครึ่ง"
PLACE, TREE = "นางบัวลอยปลอดสาร", "นางจันทร์ผา"  # as the gate takes them out


@pytest.fixture
def draft(db, at_work) -> BudgetRequest:
    row, writer = factories.draft(), actor("somsri")
    for key, fields in (("title", {"title": TITLE}), ("rationale", {"situation": SITUATION})):
        row = services.write(row.pk, key, fields=fields, version=row.version, actor=writer)
    return factories.fresh(row)


def chosen(row: BudgetRequest, *, shown: tuple[str, ...] = (), withheld: tuple[str, ...] = (), by: str = "somsri"):
    told = {"shown": list(shown), "withheld": list(withheld)}
    services.choose_words(row.pk, **told, version=factories.fresh(row).version, actor=actor(by))
    return factories.fresh(row)


def pieces(row: BudgetRequest) -> dict[str, closed.Closed]:
    return {one.piece: one for one in closed.closed(row)}


def read(answer) -> str:
    return (b"".join(answer) if answer.streaming else answer.content).decode()


def sent(row: BudgetRequest) -> BudgetRequest:
    return services.submit(row.pk, version=row.version, actor=actor("somsri"))


def test_what_is_hidden_is_shown_to_the_council_in_its_place(draft):
    found = pieces(draft)
    assert found[PLACE].section.key == "title" and found[PLACE].before.endswith("สวน")
    assert found["081-234-5678"].is_sure and not found[PLACE].is_sure


def test_what_the_council_opens_and_hides_stands_so_wherever_everybody_reads(draft, client):
    row = sent(chosen(draft, shown=(PLACE, TREE), withheld=("โจ้",)))
    page = client.get(f"/public/requests/{row.pk}/").content.decode()
    for place in (f"/provinces/{row.province_id}/requests/", f"/data/{row.province_id}/requests.csv"):
        assert TITLE in read(client.get(place)), place
    assert TITLE in page and TREE in page
    assert "โจ้" not in page and "ติ๋ม" not in page and "5678" not in page


def test_without_a_word_of_the_council_all_that_is_doubtful_stays_hidden(draft, client):
    page = client.get(f"/public/requests/{sent(draft).pk}/").content.decode()
    assert PLACE not in page and TREE not in page and "ติ๋ม" not in page


@pytest.mark.parametrize("piece", ["081-234-5678", "คำที่ไม่มี", "ปลอดสาร"])
def test_nobody_opens_a_number_or_what_is_not_hidden(draft, piece):
    with pytest.raises(Invalid) as refused:
        chosen(draft, shown=(piece,))
    assert refused.value.error_dict["shown"][0].code == "word_stays_hidden" and factories.fresh(draft).words_shown == []


def test_nobody_opens_a_person_who_takes_part(draft):
    name = actor("somsri").by_person.full_name
    row = services.write(
        draft.pk, "rationale", fields={"situation": f"{name} เล่าว่า"}, version=draft.version, actor=actor("somsri")
    )
    with pytest.raises(Invalid):
        chosen(row, shown=(name,))


def test_who_takes_part_later_is_hidden_although_the_words_were_opened(draft, client):
    row = chosen(draft, shown=(TREE,))
    row = services.write(row.pk, "contacts", fields={"second_name": TREE}, version=row.version, actor=actor("somsri"))
    assert TREE not in client.get(f"/public/requests/{sent(row).pk}/").content.decode()


@pytest.mark.parametrize("word", ["ไม่มีในคำขอ", "ก", "ก" * 201])
def test_what_is_hidden_besides_must_stand_in_the_request(draft, word):
    with pytest.raises(Invalid):
        chosen(draft, withheld=(word,))


@pytest.mark.parametrize("other", ["other", "board_sec", "auditor", "codi"])
def test_others_choose_nothing(draft, other):
    with pytest.raises((PermissionDenied, Conflict, BudgetRequest.DoesNotExist)):
        chosen(draft, shown=(PLACE,), by=other)


def test_what_was_sent_is_chosen_no_more(draft):
    row = sent(draft)
    with pytest.raises((PermissionDenied, Conflict)):
        chosen(row, shown=(PLACE,))


def test_a_wrong_word_loses_nothing_that_was_typed(draft, visit):
    typed = {"version": draft.version, "shown": [PLACE], "withheld": "โจ้\nไม่มีในคำขอ"}
    answer = visit("somsri", f"/requests/{draft.pk}/choose-words/", typed)
    told = answer.content.decode()
    assert answer.status_code == 422 and "ไม่พบ “ไม่มีในคำขอ” ในคำขอ" in told
    assert "โจ้\nไม่มีในคำขอ" in told.replace("\r", "") and f'value="{PLACE}" id="id_shown_0" checked' in told
