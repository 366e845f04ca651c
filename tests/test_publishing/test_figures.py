"""A table says what its picture shows; figures are kept and come back as they were; names pass a gate."""

from __future__ import annotations

import json
from datetime import date

from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from publishing import keeping, tables
from publishing.figures import Bars, Column, Course, Courses, Name, Row, Unit
from tests.test_publishing import made
from tests.test_publishing.made import BAHT

few = settings(max_examples=30, deadline=None)
anything = st.one_of(made.tiles, made.flows, made.bars, made.courses)


@few
@given(anything)
def test_what_is_kept_comes_back(figures):
    assert keeping.read(json.loads(json.dumps(keeping.told(figures)))) == figures


@few
@given(anything)
def test_every_name_passes_the_gate(figures):
    gated = keeping.gated(figures, lambda words: "x" if words else words)
    assert "เวียง" not in json.dumps({**keeping.told(gated), "spots": []}, ensure_ascii=False)
    assert keeping.gated(figures, lambda words: words) == figures


@few
@given(made.tiles)
def test_a_map_and_its_table_have_one_sum(figures):
    shown = figures.table()
    assert shown.total == (sum(spot.value or 0 for spot in figures.spots) + figures.elsewhere,)
    assert sum(row.values[0] or 0 for row in shown.rows) == shown.total[0]


@few
@given(made.flows)
def test_a_flow_and_its_table_have_one_sum(figures):
    assert figures.table().total == (sum(link.amount for link in figures.links),)


def test_a_table_says_the_end_of_each_month():
    line = Course(Name("กองทุน"), ((date(2025, 10, 1), 5), (date(2025, 11, 30), 7), (date(2025, 12, 2), 3)))
    shown = Courses(Name("เดือน"), date(2025, 10, 1), date(2025, 12, 15), (line,)).table()
    assert [(str(row.name), row.values) for row in shown.rows] == [
        ("ตุลาคม 2568", (5,)),
        ("พฤศจิกายน 2568", (7,)),
        ("ธันวาคม 2568", (3,)),
    ]


def test_a_table_is_html_with_every_figure_and_a_link_for_each_place():
    rows = (Row(Name("ก<ข>"), (1_234_50, None), "570101"), Row(Name("ค"), (0, 2)))
    shown = Bars(Name("พื้นที่"), (BAHT, Column(Name("คำขอ"), Unit.REQUESTS)), rows).table()
    html = tables.table(shown, "หัวข้อ", lambda code: f"/{code}/")
    assert '<a href="/570101/">ก&lt;ข&gt;</a>' in html and html.count("<a ") == 1
    assert ">1,234.50</td>" in html and ">–</td>" in html and html.count("<td") == 6


def test_a_name_is_read_in_the_language_of_the_page():
    name = Name("เชียงราย", "Chiang Rai")
    assert str(name) == "เชียงราย" and str(Name("ก")) == "ก"
    with override("en"):
        assert str(name) == "Chiang Rai" and str(Name("ก")) == "ก"
