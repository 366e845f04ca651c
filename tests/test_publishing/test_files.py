"""Every file of a province: each row that everybody may read, once, in each form alike; and what stands beside."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.test import Client

from publishing import rows
from publishing.datasets import all_of
from tests import factories

pytestmark = pytest.mark.usefixtures("db", "at_work")


def fetched(name: str) -> bytes:
    answer = Client().get(f"/data/57/{name}")
    assert answer.status_code == 200, name
    return b"".join(answer.streaming_content)


def table(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(fetched(name).decode("utf-8-sig"))))


def test_everything_is_there():
    factories.closed()
    for dataset in all_of():
        told = json.loads(fetched(f"{dataset.key}.json"))["rows"]
        assert told and len(told) == rows.counts("57")[dataset.key] == len(table(f"{dataset.key}.csv")), dataset.key
