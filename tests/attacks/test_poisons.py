"""Whatever the database takes, every page and the verifier still read: the strangest of every event, told by the application itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

import verify_audit
from audit import bundle, canonical, telling
from funds.models import Fund
from tests import factories
from tests.reader import is_page
from tests.test_audit.test_schemas import said

# Each kind at its ends, and text that has broken something somewhere.
ENDS: dict[str, list[Any]] = {
    "str": [
        "",
        "\n\r\t\x01\x1f\x7f\u2028\u202e",
        "{amount:baht}{0}{x.y}%s",
        "<script>alert(1)</script>",
        "'; DROP TABLE x",
        "ก" * 700,
    ],
    "int": [2**63 - 1, -(2**63), 0],
    "bool": [True, False],
    "date": ["1900-01-01", "2700-12-31"],
    "datetime": ["1900-01-01T00:00:00.000000Z", "2699-12-31T23:59:59.999999Z"],
    "UUID": ["00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff"],
}


def drawn(shape: Any, turn: int) -> Any:
    """A value of that shape, each turn another one."""
    if isinstance(shape, dict):
        return [drawn(shape["list"], turn)] * turn if "list" in shape else shape["one_of"][turn % len(shape["one_of"])]
    if isinstance(shape, list):
        return {one[0]: drawn(one[1], turn) for one in shape}
    ends = ENDS[shape.removesuffix("?")]
    return None if shape.endswith("?") and turn == 0 else ends[turn % len(ends)]


def tell_everything(*subjects: str) -> int:
    bodies = []
    for schema in telling.schemas():
        if schema.is_current and not schema.by_database:
            for turn, subject in enumerate(subjects * 3):
                facts = drawn(json.loads(schema.shape), turn)
                texts = dict.fromkeys(schema.texts, "ab" * 32)
                terms = {"event": schema.event, "facts_version": schema.version, "facts": facts, "personal": texts}
                bodies.append(canonical.encode(said(**terms, subject=subject)))
    with connection.cursor() as cursor:
        cursor.execute("SELECT log.tell(array_fill('57'::text, ARRAY[%s]), %s::bytea[])", [len(bodies), bodies])
    return len(bodies)


@pytest.fixture
def poisoned(db, at_noon) -> str:
    row = factories.submitted()
    assert tell_everything(row.subject, Fund.objects.get(code="CR").subject) > 600
    return row.subject


PAGES = ["/desk/", "/audit/", "/audit/security/", "/people/me/", "/requests/{request}/", "/funds/CR/", "/"]


def test_every_page_still_opens(poisoned, visit):
    keys = {"request": poisoned.split(":")[1]}
    answers = {
        (who, page): visit(who, page.format(**keys))
        for who in ("auditor", "secretariat", "somsri", "")
        for page in PAGES
    }
    assert {answer.status_code for answer in answers.values()} <= {200, 302, 403, 404}
    assert sum(is_page(answer) and answer.status_code == 200 for answer in answers.values()) > 10


def test_the_verifier_still_reads_every_event(poisoned, tmp_path: Path):
    bundle.export("57", tmp_path)
    findings, walk = verify_audit.verify(tmp_path, [], None)
    assert findings == [] and walk.size > 600
