"""What was typed is given back to whoever typed it, once, and to nobody else."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile as File
from django.db import OperationalError
from django.test import Client

from config import front
from people import held_forms, typed
from people.models import HeldForm, Organisation, Person, Seat
from tests.reader import text_of

HELD = "/people/held/"
WORDS = "พิมพ์มาครึ่งชั่วโมง <script>alert(1)</script>"
GONE = "/requests/999999/withdraw/"
pytestmark = pytest.mark.usefixtures("db", "at_work")


def browser_of(who: str, **options: bool) -> Client:
    browser = Client(**options)
    return sign_in(browser, who)


def sign_in(browser: Client, who: str) -> Client:
    browser.force_login(Person.objects.get(username=who))
    browser.get("/desk/")
    return browser


@pytest.fixture
def browser() -> Client:
    """Somsri has typed into a form whose row is open to her no more."""
    made = browser_of("somsri")
    answer = made.post(GONE, {"version": "1", "reason": WORDS})
    assert answer.status_code == 404 and WORDS in text_of(answer)
    return made


def test_a_page_says_so_until_it_is_done(browser):
    assert "What you typed" not in text_of(browser.get("/desk/")) and HELD in browser.get("/desk/").content.decode()
    page = browser.get(HELD)
    assert WORDS in text_of(page) and b"<script>alert" not in page.content
    browser.post(HELD, {"drop": HeldForm.objects.get().key})
    assert HELD not in browser.get("/desk/").content.decode()


@pytest.mark.parametrize("who", ["boonmee", "other", "secretariat"])
def test_another_person_at_the_same_telephone_reads_nothing(browser, who):
    sign_in(browser, who)
    assert HELD not in browser.get("/desk/").content.decode() and browser.get(HELD).status_code == 302
    key = HeldForm.objects.get().key
    browser.post(HELD, {"drop": key})
    assert browser.post("/requests/new/", {"held": key}).status_code == 409 and HeldForm.objects.count() == 1


def test_another_browser_of_hers_reads_nothing(browser):
    assert browser_of("somsri").get(HELD).status_code == 302


def test_signing_out_takes_ones_own_and_nobody_elses(browser):
    sign_in(browser, "boonmee").post("/accounts/logout/")
    assert HeldForm.objects.count() == 1
    sign_in(browser, "somsri").post("/accounts/logout/")
    assert not HeldForm.objects.exists()


def test_sent_twice_it_acts_once():
    """A seat opens without a version that would find out."""
    browser, council = browser_of("somsri"), Seat.objects.get(person__username="somsri").organisation
    place = f"/people/organisation/{council.pk}/open-seat/"
    fields = {"role": "member", "starts_on": "1/2/2569", "title": "ผู้ใหญ่บ้าน หมู่ 4"}
    del browser.cookies["sessionid"]
    browser.post(place, fields)
    sign_in(browser, "somsri")
    sent, before = {**fields, "held": HeldForm.objects.get().key}, Seat.objects.count()
    assert [browser.post(place, sent).status_code for _ in range(2)] == [302, 409]
    assert Seat.objects.count() == before + 1


def test_it_goes_back_into_its_form_before_it_acts():
    browser, council = browser_of("somsri"), Seat.objects.get(person__username="somsri").organisation
    before = Seat.objects.count()
    place = f"/people/organisation/{council.pk}/open-seat/"
    answer = browser.post(place, {"role": "member", "starts_on": "1/2/2569", "title": "ผู้ใหญ่บ้าน หมู่ 4", "only_show": "1"})
    assert answer.status_code == 422 and 'value="ผู้ใหญ่บ้าน หมู่ 4"' in answer.content.decode()
    assert "ยังไม่ได้ส่ง" in text_of(answer) and Seat.objects.count() == before


def test_a_form_says_whose_it_was_when_every_cookie_but_one_is_gone():
    """Opened by Somsri; the same telephone has forgotten her, and sends it as nobody."""
    page = browser_of("somsri").get("/privacy/mine/").content.decode()
    stamp = page.partition('name="typed_by" value="')[2].partition('"')[0]
    browser = Client()
    answer = browser.post("/privacy/mine/", {"text": WORDS, "typed_by": stamp})
    assert answer.status_code == 302 and sign_in(browser, "boonmee").get(HELD).status_code == 302
    assert WORDS in text_of(sign_in(browser, "somsri").get(HELD))


@pytest.mark.parametrize("forged", ["1", "1:x", "ก", ""])
def test_a_forged_author_is_nobody(forged):
    answer = Client().post("/privacy/mine/", {"text": WORDS, "typed_by": forged})
    assert answer.status_code == 403 and WORDS in text_of(answer) and not HeldForm.objects.exists()


def test_signed_in_as_another_meanwhile_the_words_stay_their_authors():
    """The form lay open in one tab while the telephone changed hands in another."""
    browser = browser_of("somsri", enforce_csrf_checks=True)
    page = browser.get("/privacy/mine/").content.decode()
    stamp = page.partition('name="typed_by" value="')[2].partition('"')[0]
    sign_in(browser, "boonmee")
    answer = browser.post("/privacy/mine/", {"text": WORDS, "typed_by": stamp})
    assert answer.status_code == 403 and HeldForm.objects.get().person.username == "somsri"
    assert browser.get(HELD).status_code == 302


@pytest.mark.parametrize("headers", [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_another_sites_words_are_not_kept(headers):
    browser = browser_of("somsri", enforce_csrf_checks=True)
    assert browser.post(GONE, {"reason": WORDS}, headers=headers).status_code == 403
    assert not HeldForm.objects.exists()


def test_as_many_letters_as_a_form_may_have():
    """A Thai letter is nine bytes on the way: what fits through the door fits in what is kept."""
    letters = "ก" * ((front.FORM - 1000) // 9)
    browser = browser_of("somsri")
    sent = f"reason={'%E0%B8%81' * len(letters)}"
    assert browser.post(GONE, sent, "application/x-www-form-urlencoded").status_code == 404
    assert json.loads(HeldForm.objects.get().body) == [["reason", letters]] and len(letters) > 200_000


def test_more_than_four_thousand_fields_are_read_without_acting_on_them():
    browser = browser_of("somsri")
    sent = "&".join(f"row-{n}-text=%E0%B8%81{n}" for n in range(4100))
    answer = browser.post(GONE, sent, "application/x-www-form-urlencoded")
    assert answer.status_code == 400 and "ก4099" in answer.content.decode()
    assert len(held_forms.fields_of(HeldForm.objects.get())) == 4100


def test_few_are_kept_and_the_oldest_go():
    browser = browser_of("somsri")
    for number in range(held_forms.MOST + 3):
        browser.post(GONE, {"reason": f"เหตุผลที่ {number}"})
    kept = {held_forms.fields_of(row)[0][1] for row in HeldForm.objects.all()}
    assert len(kept) == held_forms.MOST and "เหตุผลที่ 0" not in kept


def test_the_same_once_more_is_kept_once(browser):
    browser.post(GONE, {"version": "1", "reason": WORDS})
    assert HeldForm.objects.count() == 1


def test_a_file_that_is_too_large_does_not_take_the_words_with_it(monkeypatch):
    monkeypatch.setattr(front, "UPLOAD", 70_000)
    monkeypatch.setattr(front, "most_of", lambda _path: 70_000)
    browser = browser_of("somsri")
    sent = {"title": WORDS, "password": "ลับมาก", "file": File("รูป.jpg", b"\xff" * 80_000), "after": "หลังไฟล์"}
    answer = browser.post("/requests/1/attach/", sent)
    assert answer.status_code == 413 and WORDS in text_of(answer) and "หลังไฟล์" in text_of(answer)
    assert "ลับมาก" not in text_of(answer) and b"\xff" not in answer.content


@pytest.mark.parametrize("place", ["/join/", "/people/recover/come-back/", "/accounts/login/", GONE])
def test_passwords_and_codes_are_neither_shown_nor_kept(place):
    browser = browser_of("somsri", enforce_csrf_checks=True)
    secret = {"password": "ข้าวซอย-ลับ-1", "oldpassword": "ข้าวซอย-ลับ-2", "password1": "ข้าวซอย-ลับ-3"}
    answer = browser.post(place, {**secret, "full_name": "สมศรี ใจดี", "csrfmiddlewaretoken": "TOKEN"})
    told = answer.content.decode() + "".join(row.body for row in HeldForm.objects.all())
    assert "สมศรี ใจดี" in told and "ลับ-" not in told and "TOKEN" not in told


def test_the_database_away_is_a_page_of_ours_with_the_words(monkeypatch):
    browser = browser_of("somsri")
    browser.raise_request_exception = False

    def away(*_args, **_kwargs):
        raise OperationalError("away")

    monkeypatch.setattr("django.db.backends.utils.CursorWrapper.execute", away)
    answer = browser.post(GONE, {"reason": WORDS})
    monkeypatch.undo()
    assert answer.status_code == 500 and WORDS in text_of(answer) and "ระบบขัดข้อง" in text_of(answer)


def test_what_is_done_now_is_kept_no_longer():
    browser, council = browser_of("somsri"), Organisation.objects.get(seats__person__username="somsri")
    place, fields = (
        f"/people/organisation/{council.pk}/open-seat/",
        {"role": "member", "starts_on": "1/2/2569", "title": "ผู้ใหญ่บ้าน หมู่ 4"},
    )
    del browser.cookies["sessionid"]
    browser.post(place, fields)
    sign_in(browser, "somsri").post(place, {**fields, "title": "อีกเรื่อง"})
    assert HeldForm.objects.count() == 1
    browser.post(place, fields)
    assert not HeldForm.objects.exists()


def test_a_page_that_saves_by_itself_says_that_it_is_not_saved():
    browser = browser_of("somsri")
    del browser.cookies["sessionid"]
    answer = browser.post("/requests/1/write/title/", {"title": WORDS, "press": "keep"}, headers={"X-Part": "true"})
    assert answer.status_code == 403 and 'id="saved"' in answer.content.decode() and HeldForm.objects.count() == 1
    browser.post("/requests/1/write/title/", {"title": WORDS + "!", "press": "keep"}, headers={"X-Part": "true"})
    assert HeldForm.objects.get().body.count("!") == 1


def test_what_pages_carry_is_no_word_of_anybodys():
    carried = [("version", "3"), ("row-TOTAL_FORMS", "4"), ("row-0-kind", "a"), ("press", "next"), ("request", "12")]
    assert typed.words_of([*carried, ("row-0-text", "ก"), ("amount", "20,000")]) == ["ก", "20,000"]
