"""How much a page takes is known before a byte of it is read; of what is larger, a form's worth is read, to give words back."""

from __future__ import annotations

from collections import Counter

import pytest
from django.conf import settings
from django.forms import FileField
from django.test import RequestFactory

from audit.verbs import TABLES
from config import front, receiving
from tests.reader import english


class Unread:
    """A body that nobody may touch."""

    def read(self, *size: int) -> bytes:
        raise AssertionError("the body was read")

    readline = read


class Begun:
    """A body without end, of which as much may be read as a form holds: its words are given back."""

    def __init__(self) -> None:
        self.read_bytes = 0

    def read(self, size: int) -> bytes:
        self.read_bytes += size
        assert self.read_bytes <= front.FORM, "more was read than a form may hold"
        return b"a" * size

    readline = read


def ask(client, path: str, length: str, body: Unread | Begun | None = None, **more: str):
    given = {"wsgi.input": body or Unread(), **more}
    return client.post(path, b"", "text/plain", CONTENT_LENGTH=length, **given)


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/accounts/login/", front.SMALL),
        ("/join/", front.SMALL),
        ("/i18n/setlang/", front.SMALL),
        ("/no/such/page/", front.SMALL),
        ("/requests/1/write/title/", front.FORM),
        ("/requests/1/attach/", front.UPLOAD),
    ],
)
def test_what_is_larger_is_refused_unread_or_begun_as_far_as_a_form_goes(client, db, path, most):
    assert front.most_of(path) == most
    for length in (str(most + 1), str(400 * 1024 * 1024), "9" * 40, "-1", "๑๒"):
        answer = ask(client, path, length, Begun() if most > front.SMALL else None)
        assert answer.status_code == 413 and english(answer) == [], (path, length)


def test_the_server_keeps_as_much_as_a_form_may_hold():
    assert receiving.KEPT == front.FORM


def test_who_says_no_length_is_refused(client, db):
    assert ask(client, "/accounts/login/", "", HTTP_TRANSFER_ENCODING="chunked").status_code == 411


def test_every_page_that_takes_a_file_is_listed():
    """Views that look for files, room by room: as many as the list says; and every verb whose form has one."""
    looking = Counter(
        source.relative_to(settings.BASE_DIR).parts[0]
        for source in (*settings.BASE_DIR.glob("*/views/*.py"), *settings.BASE_DIR.glob("*/views.py"))
        for _line in range(source.read_text().count("request.FILES if") or "request.FILES" in source.read_text())
    )
    assert looking == Counter(name.split(":")[0] for name in front.UPLOADS)
    asking = {
        f"{table.room}:{verb.name}"
        for table in TABLES.values()
        for verb in table
        if any(isinstance(field, FileField) for field in getattr(verb.asks, "base_fields", {}).values())
    }
    assert {"funds:pay", "funds:record_receipt"} <= asking <= front.UPLOADS


def test_a_photo_of_a_receipt_from_a_telephone_is_taken():
    """Three megabytes: the page of a payment answered 413."""
    for path in ("/vouchers/1/pay/", "/funds/CR/record-receipt/"):
        assert front.most_of(path) == front.UPLOAD


def test_a_page_that_asks_for_its_form_does_read():
    """So that the tests above would notice."""
    request = RequestFactory().post("/", b"", "text/plain", CONTENT_LENGTH="5", **{"wsgi.input": Unread()})
    with pytest.raises(AssertionError, match="was read"):
        request.body  # noqa: B018
