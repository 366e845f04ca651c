"""Pictures of a province: each has its table with the same figures, its own address, and passes the gate."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pypdfium2
import pytest
from django.test import Client
from django.utils.translation import override
from PIL import Image

from documents import pdf
from jobs import clock
from places.calendar import fiscal_year
from places.models import Province
from portal import picture_files, showing, turns
from portal.models import KeptFigures
from publishing.drawing import printed
from publishing.figures import Column, Flow, Link, Name, Tiles, Unit
from publishing.pictures import PICTURES, Scope
from publishing.tables import said
from requests import services
from tests import factories
from tests.factories import actor
from tests.test_publishing.made import texts

pytestmark = pytest.mark.usefixtures("db", "at_work")
PAGE = "/public/provinces/57/pictures/"
SEEN = {"reach", "waiting", "tambons", "flow", "plan", "answers", "balance", "stages"}


@pytest.fixture(autouse=True)
def nothing_drawn() -> None:
    picture_files.forget()


@pytest.fixture
def lived() -> Scope:
    factories.closed()
    factories.submitted()
    return Scope(Province.objects.get(pk="57"), fiscal_year(clock.today()))


def test_every_room_has_shown_what_it_has():
    assert set(PICTURES.names()) == SEEN


@pytest.mark.parametrize("language", ["th", "en"])
def test_each_picture_has_its_table_with_the_same_figures(lived, language):
    figures = showing.figures_of(showing.pictures_of(lived), lived)
    with override(language):
        for one in showing.all_of(lived):
            table = figures[one.key].table()
            pairs = [(v, col) for row in table.rows for v, col in zip(row.values, table.columns, strict=True)]
            assert pairs and all(f">{said(value, column.unit)}</td>" in one.table for value, column in pairs), one.key
            assert one.title in one.drawing and one.sentence and texts(str(one.drawing)), one.key


def test_a_page_shows_them_all_each_with_its_place_and_its_files(lived, client):
    told = client.get(PAGE).content.decode()
    for key in SEEN:
        assert f'id="{key}"' in told and (f"{PAGE}{key}.png" in told or f"{PAGE}{key}-{lived.year}.png" in told)
    assert client.get(f"{PAGE}?year={lived.year - 1}").status_code == 200


@pytest.mark.parametrize("year", ["2100", "x", "๒๕๖๙", "256900000000000000000", "-1"])
def test_a_year_that_there_is_nothing_of_is_not_found(client, year):
    assert client.get(f"{PAGE}?year={year}").status_code == 404
    assert client.get(f"{PAGE}flow-{year}.svg").status_code == 404


def test_a_file_stands_alone(lived, client):
    answer = client.get(f"{PAGE}flow-{lived.year}.svg")
    assert answer.headers["Content-Type"] == "image/svg+xml" and b"<a " not in answer.content
    again = client.get(f"{PAGE}flow-{lived.year}.svg")  # kept, and still what it is
    assert again.headers["Content-Type"] == "image/svg+xml" and again.content == answer.content
    for name in ("flow", "reach-2569", "nothing"):
        assert client.get(f"{PAGE}{name}.svg").status_code == 404


def test_the_map_of_an_amphoe_is_a_file_too(lived, client, monkeypatch):
    page = client.get("/public/places/5701/").content.decode()
    assert 'href="/public/places/5701/map.png"' in page and 'href="/public/places/5701/map.svg"' in page
    drawn = client.get("/public/places/5701/map.svg").content.decode()
    assert "เวียง" in drawn and "<a " not in drawn and "<a " in page
    cards: list[str] = []
    monkeypatch.setattr(picture_files.drawn_png, "from_html", lambda html, width: cards.append(html) or b"png")
    assert [client.get("/public/places/5701/map.png").content for _ in range(2)] == [b"png", b"png"]
    assert len(cards) == 1 and "เมืองเชียงราย" in cards[0]
    assert client.get("/public/places/9999/map.svg").status_code == 404


def test_a_picture_is_drawn_once_for_all_who_share_it(lived, client, monkeypatch):
    answer = client.get(f"{PAGE}reach.png")
    picture = Image.open(io.BytesIO(answer.content))
    assert answer.headers["Content-Type"] == "image/png" and picture.width == 1200 and picture.height >= 630
    assert len(answer.content) < 300_000
    monkeypatch.setattr(picture_files.drawn_png, "from_html", None)
    assert Client().get(f"{PAGE}reach.png?another=address").content == answer.content


def test_nobody_makes_us_draw_without_end(client, monkeypatch):
    monkeypatch.setattr(picture_files.drawn_png, "from_html", lambda html, width: b"png")
    monkeypatch.setattr(picture_files, "MOST", 0)
    answers = [client.get(f"{PAGE}reach.png").status_code for _ in range(turns.DRAWN.most + 1)]
    assert answers[:-1] == [200] * turns.DRAWN.most and answers[-1] == 429


def test_a_picture_that_is_being_drawn_is_waited_for_and_not_for_ever(client, monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE_SECONDS", 0.01)
    monkeypatch.setattr(picture_files.drawn_png, "from_html", lambda html, width: b"png")
    with turns._drawing:
        assert client.get(f"{PAGE}reach.png").status_code == 429
    assert client.get(f"{PAGE}reach.png").status_code == 200


def waits(scope: Scope) -> int:
    rows = showing.figures_of([PICTURES.get("stages")], scope)["stages"].rows
    return sum(sum(row.values) for row in rows)


def test_figures_are_asked_again_when_something_happens(lived):
    row = factories.submitted()
    before = waits(lived)
    services.withdraw(row.pk, version=row.version, reason="x", actor=actor("somsri"))
    assert waits(lived) == before - 1


def test_figures_that_another_edition_kept_are_asked_anew(lived, monkeypatch):
    """An upgrade may ask otherwise, or say the same figures in another order: what was kept before is not shown."""
    before = showing.all_of(lived)
    KeptFigures.objects.update(told={"kind": "Tiles"})
    monkeypatch.setattr(showing, "edition", lambda *modules: "another")
    assert showing.all_of(lived) == before


def test_a_sentence_reads_the_figures_that_it_means(lived):
    said = {one.key: one.sentence for one in showing.all_of(lived)}
    assert said["tambons"] == "เงินไปถึง 1 จาก 124 ตำบล อีก 123 ตำบลยังไม่เคยได้รับ"


def test_what_somebody_typed_is_kept_as_everybody_may_read_it(lived):
    typed = Link(Name("ผู้ให้ นายมานะ ใจกล้า 081-2345678"), Name("การศึกษา"), 5)
    named = replace(PICTURES.get("flow"), asked=lambda scope: Flow(Name("ก"), Column(Name("ข"), Unit.BAHT), (typed,)))
    told = str(showing.shown(named, showing.figures_of([named], lived)["flow"], lived))
    kept = json.dumps(list(KeptFigures.objects.values_list("told", flat=True)), ensure_ascii=False)
    assert "081-2345678" not in told + kept and "มานะ" not in told + kept and "[ปิดไว้]" in told


def test_a_picture_on_paper_says_its_words(lived):
    """The same drawing in WeasyPrint: Thai words are found again in the PDF."""
    figures = showing.figures_of([showing.maps.REACH], lived)["reach"]
    assert isinstance(figures, Tiles)
    frame = showing.frame_of(showing.maps.REACH, figures, None)
    html, _height = printed(showing.maps.REACH.drawing(figures, frame), 500)
    made = pdf.from_html(f"<html lang=th><head><title>ก</title></head><body>{html}</body></html>")
    with pypdfium2.PdfDocument(made) as document:
        words = document[0].get_textpage().get_text_range()
    assert "แม่ฟ้าหลวง" in words and "ยังไม่มีการจ่าย" in words
