"""A province in which something of everything has happened, and a visitor who fetches its files."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from django.test import Client

from tests import factories
from tests.scenes import walked

Fetch = Callable[..., bytes]


@walked
def lived() -> None:
    """One request that came to its end, one under way, one just sent; drafts of two councils."""
    factories.closed()
    factories.paid(factories.signed())
    factories.submitted()
    factories.draft()
    factories.draft(by="other", complete=False)


@pytest.fixture
def province(db: None, at_work: None) -> str:
    lived()
    return "57"


@pytest.fixture
def fetch(province: str) -> Fetch:
    def get(name: str, **headers: str) -> bytes:
        answer = Client().get(f"/data/{province}/{name}", headers=headers)
        assert answer.status_code == 200, name
        return b"".join(answer.streaming_content)

    return get


@pytest.fixture
def table(fetch: Fetch) -> Callable[[str], list[dict[str, str]]]:
    """A file of CSV as a program reads it."""
    return lambda name: list(csv.DictReader(io.StringIO(fetch(name).decode("utf-8-sig"))))
