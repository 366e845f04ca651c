"""The forms of a page as a browser has them: their boxes, what stands in each, and a fair answer to each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.world import PDF

UNSENT = {"submit", "button", "image", "reset"}
# What a box is for is told by its name, as everywhere in the house.
FAIR = {
    "_on": "1/3/2569",
    "date": "1/3/2569",
    "day": "1/3/2569",
    "time": "10:30",
    "amount": "1,000.00",
    "rate": "80",
    "phone": "053-000001",
    "mail": "somebody@example.org",
    "number": "7",
    "quantity": "7",
    "code": "GIFT",
    "votes": "3",
}


@dataclass
class Box:
    name: str
    kind: str
    value: str = ""
    options: list[str] = field(default_factory=list)
    chosen: str | None = None
    is_required: bool = False


@dataclass
class Form:
    """One that is sent by POST."""

    action: str
    boxes: list[Box] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        return list(dict.fromkeys(box.name for box in self.boxes))

    def fair(self) -> dict[str, Any]:
        """Everything answered as somebody would who means it."""
        sent: dict[str, Any] = {}
        for box in self.boxes:
            if box.kind == "file":
                sent[box.name] = fresh_file()
            elif (answer := _answer(box)) is not None:
                sent.setdefault(box.name, answer)
        return sent


def fresh_file() -> SimpleUploadedFile:
    """A file of its own, for one paper proves one thing."""
    content = PDF.replace(b"%%EOF", b"% " + uuid4().hex.encode() + b"\n%%EOF")
    return SimpleUploadedFile("paper.pdf", content, "application/pdf")


def _answer(box: Box) -> str | None:
    if box.kind == "select":
        return box.chosen or next((one for one in box.options if one), "")
    if box.kind == "radio":
        return box.value
    if box.kind == "checkbox":
        return box.value
    if box.value or box.kind == "hidden":
        return box.value
    return next((answer for part, answer in FAIR.items() if part in box.name), "ถ้อยคำ")


class Reader(HTMLParser):
    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place
        self.form: Form | None = None
        self.select: Box | None = None
        self.area: Box | None = None
        self.found: list[Form] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            posts = told.get("method", "").lower() == "post"
            self.form = Form(told.get("action") or self.place) if posts else None
            self.found += [self.form] if self.form else []
        elif self.form and tag == "option" and self.select:
            self.select.options.append(told.get("value", ""))
            if "selected" in told:
                self.select.chosen = told.get("value", "")
        elif self.form and told.get("name"):
            self._box(self.form, tag, told)

    def _box(self, form: Form, tag: str, told: dict[str, str]) -> None:
        kind = told.get("type", "text").lower() if tag == "input" else tag
        if kind in UNSENT or tag not in ("input", "textarea", "select"):
            return
        box = Box(told["name"], kind, told.get("value", "on" if kind == "checkbox" else ""))
        box.is_required = "required" in told
        form.boxes.append(box)
        self.select = box if tag == "select" else self.select
        self.area = box if tag == "textarea" else None

    def handle_data(self, data: str) -> None:
        if self.area is not None:
            self.area.value += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        self.select = None if tag == "select" else self.select
        self.area = None if tag == "textarea" else self.area


def forms_of(html: str, place: str) -> list[Form]:
    reader = Reader(place)
    reader.feed(html)
    return [form for form in reader.found if form.action.startswith("/")]


def form_at(forms: Iterable[Form], address: str) -> Form | None:
    """The fullest one that is sent there."""
    found = [form for form in forms if form.action == address]
    return max(found, key=lambda form: len(form.boxes), default=None)
