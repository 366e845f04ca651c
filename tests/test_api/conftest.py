"""The province of `tests.test_publishing`, asked by a program."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.test_publishing.conftest import province

__all__ = ["province"]
Ask = Callable[..., HttpResponse]


@pytest.fixture
def ask(province: str) -> Ask:
    return lambda place, **more: Client().get(f"/api/v1/{place}", **more)


@pytest.fixture
def told(ask: Ask) -> Callable[[str], Any]:
    """What is answered, where it is answered."""

    def read(place: str) -> Any:
        answer = ask(place.removeprefix("http://127.0.0.1:8000/api/v1/"))
        assert answer.status_code == 200, (place, answer.content)
        return json.loads(answer.content)

    return read
