"""Cards, posts, posters and figures for others: the right words, nothing private, no cookie, no script."""

from __future__ import annotations

import io
import re

import pypdfium2
import pytest
from django.test import Client
from PIL import Image

from portal import turns
from portal.sharing import drawn, shown
from requests import services as requests
from requests.models import BudgetRequest
from tests import factories
from tests.world import SEATS

FORMS = ["/share/{}/", "/share/{}/card.png", "/share/{}/poster.pdf", "/share/{}/poster.pdf?size=a3", "/embed/{}/"]


@pytest.fixture
def sent(db: None, at_work: None) -> BudgetRequest:
    drawn.forget()
    return factories.submitted()


def places(row: BudgetRequest) -> list[str]:
    return [f"request/{row.pk}", "fund/CR", "province/57"]


@pytest.mark.parametrize("form", FORMS)
def test_each_form_of_each_thing_is_there_for_everybody(sent, client, form):
    for place in places(sent):
        answer = client.get(form.format(place))
        assert answer.status_code == 200 and not answer.cookies, place


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    "place", ["request/{draft}", "request/0", "request/x", "fund/NONE", "fund/%00", "province/99", "person/1"]
)
def test_what_is_not_public_is_not_there(db, at_work, client, form, place):
    place = place.format(draft=factories.draft().pk)
    assert client.get(form.format(place)).status_code == 404


def test_a_card_is_as_large_as_others_want_it_and_says_what_it_is_of(sent, client):
    answer = client.get(f"/share/request/{sent.pk}/card.png")
    assert answer["Content-Type"] == "image/png" and len(answer.content) < 100_000
    assert Image.open(io.BytesIO(answer.content)).size == (1200, 630)
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_a_card_is_drawn_once_until_something_happens(sent, client, monkeypatch):
    made = []
    monkeypatch.setattr("portal.sharing.views.png.from_html", lambda html, width: made.append(html) or b"png")
    for _ in range(3):
        client.get(f"/share/request/{sent.pk}/card.png?and={len(made)}")
    assert len(made) == 1
    requests.withdraw(sent.pk, version=sent.version, reason="ไม่ทำแล้ว", actor=factories.actor("somsri"))
    client.get(f"/share/request/{sent.pk}/card.png")
    assert len(made) == 2 and "ถอน" in made[1]


def test_who_comes_while_others_are_drawn_is_asked_to_come_again(sent, client, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 0.01)
    with turns._drawing:
        answer = client.get(f"/share/request/{sent.pk}/card.png")
    assert answer.status_code == 429 and answer["Retry-After"] == "60"


@pytest.mark.parametrize(("size", "points"), [("", (595, 842)), ("?size=a3", (842, 1191)), ("?size=a0", (595, 842))])
def test_a_poster_is_one_page_that_says_where_to_read_on(sent, client, size, points):
    made = client.get(f"/share/request/{sent.pk}/poster.pdf{size}").content
    with pypdfium2.PdfDocument(made) as paper:
        page = paper[0]
        said = page.get_textpage().get_text_bounded()
        assert len(paper) == 1 and tuple(map(round, page.get_size())) == points
    assert shown.of("request", str(sent.pk)).url in re.sub(r"\s", "", said) and "ดูได้ทุกมติ" in said


def test_a_figure_may_be_framed_and_runs_nothing(sent, client):
    answer = client.get(f"/embed/request/{sent.pk}/")
    told = answer["Content-Security-Policy"]
    assert "frame-ancestors *" in told and "default-src 'none'" in told and "script" not in told
    assert "X-Frame-Options" not in answer and b"<script" not in answer.content and len(answer.content) < 3_000
    assert client.get(f"/share/request/{sent.pk}/")["X-Frame-Options"] == "DENY"


def test_a_post_says_what_and_how_much_and_where(sent):
    told = shown.of("request", str(sent.pk))
    assert sent.open_title in told.post and told.url in told.post and told.figures[0].baht in told.post
    assert told.post.endswith("#ทุนกลาง")


def test_the_page_hands_out_whole_addresses(sent, client):
    """The gate takes addresses that somebody typed for a person's; these are ours."""
    told, page = shown.of("request", str(sent.pk)), client.get(f"/share/request/{sent.pk}/").content.decode()
    assert f"{told.url}\n" in page and f"src=&quot;{told.embed}&quot;" in page and "ปิดไว้" not in page


def test_others_are_told_what_a_page_is(sent, client):
    page = client.get(f"/share/request/{sent.pk}/").content.decode()
    told = dict(re.findall(r'<meta (?:property|name)="([\w:]+)" content="([^"]*)"', page))
    assert told["og:title"] == sent.open_title and told["og:image"].endswith(f"/share/request/{sent.pk}/card.png")
    assert told["description"] and told["twitter:card"] == "summary_large_image"


def test_nobody_is_named(db, at_work, client: Client):
    row = factories.closed()
    names = {name for _organisation, _role, name in SEATS.values()}
    for place in (f"request/{row.pk}", "fund/CR", "province/57"):
        told = shown.of(*place.split("/"))
        for text in (told.post, told.summary, client.get(f"/embed/{place}/").content.decode()):
            assert [name for name in names if name in text] == []


def test_the_fund_s_page_tells_others_what_it_is(sent, client):
    page = client.get("/public/funds/CR/").content.decode()
    assert 'property="og:image"' in page and "/share/fund/CR/" in page
