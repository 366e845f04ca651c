"""What others' formats ask of a file, from their own schemas kept beside this."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator, Draft202012Validator, FormatChecker
from referencing import Registry, Resource

HERE = Path(__file__).with_name("schemas")
# The package names the schema of a grant by an earlier revision of the same version.
_GRANT = "https://raw.githubusercontent.com/ThreeSixtyGiving/standard/1.4.2/schema/360-giving-schema.json"
FORMATS = FormatChecker()


@FORMATS.checks("date-time", raises=ValueError)
def _is_moment(value: Any) -> bool:
    """RFC 3339: a day alone is none, which `oneOf` of 360Giving rests on."""
    if not isinstance(value, str):
        return True
    return "T" in value and datetime.fromisoformat(value).tzinfo is not None


@cache
def read(name: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((HERE / name).read_text(encoding="utf-8"))
    return told


def problems_of_giving(package: dict[str, Any]) -> list[str]:
    grant = {**read("360-giving-schema.json"), "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": _GRANT}
    schema = {**read("360-giving-package-schema.json"), "$schema": "https://json-schema.org/draft/2020-12/schema"}
    registry = Registry().with_resource(_GRANT, Resource.from_contents(grant))
    return _said(Draft202012Validator(schema, registry=registry, format_checker=FORMATS), package)


def problems_of_package(package: dict[str, Any]) -> list[str]:
    found = _said(Draft7Validator(read("datapackage.json"), format_checker=FORMATS), package)
    table = Draft7Validator(read("tableschema.json"), format_checker=FORMATS)
    return found + [said for one in package["resources"] for said in _said(table, one["schema"])]


def problems_of_openapi(document: dict[str, Any]) -> list[str]:
    """The description by OpenAPI's schema, and each schema in it by JSON Schema's own."""
    found = _said(Draft202012Validator(read("openapi-3.1.json"), format_checker=FORMATS), document)
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    return found


def problems_of_answer(document: dict[str, Any], dataset: str, row: dict[str, Any]) -> list[str]:
    schema = document["components"]["schemas"][dataset]
    return _said(Draft202012Validator(schema, format_checker=FORMATS), row)


def _said(validator: Any, told: Any) -> list[str]:
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(told)]
