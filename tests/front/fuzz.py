"""Hostile values in addresses, questions and forms: every address of the house is asked, and none may answer with an error of ours."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.reader import whole

BIG = str(2**63)
NUMBERS = ["0", "1", BIG, str(2**31), "9" * 19, "9" * 300, "9" * 4300, "9" * 5000, "00001", "๑๒"]
WORDS = [
    "%00",
    "a%00b",
    "%FF%FE",
    "%E0%B8",
    "%ED%A0%80",
    "a" * 5000,
    "ก" * 300,
    "9" * 5000,
    "'%22--",
    "%2e%2e",
    "%F0%9F%98%80",
    "%0d%0aX: y",
    "{{7*7}}",
    "-1",
    "%20",
    "None",
]
HOLE = re.compile(r"<(?:(\w+):)?(\w+)>")
FAIR = {
    ("", "code"): "57",
    ("audit/", "code"): "57",
    ("check/", "code"): "AAAAA",
    ("funds/", "code"): "CR",
    ("public/funds/", "code"): "CR",
    ("public/places/", "code"): "570101",
    ("", "tree"): "57",
    ("", "place"): "0/000",
    ("", "source"): "SEED",
    ("", "form"): "csv",
    ("", "kind"): "request",
    ("", "key"): "1",
    ("api/", "key"): "requests",
    ("help/", "key"): "council",
    ("requests/", "key"): "budget",
    ("", "number"): "1",
    ("", "about"): "request:1",
    ("", "name"): "reach",
    ("data/", "name"): "requests.csv",
    ("feeds/", "name"): "decisions.th",
    ("feeds/<str:code>/<str:name>.ics", "name"): "meetings.th",
    ("sitemaps/", "name"): "requests-1",
}
TYPED = [
    "\0",
    "a\0b",
    "9" * 5000,
    BIG,
    "-1",
    "1e999",
    "NaN",
    "Infinity",
    "๙" * 400,
    "ก" * 30_000,
    "2569-02-30",
    "31/02/9999",
    "0000-00-00",
    "\ud800",
    "\u202e\u200b",
    "' OR 1=1 --",
    "<script>",
    "[]",
    "null",
    " ",
]
# What pages look at in a question: tests/pages/test_hostile.py holds that it is each name that our code asks for.
ASKED = [
    "add",
    "after",
    "amphoe",
    "before",
    "call",
    "checkpoint",
    "code",
    "dimension",
    "edition",
    "from",
    "funder",
    "id",
    "issue",
    "kind",
    "late",
    "limit",
    "modified_since",
    "next",
    "page",
    "q",
    "rows",
    "sha256",
    "since_event",
    "size",
    "state",
    "tambon",
    "to",
    "year",
]


@dataclass(frozen=True)
class Address:
    name: str
    path: str


def addresses(values: Iterable[str] | None = None) -> Iterator[Address]:
    """Each pattern with each hostile value in each of its places; those without a place as they are."""
    for route, name in patterns():
        holes = HOLE.findall(route)
        if not holes:
            yield Address(name, f"/{route}")
            continue
        for at in range(len(holes)):
            kind = holes[at][0]
            for value in values or (NUMBERS if kind == "int" else WORDS):
                yield Address(name, f"/{_filled(route, at, value)}")


def _filled(route: str, at: int, value: str) -> str:
    """The hostile value in one place, fair ones in the others: nothing stops it before it is read."""
    fair = iter(range(100))

    def fill(found: re.Match[str]) -> str:
        if next(fair) == at:
            return value
        return "1" if found[1] == "int" else fair_value(route, found[2])

    return HOLE.sub(fill, route)


def fair_value(route: str, name: str) -> str:
    """What stands there in the small world: by the longest beginning of the address that says it."""
    said = [(len(begins), value) for (begins, of), value in FAIR.items() if of == name and route.startswith(begins)]
    return max(said)[1] if said else "1"


def patterns(found: Iterable[Any] | None = None, before: str = "") -> Iterator[tuple[str, str]]:
    """Every route that the resolver has, the library's included; expressions are left to their own tests."""
    for each in get_resolver().url_patterns if found is None else found:
        route = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from patterns(each.url_patterns, route)
        elif isinstance(each, URLPattern) and not route.startswith("^") and "(?P" not in route:
            yield route, str(each.name)


def questions(path: str) -> Iterator[str]:
    for name in ASKED:
        for value in ("%00", "9" * 5000, BIG, "%FF"):
            yield f"{path}?{name}={value}"
    yield f"{path}?" + "&".join(f"a{n}=1" for n in range(5000))
    yield f"{path}?=&&==%&%zz"


def form(names: Iterable[str], chance: random.Random) -> dict[str, Any]:
    """Every field that the page has, with a hostile value each; sometimes several, or none."""
    sent: dict[str, Any] = {}
    for name in names:
        count = chance.choice([0, 1, 1, 1, 3])
        values = [safe(chance.choice(TYPED)) for _ in range(count)]
        if values:
            sent[name] = values
    return sent


def safe(text: str) -> str:
    """As bytes on the wire: half a sign cannot be written as UTF-8."""
    return text.encode("utf-8", "replace").decode()


def fields_on(html: str) -> list[str]:
    return sorted(set(re.findall(r"<(?:input|select|textarea|button)[^>]*\bname=\"([^\"]+)\"", html)))


def ask(client: Client, path: str, data: dict[str, Any] | None = None) -> int:
    """The status; whatever happened is undone, so that the next one meets the same scene."""
    client.raise_request_exception = False
    with transaction.atomic():
        answer = whole(client.get(path) if data is None else client.post(path, data))
        transaction.set_rollback(True)
    return int(answer.status_code)


def shown(path: str) -> str:
    """Short enough for a line."""
    return path if len(path) < 90 else f"{path[:60]}…({len(path)})"
