"""Refusals are one family: a code for programs, a sentence for people, the field it is about, and what HTTP calls it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError

from audit.errors import Conflict, Invalid, Refusal, StaleVersion, refusals

ROOT = Path(settings.BASE_DIR)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (Invalid("ขาดเหตุผล", code="reason_missing", field="reason"), ("reason_missing", "ขาดเหตุผล", "reason", 422)),
        (Invalid("ไม่พอ", code="too_little"), ("too_little", "ไม่พอ", "", 422)),
        (Conflict("ปิดแล้ว", code="closed"), ("closed", "ปิดแล้ว", "", 409)),
        (PermissionDenied("เฉพาะประธาน"), ("not_allowed", "เฉพาะประธาน", "", 403)),
        (ValidationError("ผิด"), ("invalid", "ผิด", "", 422)),
    ],
)
def test_a_refusal_reads_as_code_sentence_field_and_status(error, told):
    assert refusals(error) == [Refusal(*told)]


def test_every_fault_of_a_form_is_told_with_its_field():
    error = ValidationError({"a": ["x", "y"], "b": "z"})
    assert [(one.field, one.sentence) for one in refusals(error)] == [("a", "x"), ("a", "y"), ("b", "z")]
    assert refusals(StaleVersion())[0].code == "stale_version"


def test_another_error_is_none_of_the_family():
    with pytest.raises(ZeroDivisionError):
        refusals(ZeroDivisionError())


def test_services_raise_the_family_with_codes():
    """A plain ValidationError has no code; several faults at once are a dict that no code fits."""
    found = []
    for path in [*ROOT.glob("*/services/**/*.py"), *ROOT.glob("*/services.py")]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and isinstance(node.exc.func, ast.Name):
                plain = node.exc.func.id == "ValidationError" and not isinstance(node.exc.args[0], ast.Name | ast.Dict)
                found += [f"{path.name}:{node.lineno}"] * plain
    assert found == []
