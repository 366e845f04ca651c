"""Signs that turn the direction of writing turn nothing on a page, and are still in the box that they were typed in."""

from __future__ import annotations

import re

import pytest

from requests.models import BudgetRequest
from tests import factories
from tests.reader import Visit

pytestmark = pytest.mark.usefixtures("db", "at_work")
TURNED = "\u202eกาแฟ\u2066ดอยฮาง"
_BOXES = re.compile("<textarea.*?</textarea>|<[^>]*>", re.DOTALL)


@pytest.mark.parametrize("place", ["/requests/{}/", "/desk/", "/requests/"])
def test_a_title_turns_nothing_beside_it(visit: Visit, place):
    row = factories.draft()
    BudgetRequest.objects.filter(pk=row.pk).update(title=TURNED)
    page = visit("somsri", place.format(row.pk)).content.decode()
    assert "กาแฟดอยฮาง" in page and not set("\u202e\u2066") & set(_BOXES.sub("", page))


def test_the_box_has_what_was_typed(visit: Visit):
    row = factories.draft()
    BudgetRequest.objects.filter(pk=row.pk).update(title=TURNED)
    answer = visit("somsri", f"/requests/{row.pk}/write/title/")
    assert TURNED in answer.content.decode()
    assert int(answer.headers["Content-Length"]) == len(answer.content)
