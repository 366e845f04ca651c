"""While a vote is open nobody reads how it stands: on no page, in no event; neither who presides nor the secretary."""

from __future__ import annotations

import re

import pytest
from django.db import DatabaseError, transaction

from approvals import services
from approvals.models import Vote
from audit.reports import events_of
from tests.factories import actor
from tests.races.test_every_move import voting
from tests.reader import Visit, text_of

pytestmark = pytest.mark.usefixtures("db", "at_noon")
READERS = ("amphoe_sec", "amphoe_chair", "amphoe_m1", "amphoe_m2", "somsri", "auditor", "secretariat")


def shown(visit: Visit, who: str, url: str) -> str:
    """Without what changes from form to form."""
    return re.sub(r"\s+", " ", text_of(visit(who, url)))


@pytest.mark.parametrize("who", READERS)
def test_how_a_vote_stands_is_on_no_page(visit: Visit, who):
    """One vote for and one against look like two for: to who presides too, who would see a tie coming."""
    two_for = voting("for", "for")
    first = {url: shown(visit, who, url) for url in (f"/meetings/items/{two_for.pk}/", "/desk/")}
    with transaction.atomic():
        Vote.objects.filter(person=actor("amphoe_vice").person_id).update(choice="against")
        second = {url: shown(visit, who, url) for url in first}
        transaction.set_rollback(True)
    assert first == second


def test_no_event_of_an_open_vote_tells_which_way():
    item = voting("for", "against")
    events = events_of(item.subject)
    told = [event.facts for event in events if event.event == "item.voted"]
    assert len(told) == 2 and all("choice" not in facts for facts in told)
    services.close_vote(item.pk, version=item.version, actor=actor("amphoe_sec"))
    (counted,) = [event.facts for event in events_of(item.subject) if event.event == "item.counted"]
    assert (counted["votes_for"], counted["votes_against"]) == (1, 1)
    assert sorted(vote["choice"] for vote in counted["votes"]) == ["against", "for"]


def test_the_database_takes_no_vote_after_the_count():
    item = voting("for", "against")
    services.close_vote(item.pk, version=item.version, actor=actor("amphoe_sec"))
    late = Vote.objects.earliest("pk")
    late.pk, late.seat, late.person_id = None, actor("amphoe_m1").seat, actor("amphoe_m1").person_id
    with pytest.raises(DatabaseError, match="counted"), transaction.atomic():
        late.save(force_insert=True)
