"""The JSON Schema (2020-12) of a request, drawn from the shapes that requests are frozen in, and so never beside them.

A version never changes: what is added, renamed or left out is another one, with an address of its own.
"""

from __future__ import annotations

import json
from types import NoneType, UnionType
from typing import Any, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

from requests.frozen import Content
from requests.models import Category, IndicatorKind, MoneyPartKind
from requests.models.proposal import RecipientKind

VERSION = 1
FORMAT = f"urn:thunklang:request:{VERSION}"
EDITIONS = ("full", "open", "draft")
_DAY = {"format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_SATANG = {"minimum": 0, "description": "Whole satang: a hundredth of a baht."}
_SHA256 = {"pattern": "^[0-9a-f]{64}$", "description": "SHA-256 of the file."}


class MachineRequest(Content):
    """A budget request as it was sent, or as it is being written. Texts are Thai, amounts whole satang, days ISO 8601."""

    format: str
    edition: str


# What a type does not say of a key: by the shape it stands in, then by its name.
_MORE: dict[tuple[str, str], dict[str, Any]] = {
    ("", "starts_on"): _DAY,
    ("", "ends_on"): _DAY,
    ("", "submitted_on"): _DAY,
    ("", "amount"): _SATANG,
    ("", "rate"): {**_SATANG, "description": "Satang for one; null for a lump sum."},
    ("", "total"): _SATANG,
    ("", "sha256"): _SHA256,
    ("MachineRequest", "format"): {"const": FORMAT},
    ("MachineRequest", "edition"): {"enum": [*EDITIONS]},
    ("MachineRequest", "number"): {"description": "The receipt number; empty before it is sent."},
    ("MachineRequest", "fiscal_year"): {"minimum": 2500, "maximum": 2700, "description": "Of the Buddhist era."},
    ("MachineRequest", "revision"): {"minimum": 1},
    ("CouncilResolution", "date"): _DAY,
    ("CouncilResolution", "attendance"): {"minimum": 0},
    ("Recipient", "code"): {"enum": ["", *RecipientKind.values]},
    ("Indicator", "kind"): {"enum": [*IndicatorKind.values]},
    ("TargetGroup", "direct"): {"minimum": 0},
    ("TargetGroup", "indirect"): {"minimum": 0},
    ("Line", "category"): {"enum": [*Category.values]},
    ("Line", "no"): {"minimum": 1},
    ("Norm", "cap"): _SATANG,
    ("MoneySource", "kind"): {"enum": [*MoneyPartKind.values]},
    ("Factor", "quantity"): {"pattern": r"^[0-9]+(\.[0-9]+)?$"},
}
_PLAIN = {str: "string", int: "integer", bool: "boolean", NoneType: "null"}


def schema() -> dict[str, Any]:
    found: dict[str, Any] = {}
    _of_shape(MachineRequest, found)
    whole = found.pop("MachineRequest")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": FORMAT,
        "title": "Budget request",
        **whole,
        "$defs": dict(sorted(found.items())),
    }


def document() -> str:
    """As it is served, and kept in `docs/spec/`."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _of_shape(shape: Any, found: dict[str, Any]) -> dict[str, Any]:
    """A reference to the shape, which is added to those that were found."""
    name = shape.__name__
    if name not in found:
        found[name] = {}  # a shape may hold itself
        hints = get_type_hints(shape)
        may_lack = {
            key for key, hint in get_type_hints(shape, include_extras=True).items() if get_origin(hint) is NotRequired
        }
        made = {
            "type": "object",
            "properties": {key: _of_key(name, key, hint, found) for key, hint in sorted(hints.items())},
            "required": sorted(set(shape.__required_keys__) - may_lack),
            "additionalProperties": False,
        }
        told = " ".join((shape.__doc__ or "").split())
        found[name] = {"description": told, **made} if told and not told.startswith("dict(") else made
    return {"$ref": f"#/$defs/{name}"}


def _of_key(shape: str, key: str, hint: Any, found: dict[str, Any]) -> dict[str, Any]:
    return {**_of_type(hint, found), **_MORE.get(("", key), {}), **_MORE.get((shape, key), {})}


def _of_type(hint: Any, found: dict[str, Any]) -> dict[str, Any]:
    if is_typeddict(hint):
        return _of_shape(hint, found)
    if get_origin(hint) is list:
        return {"type": "array", "items": _of_type(get_args(hint)[0], found)}
    if get_origin(hint) in (Union, UnionType):
        return {"type": [_PLAIN[one] for one in get_args(hint)]}
    return {"type": _PLAIN[hint]}
