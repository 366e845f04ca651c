"""What is counted is a link to what was counted: the list that it opens counts as many."""

from __future__ import annotations

import re
from datetime import timedelta

from jobs import clock
from portal.finding import catching_up
from tests import factories
from tests.reader import Visit

LINK = re.compile(r'<a [^>]*?href="(/[\w/]*requests/(?:\?[^"]*)?)"[^>]*>(.*?)</a>', re.DOTALL)
FIGURE = re.compile(r"\d[\d,]*")
PLACES = ("/", "/provinces/57/", "/public/places/5701/", "/public/places/570101/")


def counts(page: str) -> list[tuple[str, str]]:
    """Each figure that leads to a list, with the list's address."""
    told = [(address.replace("&amp;", "&"), re.sub(r"<[^>]*>", " ", words)) for address, words in LINK.findall(page)]
    return [(address, found[0]) for address, words in told if (found := FIGURE.search(words))]


def test_each_count_of_a_place_opens_as_many(db, at_work, client):
    factories.closed()
    factories.submitted()
    catching_up.whole()
    with clock.at(clock.now() + timedelta(days=400)):
        for place in PLACES:
            found = counts(client.get(place).content.decode())
            assert {("late=1" in address, figure) for address, figure in found} >= {(False, "2"), (True, "1")}, place
            for address, figure in found:
                listed = client.get(address).content.decode()
                assert re.search(rf'class="counted"[^>]*>\s*{figure}\b', listed), (place, address)
                rows = listed.partition("<tbody>")[2].partition("</tbody>")[0].count("<tr>")
                assert rows == int(figure.replace(",", "")), (place, address)


def test_the_count_at_the_desk_is_of_what_stands_there(db, at_work, visit: Visit):
    factories.submitted()
    page = visit("amphoe_sec", "/desk/").content.decode()
    shown = re.search(r'class="count">.*?</span>\s*(\d+)', page)
    assert shown and int(shown[1]) == page.count('<div class="card card--') == 1
