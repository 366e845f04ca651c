"""Figures of every kind, made by chance, and how a drawing is read back."""

from __future__ import annotations

from datetime import date, timedelta
from xml.etree import ElementTree

from hypothesis import strategies as st

from publishing.drawing import Frame
from publishing.figures import Bars, Column, Course, Courses, Flow, Link, Name, Row, Spot, Tiles, Unit

SVG = "{http://www.w3.org/2000/svg}"
BAHT = Column(Name("จ่ายแล้ว", "Paid"), Unit.BAHT)
ALONE = Frame("k", "หัวข้อ <&>", "ประโยค", None, is_file=True)
LINKED = Frame("k", "หัวข้อ", "ประโยค", lambda code: f"/public/places/{code}/")

names = st.builds(
    Name, st.sampled_from(["เวียง", "ป่าอ้อดอนชัย", "ก<ข>&ค", "แม่ฮ่องสอน"]), st.sampled_from(["Wiang", "Pa O Don Chai", ""])
)
satang = st.integers(0, 10**13)
cells = st.integers(0, 9)
labels = st.sampled_from(["เวียง|เชียงรุ้ง", "แม่สาย", "ก|ข|ค"])
spots = st.builds(Spot, st.just("570101"), names, labels, cells, cells, st.none() | satang)
tiles = st.builds(Tiles, names, st.just(BAHT), st.lists(spots, min_size=1, max_size=12).map(tuple), satang, names)
flows = st.builds(Flow, names, st.just(BAHT), st.lists(st.builds(Link, names, names, satang), max_size=15).map(tuple))
rows = st.builds(Row, names, st.tuples(st.none() | satang, satang))
bars = st.builds(Bars, names, st.just((BAHT, BAHT)), st.lists(rows, max_size=6).map(tuple))
FIRST = date(2025, 10, 1)
points = st.lists(
    st.tuples(st.integers(0, 364).map(lambda n: FIRST + timedelta(days=n)), satang), min_size=1, max_size=9
)
lines = st.builds(Course, names, points.map(lambda found: tuple(sorted(dict(found).items()))))
courses = st.builds(Courses, names, st.just(FIRST), st.just(date(2026, 9, 30)), st.lists(lines, max_size=2).map(tuple))


def texts(drawing: str) -> list[str]:
    return [one.text or "" for one in ElementTree.fromstring(drawing).iter(f"{SVG}text")]
