"""Bodies that Django refuses to read, whatever it is that is wrong with them: their words are on the answer and kept."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import quote

import pytest
from django.http import HttpResponse
from django.test import Client

from people import held_forms
from people.models import HeldForm
from tests.reader import surely, text_of

pytestmark = pytest.mark.usefixtures("db", "at_work")
PLACE, WORDS = "/privacy/mine/", "ขอให้ลบเบอร์โทรเก่าของฉัน ที่ใช้ก่อนย้ายบ้าน"
HEAD = '--B\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n{}\r\n'
FIRST = HEAD.format("text", "", WORDS)


def send(browser: Client, body: bytes, kind: str, place: str = PLACE) -> HttpResponse:
    """By a server that keeps a body while it is being answered, as ours does."""
    given = {"wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": kind}
    return browser.generic("POST", place, **given)


@pytest.mark.parametrize("more", ["", '; filename="a.txt"'], ids=["fields", "files"])
def test_more_parts_than_any_page_has(more):
    parts = [FIRST, *(HEAD.format(f"x{n}", more, "v") for n in range(4100 if not more else 150)), "--B--\r\n"]
    answer = send(surely("somsri"), "".join(parts).encode(), "multipart/form-data; boundary=B")
    assert answer.status_code == 400 and WORDS in text_of(answer)
    assert held_forms.fields_of(HeldForm.objects.get())[0] == ("text", WORDS)


def test_more_parts_than_that_beside_a_large_file():
    """Two megabytes and more: what could be read is shown, and said to be cut."""
    parts = [FIRST, *(HEAD.format(f"x{n}", "", "v" * 600) for n in range(4100)), "--B--\r\n"]
    kind, place = "multipart/form-data; boundary=B", "/requests/999999/attach/"
    answer = send(surely("somsri"), "".join(parts).encode(), kind, place)
    assert answer.status_code == 400 and WORDS in text_of(answer)


@pytest.mark.parametrize("charset", ["utf-16", "tis-620"])
def test_letters_of_another_kind_are_no_error_of_ours(charset):
    """Any form that said so was answered 500, and what stood in it was gone."""
    browser = surely("somsri")
    answer = send(browser, f"text={quote(WORDS)}".encode(), f"application/x-www-form-urlencoded; charset={charset}")
    assert answer.status_code == 400 and WORDS in text_of(answer)
