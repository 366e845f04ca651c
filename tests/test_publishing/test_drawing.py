"""What is drawn is well-formed, says its title and sentence, and tells by words and patterns what it tells by colour."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from django.utils.translation import override
from hypothesis import given, settings

from publishing import drawing
from publishing.drawing.words import short
from publishing.figures import Bars, Column, Name, Row, Spot, Tiles, Unit
from tests.test_publishing import made
from tests.test_publishing.made import ALONE, BAHT, LINKED, SVG, texts

DRAWN = {drawing.tiles: made.tiles, drawing.flow: made.flows, drawing.bars: made.bars, drawing.courses: made.courses}
few = settings(max_examples=25, deadline=None)


@pytest.mark.parametrize("draw", DRAWN, ids=lambda draw: draw.__name__)
def test_whatever_the_figures_it_is_an_image_with_a_title_and_a_sentence(draw):
    @few
    @given(DRAWN[draw])
    def drawn(figures):
        root = ElementTree.fromstring(draw(figures, ALONE))
        assert root.find(f"{SVG}title").text == ALONE.title and root.find(f"{SVG}desc").text == ALONE.sentence
        assert root.get("role") == "img" and not list(root.iter(f"{SVG}a"))
        width, height = map(float, root.get("viewBox").split()[2:])
        assert 0 < width <= 600 and 0 < height < 5000

    drawn()


@few
@given(made.tiles)
def test_each_tile_says_its_figure_and_leads_to_its_place(figures):
    root = ElementTree.fromstring(drawing.tiles(figures, LINKED))
    said = [[one.text for one in link.iter(f"{SVG}text")] for link in root.iter(f"{SVG}a")]
    begun = [spot for spot in figures.spots if spot.value is not None]
    assert root.get("role") == "group"
    assert [words[-1] for words in said] == [short(spot.value, Unit.BAHT) for spot in begun]


def test_nothing_of_it_needs_a_script_a_style_or_another_host():
    svg = drawing.tiles(Tiles(Name("ก"), BAHT, (spot(1),)), LINKED)
    assert not re.search(r"<script|style=|<style|href=\"(?!/)|url\(|on\w+=", svg)


def spot(value: int | None, column: int = 0) -> Spot:
    return Spot("570101", Name("เวียง", "Wiang"), "เวียง", column, 0, value)


def shape(drawn: str) -> list[tuple[str, str]]:
    """Without any colour: what is left must still differ."""
    bare = re.sub(r' (fill|stroke|class|fill-opacity)="[^"]*"', "", drawn)
    return re.findall(r"<(rect|path)[^>]*?(stroke-dasharray=\"[^\"]*\")?/>", bare)


def test_nothing_paid_and_not_begun_differ_by_pattern_from_each_other_and_from_money():
    looks = [
        drawing.tiles(Tiles(Name("ก"), BAHT, (spot(value),)), LINKED).partition("<text")[0] for value in (None, 0, 5)
    ]
    assert len({tuple(shape(look)) for look in looks}) == 3


def test_what_was_meant_and_what_came_differ_by_pattern():
    for values, hatched in (((900, None), 1), ((None, 900), 0)):
        figures = Bars(Name("ก"), (BAHT, BAHT), (Row(Name("ข"), values),))
        assert drawing.bars(figures, LINKED).count("<path") == hatched


def test_every_bar_has_its_figure_and_of_two_its_name():
    figures = Bars(Name("ก"), (BAHT, BAHT), (Row(Name("ข"), (123_456_00, 7_00)),))
    assert texts(drawing.bars(figures, LINKED)) == ["ข", "จ่ายแล้ว", "123,456", "จ่ายแล้ว", "7"]


def test_who_has_not_answered_is_said_in_words():
    days = (Column(Name("วัน"), Unit.DAYS),)
    figures = Bars(Name("ก"), days, (Row(Name("พอช."), (None,)),), unknown=Name("ยังไม่ตอบ"))
    assert texts(drawing.bars(figures, LINKED)) == ["พอช.", "ยังไม่ตอบ"]


@pytest.mark.parametrize(
    ("satang", "thai", "english"),
    [
        (0, "0", "0"),
        (95_000_00, "95,000", "95,000"),
        (1_000_000_00, "1 ล้าน", "1M"),
        (12_345_678_00, "12.35 ล้าน", "12.35M"),
    ],
)
def test_figures_are_short_where_there_is_little_room(satang, thai, english):
    assert short(satang, Unit.BAHT) == thai
    with override("en"):
        assert short(satang, Unit.BAHT) == english


@few
@given(made.flows)
def test_what_flows_out_of_the_sources_flows_into_the_aims(figures):
    drawn = drawing.flow(figures, ALONE)
    thick = [float(one) for one in re.findall(r'<rect x="(?:0|352)" y="[\d.]+" width="8" height="([\d.e-]+)"', drawn)]
    if any(link.amount for link in figures.links):
        at = drawn.count('<rect x="0"') - drawn.count('width="360"')
        assert sum(thick[:at]) == pytest.approx(sum(thick[at:]), abs=len(thick))


def test_a_line_ends_where_its_last_figure_says():
    figures = made.Courses(
        Name("เดือน"), made.FIRST, made.date(2026, 9, 30), (made.Course(Name("กองทุน"), ((made.FIRST, 5_000_00),)),)
    )
    assert "5,000" in texts(drawing.courses(figures, ALONE))
