"""Signs that turn the direction of writing turn nothing on a page, and are still in the box that they were typed in."""

from __future__ import annotations

import re

import openpyxl
import pytest

from notices import services
from notices.letters import Letter
from requests.models import BudgetRequest
from tests import factories
from tests.books import Books
from tests.reader import Visit
from tests.test_funds.test_exports import export

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


def test_a_letter_and_the_books_turn_nothing_either(tmp_path):
    letter = services.post(to="a@example.org", letter=Letter(TURNED, [f"{TURNED}: 5,000.00"]))
    assert letter.subject == "กาแฟดอยฮาง"
    assert all("กาแฟดอยฮาง: 5,000.00" in text for text in (letter.body, letter.html))
    Books().receive(1, TURNED, basis=TURNED)
    for form in ("csv", "hledger", "beancount"):
        told = export(form, tmp_path).read_text()
        assert "กาแฟดอยฮาง" in told and not set("\u202e\u2066") & set(told)
    export("xlsx", tmp_path)
    rows = openpyxl.load_workbook(tmp_path / "books.xlsx").worksheets[0].iter_rows(values_only=True)
    assert "กาแฟดอยฮาง" in {cell for row in rows for cell in row}
