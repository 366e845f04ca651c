"""A differing view: of a member who took part, once, by themselves or written down by the secretary."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from approvals import services
from approvals.models import Dissent, Resolution
from audit.errors import Conflict
from tests import factories
from tests.factories import actor

pytestmark = pytest.mark.usefixtures("db", "at_work")
WORDS = "ควรพิจารณาเลย"


@pytest.fixture
def resolution() -> Resolution:
    """With amphoe_m1 out of the room for it."""
    item = factories.listed()
    member = actor("amphoe_m1")
    services.declare(item.pk, seat_id=member.seat_id or 0, kind="relative", reason="พี่สาว", actor=member)
    return factories.decide(item.meeting, "endorse")


def address(resolution: Resolution) -> str:
    return f"/meetings/items/{resolution.item_id}/dissent/"


@pytest.mark.parametrize("who", ["amphoe_m1", "amphoe_sec"])
def test_who_took_no_part_has_no_view_to_record(resolution, who):
    """An interest declared, or no seat at the table: a secretary without a vote, too."""
    with pytest.raises(ValidationError):
        services.dissent(resolution.pk, text=WORDS, actor=actor(who))
    assert not Dissent.objects.exists()


def test_nor_through_the_secretary(resolution):
    for seat in (actor("amphoe_m1").seat_id, actor("board_chair").seat_id):
        with pytest.raises(ValidationError):
            services.dissent(resolution.pk, text=WORDS, seat_id=seat, actor=actor("amphoe_sec"))


def test_a_view_is_recorded_once(visit, resolution):
    for _click in range(2):
        visit("amphoe_m2", address(resolution), {"text": WORDS})
    assert Dissent.objects.count() == 1
    with pytest.raises(Conflict):
        services.dissent(resolution.pk, text=WORDS, actor=actor("amphoe_m2"))


def test_the_secretary_writes_down_whose_view_it_is(visit, resolution):
    page = visit("amphoe_sec", f"/meetings/items/{resolution.item_id}/").content.decode()
    assert f'<option value="{actor("amphoe_m2").seat_id}"' in page
    assert f'<option value="{actor("amphoe_m1").seat_id}"' not in page
    visit("amphoe_sec", address(resolution), {"text": WORDS, "seat": actor("amphoe_m2").seat_id})
    made = Dissent.objects.get()
    assert (made.seat_id, made.recorded_by_id) == (actor("amphoe_m2").seat_id, actor("amphoe_sec").seat_id)


def test_nobody_else_is_offered_it(visit, resolution):
    item = f"/meetings/items/{resolution.item_id}/"
    offered = {
        who: address(resolution) in visit(who, item).content.decode() for who in ("amphoe_m1", "amphoe_m2", "board_sec")
    }
    assert offered == {"amphoe_m1": False, "amphoe_m2": True, "board_sec": False}
