"""A meeting is its committee's and the overseers'; whom a matter concerns reads that matter, and nobody who said what."""

from __future__ import annotations

import pytest

from approvals import services
from approvals.models import AgendaItem
from documents import subjects
from documents.models import Document
from people import services as people
from people.actors import Actor
from tests import factories
from tests.factories import actor
from tests.reader import Visit, text_of

pytestmark = pytest.mark.usefixtures("db", "at_noon")
OUTSIDE = ("somsri", "boonmee", "other", "stranger", "board_m1", "codi", "treasurer")
INSIDE = ("amphoe_sec", "amphoe_m2", "secretariat", "auditor")


def heard() -> AgendaItem:
    """The amphoe endorses a request; a member left for it, another differs."""
    item = factories.listed()
    member = actor("amphoe_m1")
    services.declare(item.pk, seat_id=member.seat_id or 0, kind="relative", reason="พี่สาว", actor=member)
    made = factories.decide(item.meeting, "endorse")
    services.dissent(made.pk, text="ควรรอข้อมูลเพิ่ม", actor=actor("amphoe_m2"))
    factories.close(made.item.meeting)
    item.refresh_from_db()
    return item


def test_nobody_else_reads_a_meeting_or_its_papers(visit: Visit):
    item = heard()
    papers = Document.objects.filter(subject=item.meeting.subject)
    assert {paper.kind for paper in papers} == {"meeting_notice", "minutes"}
    places = [item.meeting.get_absolute_url(), *(f"/documents/{paper.pk}/about/" for paper in papers)]
    for who in OUTSIDE:
        assert {visit(who, place).status_code for place in places} == {404}
        assert visit(who, f"/documents/of/{item.meeting.subject}/zip/", {}).status_code == 404
    for who in INSIDE:
        assert {visit(who, place).status_code for place in places} <= {200, 202}


def test_whose_request_it_is_reads_what_was_resolved_and_not_who_left_or_differed(visit: Visit):
    item = heard()
    for who in ("somsri", "codi", "board_m1"):
        page = text_of(visit(who, f"/meetings/items/{item.pk}/"))
        assert "ควรรอข้อมูลเพิ่ม" in page and item.resolution.label in page
        assert not [name for name in ("ธนา ปัญญา", "ดวงใจ อินต๊ะ", "ประเสริฐ มั่นคง") if name in page]
    assert "ธนา ปัญญา" in text_of(visit("amphoe_sec", f"/meetings/items/{item.pk}/"))
    assert {visit(who, f"/meetings/items/{item.pk}/").status_code for who in ("other", "stranger")} == {404}


def test_a_matter_that_is_no_request_is_the_committees(visit: Visit):
    made = factories.meeting("amphoe")
    place = factories.the_item(made).get_absolute_url()
    assert {visit(who, place).status_code for who in OUTSIDE} == {404}
    assert {visit(who, place).status_code for who in INSIDE} == {200}


def test_a_funds_officers_read_what_its_board_let_it_pay_and_not_the_minutes(visit: Visit):
    row = factories.allowed()
    place, meeting = row.item.get_absolute_url(), row.item.meeting
    assert (
        row.label in text_of(visit("treasurer", place))
        and visit("treasurer", meeting.get_absolute_url()).status_code == 404
    )
    kinds = subjects.papers_of(actor("treasurer"), meeting.subject).values_list("kind", flat=True)
    assert list(kinds) == ["resolution_extract"]
    assert visit("treasurer", f"/documents/{row.extract_id}/about/").status_code == 200
    assert visit("codi", place).status_code == visit("codi", f"/documents/{row.extract_id}/about/").status_code == 404


def test_everybody_of_the_province_knows_that_it_is_called_and_finds_no_link(visit: Visit):
    made = factories.meeting("amphoe", opened=False)
    for who in ("other", "codi"):
        page = visit(who, "/meetings/")
        assert "ก.บ.อ. เมืองเชียงราย" in text_of(page) and made.get_absolute_url() not in page.content.decode()
    assert made.get_absolute_url() in visit("amphoe_m1", "/meetings/").content.decode()
    assert "ก.บ.อ. เมืองเชียงราย" not in text_of(visit("stranger", "/meetings/"))


def test_a_member_who_came_by_another_seat_is_led_to_theirs(visit: Visit):
    made = factories.meeting("amphoe", opened=False)
    seat = people.open_seat(made.committee_id, role="member", actor=Actor.system())
    _invitation, code = people.invite(seat.pk, actor=Actor.system())
    people.accept_invitation(code, person=actor("somsri").by_person)
    answer = visit("somsri", made.get_absolute_url())
    assert answer.status_code == 403 and "/act/" in answer.content.decode()
