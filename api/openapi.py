"""The interface's description (OpenAPI 3.1), written from the data sets that the rooms hand down."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings

from api.asking import MOST, USUAL
from publishing import rows
from publishing.datasets import Column, Dataset, Kind, all_of
from publishing.files import licence, spelling
from publishing.files.dictionary import said

VERSION = "1.0.0"
_JSON_TYPES: dict[Kind, dict[str, Any]] = {
    Kind.COUNT: {"type": "integer"},
    Kind.BAHT: {"type": "number"},
    Kind.FLAG: {"type": "boolean"},
    Kind.DAY: {"type": "string", "format": "date"},
    Kind.MOMENT: {"type": "string", "format": "date-time"},
    Kind.LINK: {"type": "string", "format": "uri"},
}
_CODE = {
    "name": "code",
    "in": "path",
    "required": True,
    "description": "The province's code of two digits.",
    "schema": {"type": "string", "pattern": "^[0-9]{2}$"},
}


@cache
def document() -> dict[str, Any]:
    paths: dict[str, Any] = {"/api/v1/": {"get": _operation("index", "Provinces and data sets", {"type": "object"})}}
    for dataset in all_of():
        paths[f"/api/v1/provinces/{{code}}/{dataset.key}/"] = {"parameters": [_CODE], "get": _list(dataset)}
        paths[f"/api/v1/provinces/{{code}}/{dataset.key}/{{key}}/"] = {
            "parameters": [_CODE, _KEY],
            "get": _row(dataset),
        }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Thunklang open data",
            "version": VERSION,
            "description": "Reads only, asks for no key. " + licence.PROOF,
            "license": {"name": licence.TITLE, "url": licence.ADDRESS},
        },
        "servers": [{"url": settings.SITE_URL}],
        "paths": paths,
        "components": {"schemas": {"Problem": _PROBLEM, **{one.key: _schema(one) for one in all_of()}}},
    }


_KEY = {"name": "key", "in": "path", "required": True, "description": "The row's key.", "schema": {"type": "string"}}
_PROBLEM = {
    "type": "object",
    "required": ["type", "status", "code", "title"],
    "properties": {
        "type": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "Never changes; for programs."},
        "title": {"type": "string", "description": "A sentence for people."},
        "parameter": {"type": "string"},
    },
}


def _list(dataset: Dataset) -> dict[str, Any]:
    rows_of = {"type": "array", "items": {"$ref": f"#/components/schemas/{dataset.key}"}}
    page = {
        "type": "object",
        "required": ["dataset", "province", "checkpoint", "links", "rows"],
        "properties": {
            "dataset": {"type": "string"},
            "province": {"type": "string"},
            "checkpoint": {"type": "object", "description": "The newest signed head of the province's log."},
            "links": {
                "type": "object",
                "properties": {
                    "next": {"type": ["string", "null"], "format": "uri"},
                    "changes": {
                        "type": ["string", "null"],
                        "format": "uri",
                        "description": "Where to ask, the next time, for what has changed since this answer.",
                    },
                },
            },
            "gone": {
                "type": "array",
                "description": "Keys of rows that can be read no more; when changes are asked for.",
            },
            "rows": rows_of,
        },
    }
    told = _operation(f"list_{dataset.key}", said(dataset.title, "en"), page, said(dataset.about, "en"))
    return {**told, "parameters": [_AFTER, _LIMIT, *(_SINCE if dataset.word else [])]}


def _row(dataset: Dataset) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{dataset.key}"}
    return _operation(f"get_{dataset.key}", f"{said(dataset.title, 'en')}: one row", schema)


def _operation(name: str, summary: str, schema: dict[str, Any], about: str = "") -> dict[str, Any]:
    answered = {"description": "As things stand.", "content": {"application/json": {"schema": schema}}}
    refused = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        "operationId": name,
        "summary": summary,
        **({"description": about} if about else {}),
        "responses": {
            "200": answered,
            "304": {"description": "Unchanged since the answer whose ETag was sent along."},
            **{
                status: {"description": why, "content": refused}
                for status, why in (("404", "Not there."), ("405", "Only reads."), ("422", "A parameter is wrong."))
            },
        },
    }


def _parameter(name: str, about: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": about, "schema": schema}


_AFTER = _parameter("after", "Where the last page ended; take it from its link `next`.", {"type": "string"})
_LIMIT = _parameter("limit", "Rows a page.", {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL})
_SINCE = [
    _parameter("modified_since", "Rows that changed since then.", {"type": "string", "format": "date-time"}),
    _parameter("since_event", "Rows that events from this place of the log on changed.", {"type": "integer"}),
]


def _schema(dataset: Dataset) -> dict[str, Any]:
    columns = rows.columns(dataset)
    return {
        "type": "object",
        "title": said(dataset.title, "en"),
        "required": [column.name for column in columns],
        "properties": {column.name: _property(column, dataset) for column in columns},
    }


def _property(column: Column, dataset: Dataset) -> dict[str, Any]:
    told = dict(_JSON_TYPES.get(column.kind, {"type": "string"}))
    if column.name != dataset.key_column:
        told["type"] = [told["type"], "null"]
    if column.choices:
        told["enum"] = [*map(str, column.choices.values), None]
    if unit := spelling.UNITS.get(column.kind):
        told["x-unit"] = unit
    return {**told, "description": said(column.means, "en"), "x-description-th": said(column.means, "th")}
