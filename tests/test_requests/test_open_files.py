"""What a council opens to everybody is seen by all from the sending on, until it is taken back; nothing else ever is."""

from __future__ import annotations

import io

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from audit.errors import Conflict, Invalid
from requests import opened, services
from requests.models import OpenFile
from tests import factories
from tests.factories import actor
from tests.pages.conftest import Visit
from tests.test_documents.test_uploads import photo


@pytest.fixture
def sent(db, at_work):
    """A request that was sent with an open photo, and with minutes that are nobody's business."""
    return factories.sent_with_photo()


@pytest.fixture
def open_photo(sent) -> OpenFile:
    return OpenFile.objects.select_related("attachment").get(attachment__budget_request=sent)


def place(one: OpenFile, *, of: int = 0, small: str = "") -> str:
    return f"/public/requests/{of or one.attachment.budget_request_id}/files/{one.attachment_id}/{small}"


def answers(client, one: OpenFile, **more: int) -> list[int]:
    return [client.get(place(one, small=small, **more)).status_code for small in ("", "small/")]


def test_everybody_sees_it_from_the_sending_on(sent, open_photo, client):
    whole, small = client.get(place(open_photo)), client.get(place(open_photo, small="small/"))
    assert (whole.status_code, small.status_code) == (200, 200)
    shown = Image.open(io.BytesIO(small.content))
    assert shown.size == (open_photo.width, open_photo.height) and max(shown.size) <= 640
    assert whole["X-Content-Type-Options"] == "nosniff" and "sandbox" in whole["Content-Security-Policy"]
    page = client.get(f"/public/requests/{sent.pk}/").content.decode()
    assert f'width="{open_photo.width}"' in page and 'loading="lazy"' in page
    assert "ฝายข้างบ้านของ" in page and "มานะ" not in page  # what is to be seen goes through the gate
    assert "เปิดเผยไฟล์ให้ทุกคนดูแล้ว" in page


def test_what_nobody_opened_stays_closed(sent, client):
    minutes = sent.attachments.exclude(opened__isnull=False).get()
    for more in ("", "small/"):
        assert client.get(f"/public/requests/{sent.pk}/files/{minutes.pk}/{more}").status_code == 404


def test_a_draft_shows_nothing_and_no_request_shows_anothers(sent, open_photo, client):
    row = factories.with_photo(factories.draft())
    waiting = OpenFile.objects.get(attachment__budget_request=row)
    assert answers(client, waiting) == [404, 404]
    assert answers(client, waiting, of=sent.pk) == [404, 404] == answers(client, open_photo, of=row.pk)


def test_what_is_added_to_a_returned_request_waits_until_it_is_sent_again(sent, client):
    defects = [("budget", "แนบรูปฝาย")]
    row = services.return_for_revision(sent.pk, defects=defects, version=sent.version, actor=actor("amphoe_sec"))
    row = factories.with_photo(row)
    later = OpenFile.objects.latest("pk")
    assert answers(client, later) == [404, 404]
    told = {defect.pk: "แนบแล้ว" for one in row.defect_lists.all() for defect in one.defects.all()}
    services.submit(row.pk, version=row.version, answers=told, actor=actor("somsri"))
    assert answers(client, later) == [200, 200]


def test_it_is_taken_back_on_record_and_the_page_says_so(sent, open_photo, client, visit: Visit):
    with pytest.raises(PermissionDenied):
        services.take_back_file(sent.pk, open_photo.attachment_id, version=sent.version, actor=actor("other"))
    row = factories.fresh(sent)
    page = visit("somsri", row.get_absolute_url()).content.decode()
    address = f"/requests/{row.pk}/attachments/{open_photo.attachment_id}/take-back/"
    assert address in page and visit("somsri", address, {"version": row.version}).status_code == 302
    assert answers(client, open_photo) == [404, 404]
    shown = client.get(f"/public/requests/{row.pk}/").content.decode()
    assert "เรียกคืนเมื่อ" in shown and "เรียกคืนไฟล์จากสาธารณะแล้ว" in shown and "<img" not in shown
    with pytest.raises(Conflict):
        services.take_back_file(row.pk, open_photo.attachment_id, version=row.version + 1, actor=actor("somsri"))


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        (opened.Wish("", "none"), "alt"),
        (opened.Wish("ฝาย", ""), "faces"),
        (opened.Wish("ฝาย", "allowed"), "allowed_by"),
    ],
)
def test_no_photo_is_opened_without_words_and_without_a_word_on_faces(db, at_work, wish, field):
    with pytest.raises(Invalid) as refused:
        factories.with_photo(factories.draft(), wish)
    assert field in refused.value.message_dict
    assert not OpenFile.objects.exists()


def test_the_page_asks_and_cleans(db, at_work, client, visit: Visit):
    row = factories.draft()
    told = {"kind": "photo", "title": "ฝาย", "is_open": "on", "version": row.version}
    refused = visit("somsri", f"/requests/{row.pk}/attach/", {**told, "file": upload()})
    assert refused.status_code == 422 and "บอกสั้น ๆ ว่าในรูปมีอะไร" in refused.content.decode()
    more = {"alt": "ฝายที่พัง", "faces": "none", "file": upload()}
    assert visit("somsri", f"/requests/{row.pk}/attach/", {**told, **more}).status_code == 302
    services.submit(row.pk, version=row.version + 1, actor=actor("somsri"))
    served = client.get(place(OpenFile.objects.get())).content
    assert b"Somsri's house" not in served and not Image.open(io.BytesIO(served)).getexif()


def upload() -> SimpleUploadedFile:
    return SimpleUploadedFile("a.jpg", photo(900, 600))
